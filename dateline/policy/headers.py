"""What a `<meta>` in a page cannot say, as headers for hosts that can send some: `_headers`, and a snippet for nginx.

`_headers` is read by Netlify, Cloudflare Pages and others like them. GitHub Pages sends no headers of a site's
own: there the policy in each page is all that holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from dateline.addresses import EDITIONS, FIGURES

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope", "hid"),
            *("idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get"),
            *("screen-wake-lock", "serial", "usb", "window-management", "xr-spatial-tracking"),
        )
    ),
    "Strict-Transport-Security": "max-age=31536000",
}
"""For every file. The last holds for a whole host name: over HTTPS for a year."""
NO_FRAMES = "frame-ancestors 'none'"
"""No page of another site may put ours into a frame, except those of figures, which are there for it."""
_OPEN = ("data/", FIGURES)
"""Folders whose files scripts of other sites may read."""
_TYPES = {
    "application/geo+json": "geojson",
    "application/gzip": "gz",
    "application/json": "map",
    "application/vnd.apache.parquet": "parquet",
    "application/x-bibtex": "bib",
    "text/csv": "csv",
    "text/markdown": "md",
    "text/yaml": "cff",
}
"""Types of files of a site that nginx does not know by itself, and would have readers download as nameless bytes."""
_TEXTS = (
    *("application/javascript", "text/javascript", "text/css", "text/csv", "text/markdown"),
    *("text/plain", "text/xml", "text/yaml"),
)
"""Types that are sent with their character set; nginx adds text/html."""


def headers_file(pages: Iterable[str]) -> str:
    """The file `_headers` for a site with these pages (`articles/index.html`, relative to its root).

    Hosts differ in what they do when two rules name one header for one address (Cloudflare Pages sends both, Netlify one of
    them), so that no two rules here do.
    """
    rules = [("/*", EVERYWHERE), *((rule, {"Content-Security-Policy": NO_FRAMES}) for rule in _framed(pages))]
    rules += [(f"/{folder}*", {"Access-Control-Allow-Origin": "*"}) for folder in _OPEN]
    return "".join(f"{path}\n{''.join(f'  {name}: {value}{chr(10)}' for name, value in said.items())}" for path, said in rules)


def _framed(pages: Iterable[str]) -> list[str]:
    """Rules for all pages but those of figures, each page in one: in the root also as hosts name it that leave out `.html`."""
    found = set()
    for page in map(quote, pages):
        folder, _, rest = page.partition("/")
        if not rest:
            found |= {"/" if page == "index.html" else f"/{page.removesuffix('.html')}", f"/{page}"}
        elif f"{folder}/" != EDITIONS:
            found.add(f"/{folder}/*")
        else:
            found.update(f"/{EDITIONS}{rule}" for rule in _in_editions(rest))
    return sorted(found - {f"/{FIGURES}*"})


def _in_editions(page: str) -> list[str]:
    """Rules for a page below editions/: an edition is a site of its own in a folder."""
    _, _, rest = page.partition("/")
    if not rest:
        return ["", page]
    folder, _, below = rest.partition("/")
    if not below:
        return [f":day/{'' if rest == 'index.html' else rest.removesuffix('.html')}", f":day/{rest}"]
    return [] if f"{folder}/" == FIGURES else [f":day/{folder}/*"]


def nginx_snippet() -> str:
    """The same for nginx, for a site at the root of its host name, and the types of files.

    Only beside `server` do types add to those of nginx: within it, or in a `location`, they replace them all.
    `_headers` names none: hosts that read it have their own, and some would send both.
    """
    types = "".join(f"    {name} {suffix};\n" for name, suffix in _TYPES.items())
    said = "".join(f'    add_header {name} "{value}" always;\n' for name, value in EVERYWHERE.items())
    return f"""# Beside `server`: types that `mime.types` lacks, what may be framed, and what scripts elsewhere may read.
# A sub-path goes after `^/`.
types {{
{types}}}
map $uri $dateline_policy {{
    default "{NO_FRAMES}";
    ~^/({EDITIONS}[^/]+/)?{FIGURES} "";
}}
map $uri $dateline_readers {{
    default "";
    ~^/({"|".join(folder.rstrip("/") for folder in _OPEN)})/ "*";
}}

# Within `server`. A `location` with an `add_header` of its own inherits none of these: repeat them there.
    charset utf-8;
    charset_types {" ".join(_TEXTS)};
{said}    add_header Content-Security-Policy $dateline_policy always;
    add_header Access-Control-Allow-Origin $dateline_readers always;
"""
