"""The module in several interpreters at once, each with its own state (and from 3.12 its own GIL)."""

import subprocess
import sys
import textwrap

import pytest

CODE = """
import sayso
document = sayso.parse('“Enough,” said Maria Silva.')
assert document.quotes[0].source.text == 'Maria Silva', document.quotes
assert len(list(sayso.parse_many(['a', 'b', None], threads=2))) == 3
try:
    sayso.parse('x', date='never')
except sayso.DateError:
    pass
else:
    raise AssertionError('no DateError')
"""

RUNS = {
    "one after the other": """
        for _ in range(3):
            run()
    """,
    "beside the main one": """
        exec(CODE)
        run()
        exec(CODE)
    """,
    "at once": """
        import threading
        threads = [threading.Thread(target=run) for _ in range(4)]
        [t.start() for t in threads]
        [t.join() for t in threads]
    """,
}


@pytest.mark.parametrize("name", RUNS)
def test_subinterpreters(name):
    program = f"CODE = {CODE!r}\n" + textwrap.dedent(
        """
        import sys
        if sys.version_info >= (3, 13):
            import _interpreters
            def run():
                interpreter = _interpreters.create()  # isolated: its own GIL
                problem = _interpreters.exec(interpreter, CODE)
                assert problem is None, problem
                _interpreters.destroy(interpreter)
        else:
            import _xxsubinterpreters
            def run():
                interpreter = _xxsubinterpreters.create()
                _xxsubinterpreters.run_string(interpreter, CODE)
                _xxsubinterpreters.destroy(interpreter)
        """
    )
    program += textwrap.dedent(RUNS[name]) + "\nprint('fine')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "fine", done.stderr


def test_the_module_can_be_made_twice_and_let_go():
    program = textwrap.dedent(
        """
        import gc, sys, sayso
        first = sayso.parse("“Enough,” said Maria Silva.")
        for name in [n for n in sys.modules if n.startswith("sayso")]:
            del sys.modules[name]
        old = sayso.Token
        del sayso
        import sayso
        assert sayso.Token is not old
        second = sayso.parse("“Enough,” said Maria Silva.")
        assert first.tokens[0] != second.tokens[0]  # of two worlds
        assert repr(first.tokens[0]) == repr(second.tokens[0])
        del first, old
        gc.collect()
        sayso.parse("“Enough,” said Maria Silva.")
        print("fine")
        """
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "fine", done.stderr
