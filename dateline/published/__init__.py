"""A site as it was published, in a folder or on the web: what its sums say, and what its files really are.

Here belongs reading it, file by file, on request; nothing of it is run or trusted, and no build ever asks for it. `site` is what
one is and how a folder is read, `web` how a host is asked for one.
"""

from dateline.published.reading import is_address, read_listed, read_published
from dateline.published.site import Listed, Published, read_folder

__all__ = ["Listed", "Published", "is_address", "read_folder", "read_listed", "read_published"]
