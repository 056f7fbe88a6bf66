"""`python build.py`: check everything, build, verify, then replace site/ in one step. See `python build.py --help`."""

import sys

from dateline.cli import main

if __name__ == "__main__":
    sys.exit(main())
