"""`python build.py`: check everything, build, verify, then replace site/ in one step. See `python build.py --help`."""

if __name__ == "__main__":  # processes that draw import this file, too, and need none of it
    import sys

    try:
        from dateline.cli import main
    except KeyboardInterrupt:  # nothing has begun
        sys.exit(130)

    sys.exit(main())
