"""The last look at a built tree before it becomes the site, and the verdict on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from dateline.errors import Problem, Spot
from dateline.gate.allowed import check_policy
from dateline.gate.announced import check_announced, check_linked_data
from dateline.gate.days import check_days
from dateline.gate.document import Document, readings
from dateline.gate.elsewhere import check_feeds, check_twin
from dateline.gate.figures import check_repeated
from dateline.gate.files import check_data_blocks, check_file
from dateline.gate.integrity import check_integrity
from dateline.gate.links import check_links
from dateline.gate.listings import check_listings
from dateline.gate.markup import check_markup
from dateline.gate.promises import Promise, digest_of_promises
from dateline.gate.referring import check_referrer
from dateline.gate.running import check_running
from dateline.gate.said import check_promise
from dateline.gate.tree import PAGES, Built, name_of
from dateline.kept import Kept, code_digest, digest_of, digest_of_files
from dateline.policy import Policy

NOTHING: Mapping[str, Promise] = MappingProxyType({})


def verify(  # noqa: PLR0913 - one question with all that the answer may rest on
    tree: Path,
    home: str,
    kept: Kept | None = None,
    only: Collection[str] | None = None,
    sums: bytes | None = None,
    apart: Mapping[str, str] = MappingProxyType({}),
    *,
    policy: Policy | None = None,
    promised: Mapping[str, Promise] = NOTHING,
    frozen: bool = False,
) -> list[Problem]:
    """Every problem of the built tree, or of the pages named in `only`.

    `home` is its address, `https://desk.example/repo/`: links that begin with it, or with its path, are looked up in the tree.
    Where it is the path alone, `/repo/`, all full addresses are those of other sites.

    That all is well is kept in `kept` under every byte of the tree, so that the same tree is not read twice. `sums` are those of
    all its files, where somebody has taken them already. `apart` are folders (`editions/2018-06-01/`) that were verified by
    themselves, with what stands for their bytes: links may lead there, and nothing in them is read.

    `policy` is what pages may do, and knows their inline scripts and styles; with None neither is looked at. `promised` is what
    pages (`articles/a-week/index.html`) have to say, by their names. A `frozen` tree cannot be changed any more: it is looked at
    for what leads nowhere or could harm readers, and not for what could be better.
    """
    looking = _Looking(policy, promised, frozen=frozen)
    if only is not None:
        built = Built.of(tree, home)
        return [problem for page in sorted(only) for problem in (*looking.at_page(page, built), *looking.at_file(page, built))]
    if kept is None:
        return looking.at_all(Built.of(tree, home), apart)
    if sums is None:
        files = (path for path in tree.rglob("*") if path.is_file() and not name_of(path, tree).startswith(tuple(apart)))
        sums = digest_of_files(files, tree).encode()
    beside = repr((frozen, sorted(apart.items()), policy and (sorted(policy.scripts), sorted(policy.styles)))).encode()
    told = digest_of_promises(promised)
    verdict = f"verified-{digest_of(code_digest().encode(), home.encode(), beside, told, sums)}"
    if kept.read(verdict) is not None:
        return []
    problems = looking.at_all(Built.of(tree, home), apart)
    if not problems:
        kept.write(verdict, b"")
    return problems


class _Looking:
    """What all files of a tree are held to."""

    def __init__(self, policy: Policy | None, promised: Mapping[str, Promise], *, frozen: bool) -> None:
        self._policy, self._promised, self._frozen = policy, promised, frozen
        self._drawings = {drawn.id: drawn for promise in promised.values() for drawn in promise.figures}
        self._scripts = policy.scripts if policy else None
        self._styles = policy.styles if policy else None

    def at_all(self, built: Built, apart: Collection[str]) -> list[Problem]:
        if "index.html" not in built.files:
            return [Problem("no-home", "the built site has no index.html", Spot("content/index.md"), "add content/index.md")]
        ours = [name for name in sorted(built.files) if not name.startswith(tuple(apart))]
        found = [problem for name in ours if name.lower().endswith(PAGES) for problem in self.at_page(name, built)]
        found += [problem for name in ours for problem in self.at_file(name, built)]
        found += [*check_feeds(self._promised, built), *check_announced(built)]
        return found + [_missing(name) for name in sorted(self._promised.keys() - built.files)]

    def at_page(self, page: str, built: Built) -> list[Problem]:
        """What is wrong with a page, however a browser may read it; each problem once."""
        try:
            source = built.content(page).decode("utf-8")
        except UnicodeDecodeError as error:
            spot = Spot(f"site/{page}", error.object.count(b"\n", 0, error.start) + 1)
            return [Problem("broken-markup", "the page holds bytes that are no UTF-8", spot, "write it as UTF-8")]
        found = [problem for document in readings(page, source) for problem in self._of(document, built)]
        return list(dict.fromkeys(found))

    def _of(self, document: Document, built: Built) -> Iterator[Problem]:
        built.keep_anchors(document)
        yield from check_links(document, built)
        yield from check_integrity(document, built)
        yield from check_running(document, self._scripts, self._styles, frozen=self._frozen)
        if self._policy is not None:
            yield from check_policy(document, self._policy, built.text(document.name))
        if self._policy is not None or self._frozen:
            yield from check_referrer(document, frozen=self._frozen)
        if not self._frozen:
            yield from check_markup(document)
            yield from check_days(document)
        yield from check_data_blocks(document)
        yield from check_linked_data(document, built)
        yield from check_listings(document, self._promised, built)
        if self._promised:  # a kept edition is not held to what nobody knows any more
            yield from check_repeated(document, self._drawings)
        promise = self._promised.get(document.name)
        if promise is not None:
            yield from check_promise(document, promise, built)
            yield from check_twin(promise, built)

    def at_file(self, name: str, built: Built) -> Iterator[Problem]:
        return check_file(name, built)


def _missing(name: str) -> Problem:
    return Problem(
        "missing-page",
        "this page was made, and is not there",
        Spot(f"site/{name}"),
        "another plugin or hook of mkdocs.yml took it away",
    )
