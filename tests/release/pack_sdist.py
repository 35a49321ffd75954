"""Pack an sdist anew so that the same files give the same bytes: sorted, owned by nobody, all of one time.

Usage: pack_sdist.py SDIST       (the time is SOURCE_DATE_EPOCH)
"""

import gzip
import io
import os
import sys
import tarfile
from pathlib import Path


def main(path: Path) -> None:
    """Rewrite the archive."""
    stamp = int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600"))
    out = io.BytesIO()
    with tarfile.open(path) as old, tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as new:
        for member in sorted(old.getmembers(), key=lambda member: member.name):
            made = tarfile.TarInfo(member.name)
            made.type, made.size, made.mtime = member.type, member.size, stamp
            made.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            new.addfile(made, old.extractfile(member) if member.isfile() else None)
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=stamp) as file:
        file.write(out.getvalue())
    path.write_bytes(packed.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
