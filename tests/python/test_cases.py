"""The readable cases of tests/cases, through the library and through the command line (format: its README)."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import sayso

CASES = Path(__file__).parent.parent / "cases"
ABSENT, PIECES = "-", " // "
PLAIN = ("kind", "act", "status", "source_kind", "naming", "number", "channel", "zone", "words", "quoted_words",
         "source_count", "paragraph", "sentence", "depth", "uid", "repeat_of")


class Case(NamedTuple):
    """One case: a text, the options it is read with, and the lines that must be found."""

    file: str
    name: str
    text: str
    date: str | None
    expected: tuple[str, ...]


class Line(NamedTuple):
    """One thing found or expected."""

    kind: str
    label: str
    text: str
    fields: dict[str, str]

    def __str__(self) -> str:
        head = f"{self.kind} {self.label}".rstrip() + ":"
        return " | ".join([f"{head} {self.text}".rstrip(), *(f"{k}: {v}" for k, v in self.fields.items())])


# ---- reading the files ------------------------------------------------------------------------------------------


def unescape(text: str) -> str:
    """Read ``\\n \\r \\t \\\\ \\u{A0}`` as the characters that they name."""
    named = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}
    return re.sub(r"\\(?:u\{([0-9A-Fa-f]+)\}|([nrt\\]))",
                  lambda m: chr(int(m[1], 16)) if m[1] else named[m[2]], text)


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of one file.

    Raises
    ------
    ValueError
        If the file is not in the format of tests/cases/README.md.
    """
    for block in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        match = re.fullmatch(r"(.+)\n((?:.*\n)*?)<<<\n((?:.*\n)*?)>>>\n((?:.*\n?)*)", block)
        if not match:
            raise ValueError(f"{path.name}: a case without <<< and >>>: {block[:60]!r}")
        name, options, text, rest = match.groups()
        text, date = text[:-1], None
        for option in options.split("\n"):
            if option == "escapes":
                text = unescape(text)
            elif option.startswith("date "):
                date = option[5:]
            elif option and not option.startswith("#"):
                raise ValueError(f"{path.name}: {name}: unknown option {option!r}")
        expected = tuple(line for line in rest.split("\n") if line.strip() and not line.startswith("#"))
        if not expected:
            raise ValueError(f"{path.name}: {name}: nothing is expected")
        yield Case(path.name, name, text, date, expected)


def read_line(line: str) -> Line:
    """One expected line."""
    head, *fields = re.split(r" \| (?=[a-z_]+:)", line)
    match = re.match(r"([a-z-]+)(?: ([\w -]+?))?:(?: (.*))?$", head)
    if not match:
        raise ValueError(f"not a line of a case: {line!r}")
    pairs = dict(re.split(r": ?", field, maxsplit=1) for field in fields)
    return Line(match[1], match[2] or "", (match[3] or "").strip(), {k.strip(): v.strip() for k, v in pairs.items()})


# ---- what was found ---------------------------------------------------------------------------------------------


def shown(text: str) -> str:
    return text.strip().replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def text_of(span: Any) -> str:
    return shown(span.text) if span is not None else ABSENT


def pieces(spans: Any) -> str:
    return PIECES.join(shown(span.text) for span in spans) or ABSENT


def value(thing: object) -> str:
    if isinstance(thing, bool):
        return "yes" if thing else "no"
    return ABSENT if thing is None else str(thing)


def line_of_attribution(kind: str, a: Any) -> Line:
    plain = {name: value(getattr(a, name)) for name in PLAIN if hasattr(a, name) and name not in ("uid", "repeat_of")}
    return Line(kind, "", pieces(a.content), {
        "cue": text_of(a.cue), "source": text_of(a.source),
        "speaker": a.speaker.name if a.speaker else ABSENT,
        "speakers": PIECES.join(s.name for s in a.speakers) or ABSENT, **plain,
        "quoted": pieces(a.quoted),
        "anonymous": text_of(a.anonymity.description) if a.anonymity else ABSENT,
        "reason": text_of(a.anonymity.reason) if a.anonymity else ABSENT,
        "said_time": a.said_time.value if a.said_time else ABSENT,
        "evidence": " ".join(a.evidence) or ABSENT, "speaker_evidence": " ".join(a.speaker_evidence) or ABSENT})


