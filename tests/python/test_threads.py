"""Batches and threads: order, laziness, errors, ends, Ctrl-C."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
import weakref

import pytest

import sayso
from crowd import crowd
from hostile import ARTICLE

THREADS = pytest.mark.parametrize("threads", [1, 2, 5])


@THREADS
def test_order_and_equality(threads):
    texts = [f"{ARTICLE} Number {i}." for i in range(60)]
    expected = [sayso.parse(text) for text in texts]
    assert list(sayso.parse_many(texts, threads=threads)) == expected


@THREADS
def test_ids_and_dates(threads):
    found = list(sayso.parse_many(iter(["a", "b"]), ids=iter([7, "x"]), dates=["2021-12-01", None], threads=threads))
    assert [(d.id, d.date, d.text) for d in found] == [(7, "2021-12-01", "a"), ("x", None, "b")]


@THREADS
def test_lazy_and_bounded(threads):
    pulled = 0
    caller = threading.get_ident()

    def source():
        nonlocal pulled
        while True:
            assert threading.get_ident() == caller
            pulled += 1
            yield "“Enough,” said Bo."

    batch = sayso.parse_many(source(), threads=threads)
    assert pulled == 0
    for _ in range(100):
        next(batch)
    assert 100 <= pulled <= 100 + 4 * threads + 1
    batch.close()
    assert list(batch) == []


@THREADS
def test_unreadable_texts_cost_only_themselves(threads):
    found = list(sayso.parse_many(["a", None, b"b", 3.5, "c"], ids="abcde".split("x") * 5, threads=threads))
    assert [d.text for d in found] == ["a", "", "", "", "c"]
    assert [bool(d.error) for d in found] == [False, True, True, True, False]
    assert "None" in found[1].error and "decode" in found[2].error
    assert [w.code for w in found[1].warnings] == ["unreadable"]
    assert "unreadable" in sayso.explain("unreadable")


@THREADS
def test_bad_dates_cost_only_the_date(threads):
    texts = ["a", "He came on Monday.", "c", "d"]
    found = list(sayso.parse_many(texts, dates=["2021-12-01", "soon", 5, "\ud800"], threads=threads))
    assert [d.text for d in found] == texts and [d.error for d in found] == [None] * 4
    assert [d.date for d in found] == ["2021-12-01", None, None, None]
    ignored = [any(w.code == "date-ignored" for w in d.warnings) for d in found]
    assert ignored == [False, True, True, True]
    assert [(d.text, d.value) for d in found[1].dates] == [(d.text, d.value) for d in sayso.parse(texts[1]).dates]
    assert sayso.Document.from_dict(found[1].to_dict()) == found[1]
    assert "ISO date" in sayso.explain("date-ignored")
    for bad, error in [("soon", sayso.DateError), (5, TypeError)]:
        with pytest.raises(error, match="^text 1: "):
            list(sayso.parse_many(["a", "b"], dates=[None, bad], threads=threads, errors="raise"))
    with pytest.raises(sayso.DateError):
        sayso.parse("a", date="soon")


@THREADS
def test_raise_tells_the_index(threads):
    batch = sayso.parse_many(["a", "b", None, "c"], errors="raise", threads=threads)
    assert [next(batch).text, next(batch).text] == ["a", "b"]
    with pytest.raises(TypeError, match="^text 2: sayso reads str, not None") as caught:
        next(batch)
    assert caught.value.index == 2
    assert list(batch) == []


@THREADS
def test_what_the_iterable_raises_comes_after_what_it_gave(threads):
    def source():
        yield "a"
        yield "b"
        raise KeyError("lost")

    found = []
    with pytest.raises(KeyError, match="lost"):
        for document in sayso.parse_many(source(), threads=threads):
            found.append(document.text)
    assert found == ["a", "b"]


@THREADS
def test_companions_that_end_early(threads):
    with pytest.raises(ValueError, match="only 1 ids"):
        list(sayso.parse_many(["a", "b"], ids=["x"], threads=threads))


def test_arguments():
    for bad in ({"threads": 0}, {"errors": "ignore"}, {"errors": None}):
        with pytest.raises((ValueError, TypeError)):
            sayso.parse_many(["a"], **bad)
    for bad in ({"threads": "2"}, {"dates": "2021-12-01"}, {"ids": "ab"}, {"progress": 3}):
        with pytest.raises(TypeError):
            sayso.parse_many(["a"], **bad)
    with pytest.raises(TypeError, match="parse\\(\\)"):
        sayso.parse_many("one text")
    with pytest.raises(TypeError):
        sayso.parse_many(None)
    assert list(sayso.parse_many([])) == []


@THREADS
def test_progress(threads):
    seen = []
    list(sayso.parse_many(["a"] * 5, progress=seen.append, threads=threads))
    assert seen == [1, 2, 3, 4, 5]
    list(sayso.parse_many(["a"] * 5, progress=True, threads=threads))

    def stop(count):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        list(sayso.parse_many(["a"] * 5, progress=stop, threads=threads))


def workers():
    return len(os.listdir("/proc/self/task"))


@pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="counts threads in /proc")
def test_threads_end_with_their_iterator():
    before = workers()
    batch = sayso.parse_many(["a"] * 100, threads=4)
    next(batch)
    assert workers() == before + 4
    batch.close()
    assert workers() == before
    batch = sayso.parse_many(["a"] * 100, threads=4)
    next(batch)
    del batch
    assert workers() == before
    with sayso.parse_many(["a"] * 100, threads=4) as batch:
        next(batch)
    assert workers() == before
    assert len(list(sayso.parse_many(["a"] * 100, threads=4))) == 100
    assert workers() == before


def test_a_batch_in_its_own_generator_is_collected():
    class Source:
        def __iter__(self):
            return self

        def __next__(self):
            return "a"

    source = Source()
    source.batch = sayso.parse_many(source, threads=2)
    next(source.batch)
    gone = weakref.ref(source)
    del source
    gc.collect()
    assert gone() is None


def test_a_batch_cannot_be_advanced_from_within():
    def source():
        yield next(batch)

    batch = sayso.parse_many(source(), threads=2)
    with pytest.raises(ValueError, match="already at work"):
        next(batch)


def test_one_parser_from_many_threads():
    expected = sayso.parse(ARTICLE)
    assert all(document == expected for document in crowd(lambda: sayso.parse(ARTICLE), threads=8, rounds=50))


def test_the_gil_is_released():
    text = ARTICLE * 500
    ticks = []
    done = threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    time.sleep(0.02)
    began = time.perf_counter()
    sayso.parse(text)
    ended = time.perf_counter()
    done.set()
    thread.join()
    inside = [t for t in ticks if began < t < ended]
    assert len(inside) >= 5


CTRL_C = """
import os, signal, threading, time, sayso
article = {article!r} * 20
def source():
    while True:
        yield article
threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
began = time.time()
try:
    for document in sayso.parse_many(source(), threads={threads}):
        pass
except KeyboardInterrupt:
    print("stopped", time.time() - began < 5)
"""


@THREADS
def test_ctrl_c(threads):
    code = CTRL_C.format(article=ARTICLE, threads=threads)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "stopped True", done.stderr


def articles_with_ctrl_c():
    """Two hundred; Ctrl-C is pressed before the 121st."""
    for number in range(200):
        if number == 120:
            signal.raise_signal(signal.SIGINT)
        yield f"{ARTICLE} Number {number}."


@THREADS
def test_ctrl_c_loses_nothing_that_was_pulled(threads):
    found = []
    batch = sayso.parse_many(articles_with_ctrl_c(), threads=threads)
    with pytest.raises(KeyboardInterrupt):
        for document in batch:
            found.append(document)
    given = len(found)
    found += batch
    assert given <= 120 == len(found)
    assert found == [sayso.parse(f"{ARTICLE} Number {number}.") for number in range(120)]
    batch.close()
    assert list(batch) == []


@THREADS
def test_ctrl_c_in_progress_loses_no_document(threads):
    def stop(count):
        if count == 3:
            signal.raise_signal(signal.SIGINT)

    batch = sayso.parse_many(list("abcdef"), threads=threads, progress=stop)
    found = [next(batch).text, next(batch).text]
    with pytest.raises(KeyboardInterrupt):
        next(batch)
    assert found + [document.text for document in batch] == list("abcdef")


@THREADS
def test_ctrl_c_while_a_long_text_is_read(threads):
    text = ARTICLE * 3000
    batch = sayso.parse_many(iter([text, "b"]), threads=threads)
    timer = threading.Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        timer.start()
        while not timer.finished.is_set():
            sayso.parse(text)  # should the signal come before the next line
        next(batch)
        time.sleep(60)
    assert [document.text for document in batch] == [text, "b"]


@THREADS
def test_ctrl_c_leaves_a_corpus_of_what_was_finished(threads):
    with pytest.raises(KeyboardInterrupt) as caught:
        sayso.corpus(articles_with_ctrl_c(), threads=threads)
    made = caught.value.corpus
    assert 0 < len(made) <= 120 and f"{len(made)} documents" in caught.value.__notes__[0]
    expected = sayso.corpus([f"{ARTICLE} Number {number}." for number in range(len(made))])
    for name in ("documents", "quotes", "attributions", "sources", "mentions", "entities", "warnings"):
        assert list(getattr(made, name)) == list(getattr(expected, name))
    assert made.manifest() == expected.manifest()


def test_ctrl_c_in_one_long_text():
    code = (
        "import os, signal, threading, time, sayso\n"
        f"article = {ARTICLE!r} * 60000\n"
        "sayso.parse('x')\n"
        "threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()\n"
        "began = time.time()\n"
        "try:\n"
        "    sayso.parse(article)\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "stopped", done.stderr


@pytest.mark.fork
def test_a_forked_child_does_not_hang():
    code = (
        "import os, sayso\n"
        "batch = sayso.parse_many(['a'] * 50, threads=3)\n"
        "next(batch)\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    del batch\n"
        "    assert len(list(sayso.parse_many(['a'] * 50, threads=2))) == 50\n"
        "    os._exit(0)\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
        "assert len(list(batch)) == 49\n"
        "print('fine')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "fine", done.stderr


def test_a_batch_left_open_at_exit():
    code = "import sayso; batch = sayso.parse_many(['a'] * 50, threads=3); next(batch); print('fine')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.returncode) == ("fine", 0), done.stderr


def test_memory_is_flat():
    def peak(count):
        code = (
            "import resource, sayso\n"
            f"article = {ARTICLE!r}\n"
            f"for document in sayso.parse_many((article + str(i) for i in range({count})), threads=2): pass\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        return int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)

    assert peak(4000) < peak(400) + 4000  # kilobytes
