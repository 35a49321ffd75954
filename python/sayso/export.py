"""Documents in the forms of other tools, for annotators, editions and pictures.

Each function takes a Document and returns what a file of its format holds; ``save`` writes many documents.

=================  ======================================================================  =======================
function           format                                                                  offsets
=================  ======================================================================  =======================
``brat``           brat standoff: the ``.ann`` beside the text                             code points
``conll``          one token a line, BIO columns for names, contents, cues and sources     code points
``tei``            TEI P5: ``said``, names and people, and spans that point to them        none: the text is whole
``webanno``        WebAnno TSV 3.3, which INCEpTION imports                                UTF-16, as it wants
``label_studio``   a task of Label Studio with what sayso found as a prediction            code points
``displacy``       what spaCy's displaCy draws with ``manual=True``                        code points or tokens
``write_jsonl``    JSON Lines; ``read_jsonl`` gives equal documents back                   code points
=================  ======================================================================  =======================

Nothing here is imported before it is used.

Examples
--------
>>> import sayso
>>> from sayso import export
>>> document = sayso.parse('"Enough," said Maria Silva.')
>>> print(export.brat(document).splitlines()[0])
T1	Content 0 9	"Enough,"
"""

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from sayso._core import Document

if TYPE_CHECKING:
    from os import PathLike

    Path = str | PathLike[str]

__all__ = ["FORMATS", "brat", "brat_configuration", "conll", "displacy", "label_studio", "label_studio_configuration",
           "read_jsonl", "save", "tei", "webanno", "write_jsonl"]

FORMATS = ("brat", "conll", "tei", "webanno", "label-studio", "jsonl")


def brat(document: Document) -> str:
    """Return brat's standoff annotations (``.ann``) of ``document.text`` (``.txt``).

    Contents, cues, sources and mentions are text-bound annotations, in several fragments where they have several pieces
    or lines; relations lead from content to cue, and from source to cue (to the content where there is no cue); kind,
    act and status are attributes; the speaker stands in a note.  ``brat_configuration`` declares all of them, and
    ``sayso.evaluate`` reads the files after they were corrected.

    Returns
    -------
    str
        Lines, the last one ended; "" if there is nothing to mark.
    """
    from sayso._brat import annotations

    return annotations(document)


def brat_configuration() -> str:
    """Return the ``annotation.conf`` that brat needs beside the files, for the types and relations of ``brat``."""
    from sayso._brat import configuration

    return configuration()


def conll(document: Document) -> str:
    """Return one token a line with BIO columns, sentences apart by an empty line.

    Columns, with tabs between them: number in the sentence (from 1), form, start and end in code points, name
    ("B-PERSON"), content, cue, source ("B-2": the first token of a piece of attribution 2, as in ``document``'s order of
    outermost and nested ones; "I-1|B-2" where one lies within another), "O" or "_" where there is nothing.

    Returns
    -------
    str
        Lines, the last one ended; comments begin with "# ".
    """
    from sayso._conll import lines

    return lines(document)


def tei(document: Document, *, title: str | None = None) -> str:
    """Return a TEI P5 document: the text whole and in order, marked up, with a list of who is in it.

    Contents are ``said`` (``who``, ``direct``; pieces joined by ``next`` and ``prev``), what stands in marks ``quote``,
    cues and sources ``seg``, names ``persName``, ``orgName``, ``placeName``, ``roleName`` or ``name`` with ``ref``; an
    element that would cross another is cut, its ``part`` is I, M or F.  ``standOff`` has a span for each attribution that
    points to its pieces and says kind, act, status and naming.

    Parameters
    ----------
    title
        For the header; else the headline, or "untitled".

    Returns
    -------
    str
        XML.  Characters that XML 1.0 cannot hold are U+FFFD, so that offsets in the text stay what they are.
    """
    from sayso._tei import xml

    return xml(document, title)


def webanno(document: Document) -> str:
    """Return WebAnno TSV 3.3, which INCEpTION imports: mentions as named entities, attributions as a layer of their own.

    The project needs a span layer "Attribution" (``webanno.custom.Attribution``) with the string features kind, number,
    role ("content", "cue", "source") and speaker; the number tells which pieces belong together.

    Returns
    -------
    str
        Lines; offsets count UTF-16 units, as Java does.
    """
    from sayso._webanno import lines

    return lines(document)


def label_studio(document: Document) -> dict[str, Any]:
    """Return a task of Label Studio: the text, and what sayso found as a prediction to correct.

    ``label_studio_configuration`` is the labelling interface that it fits.

    Returns
    -------
    dict
        For ``json.dump``; a list of them is a file to import.
    """
    from sayso._label_studio import task

    return task(document)


def label_studio_configuration() -> str:
    """Return the labelling configuration (XML) for the tasks of ``label_studio``."""
    from sayso._label_studio import configuration

    return configuration()


def displacy(document: Document, style: Literal["ent", "span"] = "ent") -> dict[str, Any]:
    """Return what ``spacy.displacy.render(..., style=style, manual=True)`` draws.

    Parameters
    ----------
    style
        "ent": contents by kind, cues and sources of outermost attributions, none over another; "span": all of them and
        the mentions, over tokens.
    """
    from sayso._displacy import data

    return data(document, style)


def write_jsonl(documents: Iterable[Document], path: "Path") -> int:
    """Write documents as JSON Lines, a document a line; the file takes its name when it is whole.

    Returns
    -------
    int
        How many there were.
    """
    from sayso._tables import whole_file

    count = 0
    with whole_file(path) as out:
        for count, document in enumerate(documents, 1):  # noqa: B007
            out.write(document.to_json() + "\n")
    return count


def read_jsonl(path: "Path") -> Iterator[Document]:
    """Yield the documents of a file of ``write_jsonl``, equal to those that were written.

    Raises
    ------
    ValueError
        A line is no JSON; with its number.
    sayso.Error
        A line is no document of sayso.
    """
    import json

    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise ValueError(f"{os.fspath(path)}, line {number}: {error}") from error
                yield Document.from_dict(row)


def save(documents: Iterable[Document], folder: "Path", format: str) -> list[str]:
    """Write documents into a folder, for the tool that reads the format.

    Parameters
    ----------
    documents
        Their ids name the files, without what file systems do not take; those without an id are numbered.
    folder
        Made if need be.
    format
        One of ``FORMATS``: "brat" (``.txt``, ``.ann`` and ``annotation.conf``; a CRLF of the text is a space and a line feed
        there, since brat reads it as one character), "conll" (``.conll``), "tei" (``.xml``), "webanno" (``.tsv``),
        "label-studio" (``tasks.json`` and ``labels.xml``) or "jsonl" (``documents.jsonl``).

    Returns
    -------
    list of str
        The paths written.

    Raises
    ------
    ValueError
        There is no such format.
    """
    from sayso._save import write

    if format not in FORMATS:
        raise ValueError(f"there is no format {format!r}; there are {', '.join(map(repr, FORMATS))}")
    return write(documents, os.fspath(folder), format)