def find_marked(d: Any) -> list[Line]:
    spans = {(s.start, s.end) for a in d.attributions for s in a.quoted}
    spans |= {(s.start, s.end) for s in d.scare_quotes}
    return [Line("marked", "", shown(d.text[start:end]), {}) for start, end in sorted(spans)]


def find_layout(d: Any) -> dict[str, list[Line]]:
    layout, line = d.layout, d.layout.dateline
    one = {name.replace("_", "-"): getattr(layout, name) for name in ("page_date", "headline", "byline")}
    found = {kind: [Line(kind, "", shown(span.text), {})] if span else [] for kind, span in one.items()}
    found["dateline"] = [Line("dateline", "", shown(line.text), {
        "place": text_of(line.place), "agency": text_of(line.agency), "date": text_of(line.date)})] if line else []
    return found


def entity_line(e: Any) -> Line:
    return Line("entity", value(e.label), e.name, {
        "mentions": pieces(e.mentions), "pronouns": pieces(e.pronouns), "titles": pieces(e.titles),
        "gender": value(e.gender.value if e.gender else None), "sector": value(e.sector),
        "affiliation": e.affiliation.name if e.affiliation else ABSENT, "key": value(e.key),
        "key_basis": value(e.key_basis), "wikidata": value(e.wikidata)})


def health_line(d: Any) -> Line:
    names = ("story_words", "quoted_words", "unknown_speakers", "unbalanced_marks", "quote_style")
    return Line("health", "", "", {name: value(getattr(d.health, name)) for name in names})


FINDERS: dict[str, Callable[[Any], list[Line]]] = {
    "page-date": lambda d: find_layout(d)["page-date"],
    "headline": lambda d: find_layout(d)["headline"],
    "byline": lambda d: find_layout(d)["byline"],
    "dateline": lambda d: find_layout(d)["dateline"],
    "paragraph": lambda d: [Line("paragraph", p.kind, shown(p.text), {}) for p in d.paragraphs],
    "sentence": lambda d: [Line("sentence", "", shown(s.text), {"paragraph": str(s.paragraph)}) for s in d.sentences],
    "tokens": lambda d: [Line("tokens", "", " ".join(t.text for t in d.tokens), {})],
    "marked": find_marked,
    "scare": lambda d: [Line("scare", "", shown(s.text), {}) for s in d.scare_quotes],
    "quote": lambda d: [line_of_attribution("quote", q) for q in d.quotes if not q.depth],
    "attribution": lambda d: [line_of_attribution("attribution", a) for a in d.attributions if not a.depth],
    "nested": lambda d: [line_of_attribution("nested", a) for a in d.nested],
    "mention": lambda d: [Line("mention", m.label, shown(m.text), {
        "entity": m.entity.name if m.entity else ABSENT, "metonymy": value(m.metonymy)}) for m in d.mentions],
    "entity": lambda d: [entity_line(e) for e in d.entities],
    "date": lambda d: [Line("date", x.type, shown(x.text), {
        "value": value(x.value), "anchor": value(x.anchor)}) for x in d.dates],
    "quantity": lambda d: [Line("quantity", q.type, shown(q.text), {
        "value": value(q.value), "unit": value(q.unit), "approximate": value(q.approximate)}) for q in d.quantities],
    "warning": lambda d: [Line("warning", w.code, text_of(w.span), {
        "at": str(w.span.start) if w.span else ABSENT}) for w in d.warnings],
    "health": lambda d: [health_line(d)],
}


# ---- comparing --------------------------------------------------------------------------------------------------


def agrees(expected: str, found: str) -> bool:
    """Are they equal, ``[...]`` standing for anything?"""
    return re.fullmatch(".*".join(map(re.escape, expected.split("[...]"))), found, re.S) is not None


