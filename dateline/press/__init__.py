"""One build on its way, without knowing the host.

pages: the pages as they are turned over. repairs: what corrections changed on them. proving: the evidence for their numbers.
outgoing: data, feeds and twins. promising: what all pages have to say, for the gate. press: all of it together. writing: files
put into a tree.
"""

from dateline.press.pages import SocialImage
from dateline.press.press import Press
from dateline.press.promising import promised
from dateline.press.writing import write

__all__ = ["Press", "SocialImage", "promised", "write"]
