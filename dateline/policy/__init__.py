"""What a browser may do on our pages: the Content-Security-Policy of each, and the headers for hosts that can send some.

Here belongs saying it, and knowing the code that templates bring. Whether a built page keeps to it is for the gate.
"""

from dateline.policy.headers import headers_file, nginx_snippet
from dateline.policy.inline import hash_of
from dateline.policy.policy import GAP, Policy, allowing, policy_text

__all__ = ["GAP", "Policy", "allowing", "hash_of", "headers_file", "nginx_snippet", "policy_text"]
