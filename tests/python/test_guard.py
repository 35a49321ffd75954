"""No figure of quality falls by more than noise below the one that is kept (tests/bench/guard.py)."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))

import guard  # noqa: E402

ADVICE = "find what did it, or tell why in CHANGELOG.md and keep the new figures: make guard"


def test_own_passages() -> None:
    """On passages of our own, here and in CI."""
    fallen = guard.fallen("own")
    assert not fallen, "\n".join([*fallen, ADVICE])


def test_development_files() -> None:
    """On the development files, where they are."""
    if not guard.quality.SHARED.exists():
        pytest.skip(f"the development files are not there: {guard.quality.SHARED}")
    fallen = guard.fallen("development")
    assert not fallen, "\n".join([*fallen, ADVICE])


def test_a_fall_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure below the kept one, one that is new and one that is gone are each named."""
    kept = {("own", name): guard.Figure("own", name, value, 0.01) for name, value in (("speakers", 0.95), ("old", 0.9))}
    today = [guard.Figure("own", "speakers", 0.93, 0.01), guard.Figure("own", "new", 0.5, 0.01)]
    monkeypatch.setattr(guard, "kept", lambda: kept)
    monkeypatch.setitem(guard.GROUPS, "own", lambda: iter(today))
    assert [line.split(":")[0] for line in guard.fallen("own")] == ["speakers", "new", "old"]
