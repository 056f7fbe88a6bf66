"""The command line, shared by `python build.py` and the command `dateline`. Owns click and rich.

Here belongs what is read from and shown to a person at a terminal, and the exit codes of DESIGN section 8. A module for each
family of commands; `group` is what they share, `running` what happens around them.
"""

from dateline.cli import describing, making, verifying
from dateline.cli.group import dateline
from dateline.cli.running import main

__all__ = ["dateline", "describing", "main", "making", "verifying"]
