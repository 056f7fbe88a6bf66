"""The evidence for an article: every number and chart in its order, what each was asked, what it rests on, what others wrote.

wording: why an answer is not exact, what a part of it contributes. told: one answer, with the reports and events that it is made
of. quotes: somebody else's figures beside ours. proofs: the numbers of a page, one after the other. page: the evidence page.
sheet: the same as a sheet to be ticked off, in HTML and CSV. Nothing here counts, and nothing knows the host.
"""

from dateline.evidence.page import EvidencePage, evidence_of
from dateline.evidence.proofs import Charted, Proof, proofs_of
from dateline.evidence.sheet import sheet_csv, sheet_html
from dateline.evidence.told import Teller, Told

__all__ = ["Charted", "EvidencePage", "Proof", "Teller", "Told", "evidence_of", "proofs_of", "sheet_csv", "sheet_html"]
