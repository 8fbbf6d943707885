"""The console script and ``python -m cleanup``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; what it prints is UTF-8 whatever the locale says."""
    from cleanup.cli import app  # noqa: PLC0415 -- so that Ctrl-C during the import ends in the same way

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
