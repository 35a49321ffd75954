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
    "build_info",
    "corpus",
    "explain",
    "parse",
    "parse_many",
]


TYPE_CHECKING = False  # typing's own costs milliseconds
if TYPE_CHECKING:
    from sayso._corpus import Corpus
    from sayso._explain import explain
else:

    def __getattr__(name):
        """Import what is not needed at once at its first use."""
        if name == "explain":
            from sayso._explain import explain as value
        elif name == "Corpus":
            from sayso._corpus import Corpus as value
        else:
            raise AttributeError(f"module 'sayso' has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
