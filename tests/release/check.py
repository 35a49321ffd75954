"""What a wheel must be, looked at from outside.

    check.py WHEEL [--released]    print what is wrong; --released: also what only ``make release`` gives it

Size and files, symbols, libraries that it needs, licences, the bill of materials, and the stable ABI as abi3audit sees it
where that is installed (with --released it must be).
"""

import argparse
import hashlib
import importlib.util
import json
import subprocess
import sys
import tempfile
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {"sayso/data/english.sayso", "sayso/data/article.txt", "sayso/py.typed", "sayso/_core.pyi", "sayso/__init__.py"}
SHARED = ("man/man1/sayso.1", "bash-completion/completions/sayso.bash", "zsh/site-functions/_sayso",
          "fish/vendor_completions.d/sayso.fish")
LICENCES = ("LICENSE", "NOTICE", "PCRE2.txt", "utf8proc.txt")
FOREIGN = {"libc.so.6", "libm.so.6", "libpthread.so.0", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
LARGEST = 10_000_000


def wrong_files(wheel: Path) -> Iterator[str]:
    """What is missing, too much or damaged."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        record = next(name for name in names if name.endswith(".dist-info/RECORD"))
        rows = [line.rsplit(",", 2) for line in archive.read(record).decode().splitlines()]
        for name, told, size in rows:
            data = b"" if name == record else archive.read(name.strip('"'))
            hashed = "sha256=" + urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            if name != record and (told, size) != (hashed, str(len(data))):
                yield f"{name} is not what RECORD says"
        if {name for name, _, _ in rows} != set(names):
            yield "RECORD does not list the files"
        if archive.testzip():
            yield "the archive is damaged"
    yield from (f"{name} is missing" for name in sorted(NEEDED - set(names)))
    for end in (*(f"data/share/{name}" for name in SHARED), *(f"licenses/{name}" for name in LICENCES)):
        if not any(name.endswith(end) or name.endswith(end.replace("licenses/", "licenses/docs/licenses/")) for name in names):
            yield f"{end} is missing"
    yield from (f"{name} does not belong there" for name in names
                if name.startswith(("tests", "csrc", "training", "docs")) or name.endswith((".pyc", ".c", ".a")))
    if len([name for name in names if name.startswith("sayso/_core") and name.endswith((".so", ".pyd"))]) != 1:
        yield "there is not one extension"
    if wheel.stat().st_size > LARGEST:
        yield f"it has {wheel.stat().st_size:,} bytes, more than {LARGEST:,}"


def wrong_symbols(library: Path) -> Iterator[str]:
    """Symbols that it should not export or import, as tests/symbols.py sees it."""
    spec = importlib.util.spec_from_file_location("symbols", ROOT / "tests" / "symbols.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield from (f"{library.name} {fault}" for fault in module.faults_of_extension(library))


def wrong_library(library: Path) -> Iterator[str]:
    """Symbols that it should not export or import, libraries that it should not need, paths of the machine that built it."""
    yield from wrong_symbols(library)
    out = subprocess.run(["readelf", "-d", str(library)], check=True, capture_output=True, text=True).stdout
    lines = [line.split("[")[1].rstrip("]") for line in out.splitlines() if "(NEEDED)" in line]
    yield from (f"{library.name} needs {name}" for name in sorted(set(lines) - FOREIGN))
    if "(RPATH)" in out or "(RUNPATH)" in out:
        yield f"{library.name} has a path to search"


def wrong_bill(wheel: Path, place: Path) -> Iterator[str]:
    """The bill of materials, beside what the extension says that it was linked with."""
    with zipfile.ZipFile(wheel) as archive:
        bills = [json.loads(archive.read(name)) for name in archive.namelist() if ".dist-info/sboms/" in name]
    if len(bills) != 1 or bills[0]["bomFormat"] != "CycloneDX":
        yield "there is not one bill of materials"
        return
    code = "import json, sayso; print(json.dumps(sayso.build_info()))"
    info = json.loads(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=place).stdout)
    linked = {part["name"]: part["version"] for part in bills[0]["components"]}
    if linked != {"pcre2": info["pcre2"].split()[0], "utf8proc": info["utf8proc"]}:
        yield f"the bill of materials names {linked}"


def wrong_abi(wheel: Path, must: bool) -> Iterator[str]:
    """Symbols beyond the stable ABI of Python 3.11."""
    if not importlib.util.find_spec("abi3audit"):
        if must:
            yield "abi3audit is not installed"
        return
    command = [sys.executable, "-m", "abi3audit", "--strict", str(wheel)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        yield done.stderr + done.stdout


def problems(wheel: Path, released: bool = False) -> list[str]:
    """All that is wrong with a wheel, in words."""
    found = list(wrong_files(wheel))
    if "cp311-abi3" not in wheel.name or (released and "manylinux" not in wheel.name):
        found.append(f"{wheel.name} is not a wheel for every Python" + (" on every Linux" if released else ""))
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        zipfile.ZipFile(wheel).extractall(place)
        for library in place.glob("sayso/_core*.so"):
            found += wrong_library(library)
        if released:
            found += wrong_bill(wheel, place)
    return [*found, *wrong_abi(wheel, released)]


def main() -> int:
    """Print them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--released", action="store_true")
    args = parser.parse_args()
    found = problems(args.wheel, args.released)
    print("\n".join(found) or f"{args.wheel.name}: {args.wheel.stat().st_size:,} bytes, fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
