"""What a reader needs to make the same tables again, as a dict and as a paragraph for a paper."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from sayso._core import Document, Parser, build_info

if TYPE_CHECKING:
    from sayso._corpus import Corpus


def digest(parts: Iterable[str]) -> str:
    """16 hex digits of texts in their order."""
    made = Digest()
    for part in parts:
        made.add(part)
    return made.hex()


def framed(text: str) -> bytes:
    """The bytes of a text, and before them how many."""
    data = text.encode("utf-8", "surrogatepass")
    return len(data).to_bytes(8, "little") + data


def bytes_of_document(document: Document) -> bytes:
    """What was read of an input: its id, date and text."""
    return framed(f"{document.id}\t{document.date}\t{document.error is None}") + framed(document.text)


class Digest:
    """A hash over texts as they pass by; where one ends and the next begins counts."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=8)

        self.take = self._hash.update  # bytes of ``framed``

    def add(self, text: str) -> None:
        """Take in a text."""
        self.take(framed(text))

    def hex(self) -> str:
        """16 hex digits."""
        return self._hash.hexdigest()


def manifest_of(parser: Parser, inputs: str) -> dict[str, Any]:
    """The part of a manifest that is known before the tables are: it goes with each of them as metadata."""
    options = dict(parser.options)
    lexicon, aliases = options.pop("lexicon", ()), options.pop("aliases", ())
    return {
        "build": build_info(parser),
        "options": options,
        "lexicon": {"entries": len(lexicon), "aliases": len(aliases), "hash": digest(map(repr, (*lexicon, *aliases)))},
        "inputs": inputs,
    }


def manifest(corpus: "Corpus", made: dict[str, Any]) -> dict[str, Any]:
    """The whole manifest of a corpus; see ``Corpus.manifest``."""
    from sayso._corpus import TABLES

    documents, warnings = corpus.documents, corpus.warnings
    unreadable = [doc for doc, status in zip(documents["doc_id"], documents["status"], strict=True) if status == "unreadable"]
    codes: dict[str, int] = {}
    for code in warnings["code"]:
        codes[code] = codes.get(code, 0) + 1
    return {
        **made,
        "unreadable": len(unreadable),
        "excluded": unreadable,
        "warnings": dict(sorted(codes.items())),
        "rows": {name: len(getattr(corpus, name)) for name in TABLES},
    }


def methods(manifest: dict[str, Any]) -> str:
    """The paragraph; see ``Corpus.methods``."""
    build, rows, lexicon = manifest["build"], manifest["rows"], manifest["lexicon"]
    options = ", ".join(f"{name} {value!r}" for name, value in manifest["options"].items())
    words = f", and {lexicon['entries']:,} entries and {lexicon['aliases']:,} aliases of our own (hash {lexicon['hash']})"
    foreign = manifest["warnings"].get("not-english", 0)
    return (
        f"{rows['documents']:,} articles were read with sayso {build['version']} (rules {build['rules']}, model "
        f"{build['model_checksum']}, weights {build['weights_checksum']}), with "
        f"{f'the options {options}' if options else 'the usual options'}"
        f"{words if lexicon['entries'] or lexicon['aliases'] else ''}; {manifest['unreadable']:,} could not be read"
        f"{f', and {foreign:,} seem not to be English' if foreign else ''}. The texts, with their ids and dates, have the hash "
        f"{manifest['inputs']}. It found {rows['attributions']:,} attributions, {rows['quotes']:,} of them outermost "
        f"attributions of speech, and {rows['entities']:,} entities, counted within each article. An attribution is a content, "
        "the cue and the source that it is attributed to, beliefs and intentions included; a quote is one of speech, quoted "
        "or paraphrased, direct if all of it is in quotation marks, mixed if a part is, indirect if none is. "
        "sayso.explain(field) tells how often a field is right, or that it was not measured."
    )
