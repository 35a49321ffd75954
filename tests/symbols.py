"""What the extension and the core ask of others, and give to them, read off with nm.

    tests/symbols.py

The extension exports its init function and nothing else.  It opens no connection, starts no program and writes no file: it
imports no function that could.  The core also reads none, prints nothing and does not end the process: all that it imports is
among the names below.
Prints what should not be there and exits with 1.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).parent.parent
# The core's world: memory and strings, two libraries, threads and the clock they wait by, and what compilers call by themselves.
CORE = re.compile(
    r"(mem(chr|cmp|cpy|move|set)|str(cat|chr|cmp|cspn|len|ncmp|ncpy|rchr|str)|snprintf|pcre2_\w+_8|utf8proc_\w+|pthread_\w+"
    r"|sig(del|fill)set|clock_gettime|__(mem|str|v?snprintf)\w*_chk|__stack_chk_fail|__cpu_\w+|_GLOBAL_OFFSET_TABLE_"
    r"|__popcountdi2)$"
)
FORBIDDEN = re.compile(
    r"(socket|connect|bind|listen|accept4?|sendto|sendmsg|send|recv|recvfrom|recvmsg|getaddrinfo|gethostby\w+|fopen(64)?"
    r"|creat(64)?|f?write|pwrite(64)?|fputs|fputc|puts|putchar|v?f?d?printf|system|popen|exec\w+|v?fork|posix_spawn\w*|dlopen"
    r"|(secure_)?getenv|abort|_?exit)$"
)


def names(path: pathlib.Path, *options: str) -> set[str]:
    """The names of symbols that nm lists, without their versions."""
    out = subprocess.run(["nm", *options, str(path)], check=True, capture_output=True, text=True).stdout
    return {line.split()[-1].split("@")[0] for line in out.splitlines() if line and not line.endswith(":")}


def faults_of_extension(path: pathlib.Path) -> list[str]:
    """Names that an extension should not export, or not import."""
    extra = names(path, "-D", "--defined-only") - {"PyInit__core", "_init", "_fini"}
    return [f"exports {name}" for name in sorted(extra)] + [
        f"imports {name}" for name in sorted(names(path, "-D", "-u")) if FORBIDDEN.match(name)
    ]


def faults_of_core(path: pathlib.Path) -> list[str]:
    """Names that the core should not need."""
    needed = names(path, "-u") - names(path, "--defined-only")
    return [f"imports {name}" for name in sorted(needed) if not CORE.match(name)]


def main() -> int:
    """Check the core's archive and each built extension; 0 if all are clean."""
    extensions, core = sorted((ROOT / "python" / "sayso").glob("_core*.so")), ROOT / "build" / "libsayso.a"
    if not extensions or not core.exists():
        print("nothing is built: make build lib", file=sys.stderr)
        return 1
    faults = [f"{core.name} {fault}" for fault in faults_of_core(core)]
    faults += [f"{path.name} {fault}" for path in extensions for fault in faults_of_extension(path)]
    print("\n".join(faults), end="\n" if faults else "", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
