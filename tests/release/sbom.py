"""Put a bill of materials into a wheel (PEP 770, CycloneDX): ourselves, and what is linked into us.

Usage: sbom.py WHEEL
"""

import base64
import csv
import hashlib
import io
import json
import os
import sys
import time
import zipfile
from pathlib import Path

LINKED = {  # name: (licence, where from)
    "pcre2": ("BSD-3-Clause", "https://github.com/PCRE2Project/pcre2"),
    "utf8proc": ("MIT", "https://github.com/JuliaStrings/utf8proc"),
}


def component(name: str, version: str, licence: str, url: str, kind: str = "library") -> dict[str, object]:
    """One component as CycloneDX has it."""
    return {
        "type": kind, "name": name, "version": version, "bom-ref": f"{name}@{version}",
        "purl": f"pkg:pypi/{name}@{version}" if name == "sayso" else f"pkg:generic/{name}@{version}",
        "licenses": [{"license": {"id": licence}}], "externalReferences": [{"type": "website", "url": url}],
    }


def versions(wheel: Path) -> dict[str, str]:
    """Versions of what is linked, as the extension inside the wheel tells them."""
    import subprocess
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        zipfile.ZipFile(wheel).extractall(place)
        code = "import json, sayso; print(json.dumps(sayso.build_info()))"
        own = {**os.environ, "PYTHONPATH": place}
        told = json.loads(subprocess.check_output([sys.executable, "-c", code], cwd=place, env=own))
    return {"sayso": told["version"], "pcre2": told["pcre2"].split()[0], "utf8proc": told["utf8proc"]}


def bill(wheel: Path) -> bytes:
    """The bill, the same bytes for the same source."""
    told = versions(wheel)
    own = component("sayso", told["sayso"], "Apache-2.0", "https://pypi.org/project/sayso", "library")
    parts = [component(name, told[name], *LINKED[name]) for name in sorted(LINKED)]
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600"))))
    made = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"timestamp": stamp, "component": own},
        "components": parts,
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": [part["bom-ref"] for part in parts]}],
    }
    return json.dumps(made, indent=1, sort_keys=True).encode()


def digest(data: bytes) -> str:
    """As RECORD writes it."""
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def main(wheel: Path) -> None:
    """Rewrite the wheel with the bill, a RECORD that knows it, and permissions that are the same everywhere."""
    with zipfile.ZipFile(wheel) as old:
        entries = [(info, old.read(info)) for info in old.infolist() if not info.is_dir()]
    for info, _ in entries:  # whatever the builder's umask
        info.external_attr = (0o100755 if info.filename.endswith(".so") else 0o100644) << 16
    record = next(info.filename for info, _ in entries if info.filename.endswith(".dist-info/RECORD"))
    name, content = record.replace("RECORD", "sboms/sayso.cdx.json"), bill(wheel)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info, data in entries:
            if info.filename != record:
                new.writestr(info, data, zipfile.ZIP_DEFLATED)
                continue
            rows = [row for row in csv.reader(io.StringIO(data.decode())) if row and row[0] not in (record, name)]
            rows += [[name, digest(content), str(len(content))], [record, "", ""]]
            lines = io.StringIO()
            csv.writer(lines, lineterminator="\n").writerows(rows)
            for path, body in ((name, content), (record, lines.getvalue().encode())):
                made = zipfile.ZipInfo(path, info.date_time)
                made.external_attr = info.external_attr
                new.writestr(made, body, zipfile.ZIP_DEFLATED)
    wheel.write_bytes(out.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
