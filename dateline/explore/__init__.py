"""What the explore page is made of: every itemised event as one compact file, and the list of weeks for readers without scripts.

Nothing here draws, and no HTML: the template and the scripts of the page show what this package gives.
"""

from dateline.explore.data import explore_json
from dateline.explore.listing import ListedWeek, ListedYear, Listing, listing

__all__ = ["ListedWeek", "ListedYear", "Listing", "explore_json", "listing"]
