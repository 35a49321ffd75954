"""The scorers of ``shared/eval``, which are on no path until data.py has put them there."""
import importlib

import data  # noqa: F401

score_attributions, score_entities = (importlib.import_module(name) for name in ("score_attributions", "score_entities"))
