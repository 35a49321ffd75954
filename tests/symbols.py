"""The extension exports its init function and nothing else.

    tests/symbols.py

Looks at python/sayso/_core*.so with nm; prints what should not be there and exits with 1.
"""

import pathlib
import subprocess
import sys


def exported(path: pathlib.Path) -> set[str]:
    """Names that a shared object defines for others."""
    out = subprocess.run(["nm", "-D", "--defined-only", str(path)], check=True, capture_output=True, text=True).stdout
    return {line.split()[-1] for line in out.splitlines() if line}


def main() -> int:
    """Check each built extension; 0 if all are clean."""
    found = sorted((pathlib.Path(__file__).parent.parent / "python" / "sayso").glob("_core*.so"))
    if not found:
        print("no extension is built: make build", file=sys.stderr)
        return 1
    for path in found:
        extra = exported(path) - {"PyInit__core", "_init", "_fini"}
        if extra:
            print(f"{path.name} exports {', '.join(sorted(extra))}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
