"""Who said what, in English news.

>>> import sayso
>>> document = sayso.parse('"Enough," said Maria Silva, the mayor.')
>>> document.quotes[0].source.text
'Maria Silva, the mayor'
"""

from _collections_abc import Sequence  # what collections.abc is made of, without its price

from sayso._core import (
    Anonymity,
    Attribution,
    Batch,
    Date,
    DateError,
    Dateline,
    Document,
    Entity,
    Error,
    Gender,
    Health,
    Layout,
    Mention,
    ModelError,
    Paragraph,
    Parser,
    Quantity,
    Records,
    Sentence,
    Span,
    Table,
    TextError,
    Token,
    Warning,
    __version__,
    build_info,
    corpus,
    parse,
    parse_many,
)

Sequence.register(Records)
del Sequence

__all__ = [
    "Anonymity",
    "Attribution",
    "Batch",
    "Corpus",
    "Date",
    "DateError",
    "Dateline",
    "Document",
    "Entity",
    "Error",
    "Evaluation",
    "Gender",
    "Health",
    "Layout",
    "Mention",
    "ModelError",
    "Paragraph",
    "Parser",
    "Quantity",
    "Records",
    "Sentence",
    "Span",
    "Table",
    "TextError",
    "Token",
    "Warning",
    "__version__",
    "audit",
    "build_info",
    "corpus",
    "evaluate",
    "explain",
    "export",
    "parse",
    "parse_many",
    "read",
]


TYPE_CHECKING = False  # typing's own costs milliseconds
if TYPE_CHECKING:
    from sayso import export
    from sayso._audit import audit
    from sayso._corpus import Corpus
    from sayso._evaluate import Evaluation, evaluate
    from sayso._explain import explain
    from sayso._files import read
else:
    _LATER = {"Corpus": "_corpus", "audit": "_audit", "Evaluation": "_evaluate", "evaluate": "_evaluate", "explain": "_explain",
              "read": "_files"}

    def __getattr__(name):
        """Import what is not needed at once at its first use."""
        if name == "export":
            from importlib import import_module

            return import_module("sayso.export")
        if name not in _LATER:
            raise AttributeError(f"module 'sayso' has no attribute {name!r}")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(f"sayso.{_LATER[name]}"), name)
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
