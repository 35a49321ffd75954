"""Ends: signals in a batch, copies, weak references, and an interpreter that shuts down while something is still at work."""

import copy
import gc
import os
import signal
import subprocess
import sys
import textwrap
import weakref

import pytest

import sayso
from hostile import ARTICLE

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def run(code: str) -> "subprocess.CompletedProcess[str]":
    """A program of its own; ARTICLE is defined in it."""
    program = f"ARTICLE = {ARTICLE!r}\n" + textwrap.dedent(code)
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", program]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def quiet(code: str, said: str = "fine") -> None:
    """It ends with 0, says this, and nothing on standard error."""
    done = run(code)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, said, "")


# ---- signals ----


@POSIX
@pytest.mark.parametrize("threads", [1, 3])
def test_a_handler_of_ones_own_runs_and_the_batch_goes_on(threads: int) -> None:
    quiet(f"""
        import os, signal, sayso
        seen = []
        signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(number))
        texts = [ARTICLE + str(i) for i in range(60)]
        found = []
        for document in sayso.parse_many(texts, threads={threads}):
            if len(found) % 20 == 0:
                os.kill(os.getpid(), signal.SIGUSR1)
            found.append(document.text)
        assert found == texts and len(seen) == 3, (len(found), seen)
        print("fine")
    """)


@POSIX
@pytest.mark.parametrize("threads", [1, 3])
def test_what_a_handler_raises_comes_out_of_next(threads: int) -> None:
    quiet(f"""
        import os, signal, threading, sayso
        def stop(number, frame):
            raise SystemExit(0)
        signal.signal(signal.SIGTERM, stop)
        def source():
            while True:
                yield ARTICLE * 20
        threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()
        try:
            for document in sayso.parse_many(source(), threads={threads}):
                pass
        except SystemExit:
            print("fine")
            raise
    """)


@POSIX
def test_sigterm_without_a_handler_ends_the_process() -> None:
    done = run("""
        import os, signal, sayso
        batch = sayso.parse_many(iter(lambda: ARTICLE, None), threads=3)
        next(batch)
        os.kill(os.getpid(), signal.SIGTERM)
        next(batch)
    """)
    assert done.returncode == -signal.SIGTERM and done.stderr == ""


@POSIX
def test_workers_take_no_signals() -> None:
    """They block them all: a handler runs on the main thread, and no call of the caller's is interrupted in a worker."""
    quiet("""
        import os, sayso
        if not os.path.exists("/proc/self/task"):
            print("fine")
            raise SystemExit
        before = set(os.listdir("/proc/self/task"))
        batch = sayso.parse_many([ARTICLE] * 50, threads=3)
        next(batch)
        workers = set(os.listdir("/proc/self/task")) - before
        assert len(workers) == 3, workers
        for worker in workers:
            with open(f"/proc/self/task/{worker}/status") as file:
                blocked = int(next(line for line in file if line.startswith("SigBlk")).split()[1], 16)
            assert blocked >> 1 & 1 and blocked >> 14 & 1, hex(blocked)  # SIGINT and SIGTERM
        batch.close()
        print("fine")
    """)


# ---- copies and weak references ----


