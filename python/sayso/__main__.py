"""``python -m sayso``: the command line."""

import sys


def main() -> int:
    """Run the command line on ``sys.argv``; returns the exit status."""
    from sayso._cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
