"""The command line, shared by `python build.py` and the command `dateline`. Owns click and rich.

Here belongs what is read from and shown to a person at a terminal, and the exit codes of DESIGN section 8. A module for each
family of commands, imported when one of them is asked for; `group` is what they share, `running` what happens around them.
"""

from dateline.cli.group import FAMILIES, dateline
from dateline.cli.running import main

__all__ = ["FAMILIES", "dateline", "main"]
