"""Many threads at once on one object: shared by the tests."""

import threading
from collections.abc import Callable


def crowd(work: Callable[[], object], threads: int = 6, rounds: int = 20) -> list[object]:
    """What each of several threads gets that begin together, each round of each; an error is a result."""
    ready, results = threading.Barrier(threads), []

    def run() -> None:
        ready.wait()
        for _ in range(rounds):
            try:
                results.append(work())
            except Exception as error:
                results.append(repr(error))

    members = [threading.Thread(target=run) for _ in range(threads)]
    for thread in members:
        thread.start()
    for thread in members:
        thread.join()
    assert len(results) == threads * rounds
    return results
