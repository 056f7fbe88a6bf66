r"""Small built trees for the gate, and golden cases of them: files in, what the gate says out.

A case is one text file in cases/: a sentence, then sections, then `=== told` and what the gate says. Sections:

    === page         what stands in the page one/index.html, below its headline
    === PATH         the text of a file: `index.html`, `two/index.html`, `two/map.png` and `assets/style.css` are there already
    === bytes PATH   a file written as in Python: `\\x00`

Inline scripts `known()` and styles `.known {}` are known to the policy. `python -m tests.gate.trees` writes what is told anew;
read the difference before it is committed.
"""

from __future__ import annotations

from pathlib import Path

from dateline.errors import Problem, format_text
from dateline.gate import verify
from dateline.policy import GAP, Policy, hash_of
from tests.case_files import CaseFile

HOME = "https://desk.example/"
"""The address of the sites."""
CASES = Path(__file__).parent / "cases"
POLICY = Policy({"known()": hash_of("known()")}, {".known {}": hash_of(".known {}")})
META = f'<meta http-equiv="Content-Security-Policy" content="{GAP}"><meta name="referrer" content="no-referrer">'
OTHER = '<a name="old"></a><p id=plain></p><p id=\'single\'></p><p id="a&amp;b"></p><p id="top"></p>'


def whole(body: str) -> str:
    """A page that is well, with `body` below its headline, in line 5."""
    return POLICY.put_into(f'<!doctype html>\n<html lang="en">\n<title>A story</title>{META}\n<h1>A story</h1>\n{body}')


def site(folder: Path, page: str, **more: str | bytes) -> Path:
    """A site with `page` as its story, a home, another page, a picture and a stylesheet; of files in `more` all is as given."""
    files: dict[str, str | bytes] = {
        "index.html": whole('<a href="one/">One</a>'),
        "one/index.html": whole(page),
        "two/index.html": whole(OTHER),
        "two/map.png": b"",
        "größe.html": whole(""),
        "assets/style.css": "",
        **more,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else POLICY.put_into(text).encode())
    return folder


def looked_at(folder: Path, home: str = HOME) -> list[Problem]:
    """What the gate says of a tree."""
    return verify(folder, home, policy=POLICY)


class Case(CaseFile):
    def files(self) -> dict[str, str | bytes]:
        """The files of its sections; a page stands whole."""
        found: dict[str, str | bytes] = {}
        for heading, text in self.sections:
            verb, _, name = heading.rpartition(" ")
            if heading == "page":
                found["one/index.html"] = whole(text)
            elif verb == "bytes":
                found[name] = text.rstrip("\n").encode().decode("unicode_escape").encode("latin-1")
            else:
                found[name] = text
        return found

    def run(self, folder: Path) -> str:
        """What the gate says of the tree."""
        found = looked_at(site(folder, "", **self.files()))
        return format_text(sorted(dict.fromkeys(found), key=lambda problem: problem.sort_key), lambda *_: None) + "\n"


if __name__ == "__main__":
    Case.write_all(CASES)
