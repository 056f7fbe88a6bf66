"""Links that lead out of the site: which there are, whether they still work, and which documents have no archived copy.

addresses: every outgoing address with its place. asking: one request after the other to each host. verdicts: what is wrong, as
problems. archives: documents without a copy. Only commands use this package, never a build: a build asks no network. Only
`asking` imports requests.
"""