def test_copies() -> None:
    document, parser, corpus = sayso.parse(ARTICLE), sayso.Parser(gender=False), sayso.corpus([ARTICLE])
    parts = (document.layout, document.health, document.mentions[0], document.quotes, document.quotes[0].content)
    for thing in (document, parser, *parts):
        assert copy.copy(thing) is thing or copy.copy(thing) == thing
        assert copy.deepcopy(thing) == thing
    memo: dict[int, object] = {}
    twice = copy.deepcopy([document, document], memo)
    assert twice[0] is twice[1] is document
    for again in (copy.copy(corpus), copy.deepcopy(corpus)):
        assert list(again.quotes) == list(corpus.quotes) and again.manifest() == corpus.manifest()
    table = copy.deepcopy(corpus.quotes)
    assert list(table) == list(corpus.quotes) and table.metadata == corpus.quotes.metadata
    batch = sayso.parse_many(["a"])
    for make in (copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            make(batch)


def test_weak_references() -> None:
    ends: list[str] = []
    things = {"document": sayso.parse(ARTICLE), "parser": sayso.Parser(gender=False), "corpus": sayso.corpus(["a"])}
    references = {}
    while things:
        name, thing = things.popitem()
        references[name] = weakref.ref(thing, lambda _, name=name: ends.append(name))
        assert references[name]() is thing
        del thing
        gc.collect()
        assert references[name]() is None
    assert sorted(ends) == ["corpus", "document", "parser"]


def test_a_parser_lives_as_long_as_what_it_reads() -> None:
    parser = sayso.Parser(lexicon=[("Quorvex Blim", "ORG")])
    gone = weakref.ref(parser)
    batch = parser.parse_many(["Quorvex Blim said so."] * 5, threads=2)
    del parser
    gc.collect()
    assert gone() is not None
    assert all(any(m.label == "ORG" for m in document.mentions) for document in batch)
    del batch
    gc.collect()
    assert gone() is None


def test_documents_in_a_weak_dictionary() -> None:
    cache: weakref.WeakValueDictionary[str, sayso.Document] = weakref.WeakValueDictionary()
    document = cache["a"] = sayso.parse(ARTICLE)
    assert cache["a"] is document
    del document
    gc.collect()
    assert "a" not in cache


# ---- the end of the interpreter ----


@pytest.mark.parametrize("threads", [1, 4])
def test_a_batch_in_a_global_at_exit(threads: int) -> None:
    quiet(f"""
        import sayso
        batch = sayso.parse_many((ARTICLE for _ in range(10**6)), threads={threads})
        next(batch)
        print("fine")
    """)


def test_a_batch_in_a_cycle_and_in_a_module_at_exit() -> None:
    quiet("""
        import sys, types, sayso
        module = sys.modules["kept"] = types.ModuleType("kept")
        module.batch = sayso.parse_many(iter([ARTICLE] * 50), threads=3)
        module.document = next(module.batch)
        class Cycle: pass
        cycle = Cycle()
        cycle.self, cycle.batch = cycle, sayso.parse_many([ARTICLE] * 50, threads=2)
        next(cycle.batch)
        print("fine")
    """)


def test_a_daemon_thread_is_reading_at_exit() -> None:
    quiet("""
        import threading, sayso
        started = threading.Event()
        def work():
            for document in sayso.parse_many(iter(lambda: ARTICLE, None), threads=2):
                started.set()
        def parse():
            while True:
                sayso.parse(ARTICLE * 5)
        for target in (work, parse, parse):
            threading.Thread(target=target, daemon=True).start()
        assert started.wait(60)
        print("fine", flush=True)
    """)


def test_a_thread_that_is_waited_for_ends_its_batch() -> None:
    quiet("""
        import threading, sayso
        def work():
            assert len(list(sayso.parse_many([ARTICLE] * 40, threads=2))) == 40
            print("fine")
        threading.Thread(target=work).start()
    """)


def test_atexit_may_still_read() -> None:
    quiet("""
        import atexit, sayso
        batch = sayso.parse_many([ARTICLE] * 20, threads=2)
        next(batch)
        def last():
            assert len(list(batch)) == 19
            assert sayso.parse(ARTICLE).quotes and len(sayso.corpus([ARTICLE]).quotes)
            print("fine")
        atexit.register(last)
    """)


def test_finalizers_at_the_very_end() -> None:
    """__del__ of an object that outlives the modules, and a weak reference's callback."""
    quiet("""
        import sys, weakref, sayso
        class Late:
            def __init__(self):
                self.document = sayso.parse(ARTICLE)
                self.batch = sayso.parse_many([ARTICLE] * 9, threads=2)
                next(self.batch)
            def __del__(self):
                assert self.document.quotes[0].text
                assert next(self.batch).text == self.document.text
        sys.late = Late()
        sys.kept = sayso.parse("a")
        sys.reference = weakref.ref(sys.kept, lambda reference: None)
        print("fine")
    """)


def test_arrow_streams_and_tables_at_exit() -> None:
    quiet("""
        import sayso
        corpus = sayso.corpus([ARTICLE])
        streams = [getattr(corpus, name).__arrow_c_stream__() for name in ("quotes", "mentions", "documents")]
        rows = iter(corpus.quotes)
        next(rows)
        print("fine")
    """)


@POSIX
@pytest.mark.fork
def test_a_forked_child_exits_quietly_beside_a_batch() -> None:
    done = run("""
        import os, sys, warnings, sayso
        warnings.simplefilter("ignore", DeprecationWarning)  # from 3.12: fork beside threads, which is what is tried here
        batch = sayso.parse_many([ARTICLE] * 30, threads=3)
        next(batch)
        child = os.fork()
        if not child:
            assert sayso.parse(ARTICLE).quotes
            sys.exit(0)  # the whole way down, with the parent's batch in a global
        assert os.waitpid(child, 0)[1] == 0
        assert len(list(batch)) == 29
        print("fine")
    """)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "fine", "")
