"""How the extension is built; everything else about the package stands in pyproject.toml.

PCRE2 (8 bit) and utf8proc are found through pkg-config, or under the prefixes that the environment variables
SAYSO_PCRE2 and SAYSO_UTF8PROC name.  Their static archives are preferred, so that a wheel stands alone.

SAYSO_ABI3=0 builds for this version of Python alone.
"""

import glob
import os
import shutil
import subprocess
import sys
import sysconfig

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

MISSING = "sayso needs PCRE2 and utf8proc to build: apt-get install libpcre2-dev libutf8proc-dev pkg-config"


def pkg_config(package, *options):
    """What pkg-config answers, in words, or None."""
    tool = os.environ.get("PKG_CONFIG") or shutil.which("pkg-config")
    if not tool:
        return None
    answer = subprocess.run([tool, *options, package], capture_output=True, text=True, check=False)
    return answer.stdout.split() if answer.returncode == 0 else None


def library(package, name, variable, header):
    """Where a library's header and archive are: (include folders, what to link)."""
    prefix = os.environ.get(variable)
    if prefix:
        include, folders = [os.path.join(prefix, "include")], [os.path.join(prefix, d) for d in ("lib", "lib64")]
        if not os.path.exists(os.path.join(include[0], header)):
            sys.exit(f"{variable}={prefix}: there is no include/{header}")
    else:
        flags = pkg_config(package, "--cflags-only-I")
        if flags is None:
            sys.exit(MISSING)
        include = [flag[2:] for flag in flags]
        folders = [flag[2:] for flag in pkg_config(package, "--libs-only-L") or []]
        folders += pkg_config(package, "--variable=libdir") or []
    for folder in folders:
        for archive in (f"lib{name}.a", f"{name}-static.lib", f"{name}_static.lib", f"{name}.lib"):
            if os.path.exists(os.path.join(folder, archive)):
                return include, [os.path.join(folder, archive)]
    return include, [*(f"-L{folder}" for folder in folders), f"-l{name}"]


class BuildExt(build_ext):
    """Compiles only what has changed, and puts the result in place in one step."""

    def build_extension(self, ext):
        newest = max(os.path.getmtime(h) for h in [*glob.glob("csrc/*/*.h"), __file__])
        compile_one = self.compiler._compile

        def compile_changed(obj, src, *rest):
            if not os.path.exists(obj) or os.path.getmtime(obj) < max(newest, os.path.getmtime(src)):
                compile_one(obj, src, *rest)

        if hasattr(self.compiler, "linker_so"):  # no path of the interpreter that builds: it needs the system's libraries alone
            self.compiler.linker_so = [word for word in self.compiler.linker_so if not word.startswith("-Wl,-rpath")]
        if hasattr(self.compiler, "_compile") and os.name == "posix":
            self.compiler._compile = compile_changed
        super().build_extension(ext)

    def run(self):
        lock = None
        if os.name == "posix":
            import fcntl

            os.makedirs(self.build_temp, exist_ok=True)
            lock = open(os.path.join(self.build_temp, "lock"), "w")  # noqa: SIM115  (held until the build ends)
            fcntl.flock(lock, fcntl.LOCK_EX)  # two builds of one tree wait for each other
        try:
            super().run()
        finally:
            if lock:
                lock.close()


# The stable ABI has no free-threaded form yet: such a build is for its own version of Python alone.
ABI3 = not sysconfig.get_config_var("Py_GIL_DISABLED") and os.environ.get("SAYSO_ABI3") != "0"
STABLE = [("Py_LIMITED_API", "0x030B0000")] if ABI3 else []


def extension():
    include_pcre2, link_pcre2 = library("libpcre2-8", "pcre2-8", "SAYSO_PCRE2", "pcre2.h")
    include_utf8proc, link_utf8proc = library("libutf8proc", "utf8proc", "SAYSO_UTF8PROC", "utf8proc.h")
    link = [*link_pcre2, *link_utf8proc]
    posix, linux = os.name == "posix", sys.platform.startswith("linux")
    return Extension(
        "sayso._core",
        sources=sorted(glob.glob("csrc/core/*.c") + glob.glob("csrc/module/*.c")),
        depends=sorted(glob.glob("csrc/*/*.h")),
        include_dirs=["csrc/core", *include_pcre2, *include_utf8proc],
        define_macros=[*STABLE, ("PCRE2_STATIC", "1"), ("UTF8PROC_STATIC", "1")],
        # where it was built says nothing, so that two builds of one source are the same bytes
        extra_compile_args=["-std=c11", "-O3", "-fvisibility=hidden", "-Wall", "-Wextra", f"-ffile-prefix-map={os.getcwd()}=."]
        if posix else [
            "/std:c11", "/experimental:c11atomics"],
        extra_link_args=[*link, *(["-Wl,--exclude-libs,ALL", "-lm", "-lpthread"] if linux else [])],
        py_limited_api=ABI3,
    )


# Only building needs the libraries; "setup.py sdist" and metadata do without.
BUILDS = {"build", "build_ext", "bdist_wheel", "install", "develop", "editable_wheel"} & set(sys.argv)
setup(
    ext_modules=[extension()] if BUILDS else [Extension("sayso._core", sources=[], py_limited_api=ABI3)],
    cmdclass={"build_ext": BuildExt},
    options={"bdist_wheel": {"py_limited_api": "cp311"}} if ABI3 else {},
)