def field_agrees(name: str, expected: str, found: Line) -> bool:
    if name not in found.fields:
        raise ValueError(f"{found.kind} has no field {name!r}")
    have = found.fields[name]
    if name.endswith("evidence") and expected != ABSENT:
        return set(expected.split()) <= set(have.split())
    if name in ("value", "words", "quoted_words"):
        try:
            return float(expected) == float(have)
        except ValueError:
            pass
    return agrees(expected, have)


def line_agrees(expected: Line, found: Line) -> bool:
    return (agrees(expected.text, found.text) and expected.label in ("", found.label)
            and all(field_agrees(name, wanted, found) for name, wanted in expected.fields.items()))


def difference(case: Case, document: Any) -> str:
    """What differs between the case and the document, in words; empty if nothing does."""
    lines = [read_line(line) for line in case.expected]
    report = []
    for kind in dict.fromkeys(line.kind for line in lines):
        if kind not in FINDERS:
            raise ValueError(f"{case.file}: {case.name}: unknown kind {kind!r}")
        wanted = [line for line in lines if line.kind == kind and line.text != "none"]
        if kind == "tokens":
            wanted = [Line("tokens", "", " ".join(line.text for line in wanted), {})]
        found = FINDERS[kind](document)
        if len(wanted) == len(found) and all(map(line_agrees, wanted, found)):
            continue
        report += [f"{kind}: expected", *(f"  {line}" for line in wanted), "found", *(f"  {line}" for line in found)]
    return "\n".join(report)


def all_cases() -> list[Case]:
    return [case for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)]


@cache
def command_line(date: str | None) -> dict[tuple[str, str], Any]:
    """Every case of this date, read by one run of the command: dictionaries by file and name."""
    import tempfile

    cases = [case for case in all_cases() if case.date == date]
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, case in enumerate(cases):
            paths.append(os.path.join(folder, f"{i}.txt"))
            Path(paths[-1]).write_bytes(case.text.encode("utf-8"))
        command = [sys.executable, "-m", "sayso", "--format", "jsonl", *(["--date", date] if date else []), *paths]
        run = subprocess.run(command, capture_output=True, check=False, timeout=300)
    assert run.returncode == 0, run.stderr.decode()
    rows = [json.loads(line) for line in run.stdout.decode("utf-8").split("\n") if line]
    assert len(rows) == len(cases)
    return {(case.file, case.name): row for case, row in zip(cases, rows, strict=True)}


def pytest_generate_tests(metafunc: Any) -> None:
    if "case" in metafunc.fixturenames:
        cases = all_cases()
        metafunc.parametrize("case", cases, ids=[f"{case.file}: {case.name}" for case in cases])


# ---- tests ------------------------------------------------------------------------------------------------------


def test_library(case: Case) -> None:
    found = difference(case, sayso.parse(case.text, date=case.date))
    assert not found, f"{case.file}: {case.name}\n{found}"


def test_command_line(case: Case) -> None:
    row = dict(command_line(case.date)[case.file, case.name])
    row.pop("file")
    found = difference(case, sayso.Document.from_dict(row))
    assert not found, f"{case.file}: {case.name}\n{found}"


def test_names_are_unique() -> None:
    cases = all_cases()
    assert len({(case.file, case.name) for case in cases}) == len(cases) >= 60


def main(arguments: list[str]) -> None:
    """Print what is found in one case, or in all cases of a file, of the kinds that are given or of all."""
    file, name, *kinds = [*arguments, ""]
    for case in all_cases():
        if Path(file).name == case.file and name in ("", case.name):
            print(f"== {case.name}")
            document = sayso.parse(case.text, date=case.date)
            for kind, find in FINDERS.items():
                if not any(kinds) or kind in kinds:
                    print("\n".join(map(str, find(document))) or f"{kind}: none")


if __name__ == "__main__":
    main(sys.argv[1:])
