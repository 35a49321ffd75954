"""The pages of the reference, from the docstrings, the stub and the schema of what is installed."""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import griffe

import sayso
from sayso._core import _codes, _schema
from sayso._corpus import TABLES
from sayso._explain import LABELS, VALUES, measure
from sayso._html import clipped
from sayso._plots import Plots
from sayso._summary import Speaker, Summary

STUB = Path(sayso.__file__).parent / "_core.pyi"
FIRST = ("parse", "parse_many", "corpus", "explain", "build_info")
OWN_PAGES = {"Document", "Records", "Batch", "Parser", "Corpus", "Table", *_schema()}


# ---- docstrings as Markdown ----


def _items(section: Any) -> str:
    """Parameters, attributes, exceptions as a list of definitions."""
    out = []
    for item in section.value:
        name, kind = getattr(item, "name", ""), item.annotation
        head = " : ".join(part for part in (f"`{name}`" if name else "", f"*{kind}*" if kind else "") if part)
        out.append(f"{head}\n:   {' '.join(item.description.split())}\n")
    return "\n".join(out)


def _docstring(text: str | None) -> str:
    """A NumPy-style docstring as Markdown."""
    parts = []
    for section in griffe.Docstring(inspect.cleandoc(text or "")).parse("numpy", warnings=False):
        kind = section.kind.value
        if kind == "text":
            parts.append(section.value.replace("``", "`"))
        elif kind == "examples":
            parts += [f"```pycon\n{value}\n```" if k.value == "examples" else value for k, value in section.value]
        else:
            parts.append(f"**{kind.capitalize()}**\n\n{_items(section).replace('``', '`')}")
    return "\n\n".join(parts) + "\n"


# ---- signatures and types from the stub ----


class _Aliases(ast.NodeTransformer):
    """Type aliases of the stub written out, where a reader would not know them."""

    def __init__(self, aliases: dict[str, ast.expr]) -> None:
        self.aliases = aliases

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.visit(self.aliases[node.id]) if node.id in self.aliases else node


def _stub() -> tuple[dict[str, list[ast.FunctionDef]], dict[str, dict[str, ast.FunctionDef]]]:
    functions: dict[str, list[ast.FunctionDef]] = {}
    classes: dict[str, dict[str, ast.FunctionDef]] = {}
    tree = ast.parse(STUB.read_text(encoding="utf-8"))
    aliases = {node.target.id: node.value for node in tree.body
               if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None}
    aliases = {name: value for name, value in aliases.items() if name not in ("_T", "_Label", "_Zone")}
    for node in _Aliases(aliases).visit(tree).body:
        if isinstance(node, ast.FunctionDef):
            functions.setdefault(node.name, []).append(node)
        elif isinstance(node, ast.ClassDef):
            classes[node.name] = {item.name: item for item in node.body if isinstance(item, ast.FunctionDef)}
    return functions, classes


FUNCTION_STUBS, CLASS_STUBS = _stub()


class _Bare(str):
    """An annotation that shows itself without marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _bare(annotation: Any) -> Any:
    return _Bare(annotation) if isinstance(annotation, str) else annotation


def _signature(name: str, node: ast.FunctionDef | None, value: Any) -> str:
    """As the stub has it, a parameter a line where it is long."""
    if node is None:
        signature = inspect.signature(value)
        bare = [parameter.replace(annotation=_bare(parameter.annotation))
                for key, parameter in signature.parameters.items() if key not in ("self", "cls")]
        return f"{name}{signature.replace(parameters=bare, return_annotation=_bare(signature.return_annotation))}"
    arguments = ast.unparse(node.args).replace("_date", "datetime.date")
    for self in ("self, /, ", "self, ", "cls, ", "self", "cls"):
        if arguments == self.rstrip(", ") or (arguments.startswith(self) and self.endswith(" ")):
            arguments = arguments[len(self):]
            break
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    line = f"{name}({arguments}){returns}"
    if len(line) <= 90:
        return line
    return f"{name}(\n    " + ",\n    ".join(_split(arguments)) + f",\n){returns}"


def _split(arguments: str) -> Iterator[str]:
    """Parameters, at the commas outside brackets."""
    depth, start = 0, 0
    for place, char in enumerate(arguments):
        depth += char in "[("
        depth -= char in "])"
        if char == "," and not depth:
            yield arguments[start:place].strip()
            start = place + 1
    yield arguments[start:].strip()


def _callable(title: str, name: str, node: ast.FunctionDef | None, value: Any, level: int = 2) -> str:
    doc = _docstring(value.__doc__)
    return f"{'#' * level} {title}\n\n```python\n{_signature(name, node, value)}\n```\n\n{doc}\n"


def _methods(cls: type, name: str, prefix: str) -> Iterator[str]:
    """The public methods and properties of a class, in the stub's order or its own."""
    stubs = CLASS_STUBS.get(name, {})
    for method in stubs or [key for key in vars(cls) if not key.startswith("_")]:
        value = inspect.getattr_static(cls, method)
        if method.startswith("_") or not hasattr(cls, method):
            continue
        if isinstance(value, property) or inspect.isgetsetdescriptor(value) or inspect.ismemberdescriptor(value):
            continue
        yield _callable(f"{prefix}.{method}", method, stubs.get(method), getattr(cls, method), 3)


# ---- records ----


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _type(record: str, field: str) -> str:
    node = CLASS_STUBS.get(record, {}).get(field)
    if node is None or node.returns is None:
        return ""
    text = ast.unparse(node.returns)
    if text.startswith("Literal["):
        return "str or None" if text.endswith("| None") else "str"
    return text.replace("_Label", "str").replace("_Zone", "str").replace("_date", "date").replace(" | ", " or ")


SAMPLE = (STUB.parent / "data" / "article.txt").read_text(encoding="utf-8")
SECOND = """RIVERTON, Ohio, Sept. 17 (AP) - The bridge is safe, the governor told The Valley Post through an interpreter.

Three officials said on condition of anonymity because the plan is not public that Apple Inc. would pay about $40 million.

"We waited too long," Mayor Ana Ruiz said at a news conference on Tuesday. "Bell said he was tired."

"We waited too long," Ruiz said, and the marks " have no end.
"""
DULL = (None, (), "", 0, 0.0, False, "unknown", "unstated", "said", "speech", "person", "story")


def _instances() -> dict[str, list[Any]]:
    """Records of two articles of our own, to show a value of each field."""
    found: dict[str, list[Any]] = {}
    for document in (sayso.parse(SECOND, date="2026-09-18"), sayso.parse(SAMPLE)):
        attributions = [*document.attributions, *document.nested]
        groups = (document.tokens, document.sentences, document.paragraphs, document.mentions, document.entities, attributions,
                  document.dates, document.quantities, document.warnings, [document.health, document.layout],
                  [document.layout.dateline], [a.anonymity for a in attributions], [e.gender for e in document.entities],
                  document.scare_quotes)
        for value in (value for group in groups for value in group if value is not None):
            found.setdefault(type(value).__name__, []).append(value)
    return found


def _shown(value: Any) -> str:
    """A value of a field, short."""
    if isinstance(value, tuple):
        return ", ".join(_shown(item) for item in value[:2]) + (", …" if len(value) > 2 else "")
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, sayso.Gender):
        return value.value
    if isinstance(value, sayso.Anonymity):
        return _shown(value.description)
    text = getattr(value, "name", None) if isinstance(value, sayso.Entity) else getattr(value, "text", None)
    return clipped(str(value), 40) if text is None else f"“{clipped(text, 40)}”"


def _example(instances: list[Any], field: str) -> str:
    values = [getattr(instance, field) for instance in instances]
    telling = [value for value in values if value not in DULL and _shown(value) not in DULL]
    return _cell(_shown((telling or values or [""])[0]))


INSTANCES = _instances()


def _record(record: str) -> str:
    doc, is_span, fields = _schema()[record]
    rows, values = [], []
    for name, field_doc, _, allowed, _ in fields:
        example = _example(INSTANCES.get(record, []), name)
        right = measure(record, name).partition(";")[0]
        rows.append(f"| `{name}` | {_cell(_type(record, name))} | {_cell(field_doc)} | {example} | {_cell(right)} |")
        if allowed and name != "label":
            told = VALUES.get((record, name), {})
            shown = [f"`{value!r}`" + (f" ({_cell(told[value])})" if value in told else "") for value in allowed]
            values.append(f"- `{name}`: " + ", ".join(shown))
    span = " A `Span` as well, with `start`, `end` and `text`." if is_span and record != "Span" else ""
    table = "| field | type | what it is | for example | how often right |\n|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
    if not fields:
        table = "`start` and `end` (code points, end exclusive), and `text`.\n"
    return f"## {record}\n\n{doc}{span}\n\n{table}\n" + ("\n".join(values) + "\n\n" if values else "")


def _properties(cls: type, name: str) -> str:
    rows = []
    for field, value in vars(cls).items():
        is_property = isinstance(value, property) or inspect.isgetsetdescriptor(value)
        if not field.startswith("_") and is_property:
            rows.append(f"| `{field}` | {_cell(_type(name, field))} | {_cell(value.__doc__ or '')} |")
    return "| attribute | type | what it is |\n|---|---|---|\n" + "\n".join(rows) + "\n\n"


# ---- pages ----


def _public() -> tuple[list[str], list[type], list[type]]:
    """Functions, classes that no other page describes, and exceptions of the module, in a reader's order."""
    values = {name: getattr(sayso, name) for name in sayso.__all__ if not name.startswith("_")}
    classes = [value for name, value in values.items() if inspect.isclass(value) and name not in OWN_PAGES]
    errors = [cls for cls in classes if issubclass(cls, Exception)]
    others = [name for name, value in values.items() if callable(value) and not inspect.isclass(value) and name not in FIRST]
    return [*FIRST, *others], [cls for cls in classes if cls not in errors], sorted(errors, key=lambda cls: len(cls.__mro__))


def _class(cls: type) -> str:
    return f"## {cls.__name__}\n\n{_docstring(cls.__doc__)}\n" + "\n".join(_methods(cls, cls.__name__, cls.__name__))


def functions() -> str:
    names, classes, errors = _public()
    parts = ["# Functions\n\nAll stand in the module itself: `import sayso`.\n"]
    for name in names:
        node = FUNCTION_STUBS.get(name, [None])[0]
        parts.append(_callable(f"sayso.{name}", name, node, getattr(sayso, name)))
    parts.append(f"## sayso.Parser\n\n```python\n{_signature('Parser', CLASS_STUBS['Parser']['__new__'], None)}\n```\n\n")
    parts.append(_docstring(sayso.Parser.__doc__))
    parts += _methods(sayso.Parser, "Parser", "Parser")
    parts.append(f"## sayso.Batch\n\n{_docstring(sayso.Batch.__doc__)}")
    parts += _methods(sayso.Batch, "Batch", "Batch")
    parts += [_class(cls) for cls in classes]
    parts.append("## Exceptions\n")
    for cls in errors:
        bases = ", ".join(base.__name__ for base in cls.__bases__)
        parts.append(f"`sayso.{cls.__name__}({bases})`\n:   {' '.join((cls.__doc__ or '').split())}\n")
    return "\n".join(parts)


def documents() -> str:
    parts = ["# Documents\n\nWhat `sayso.parse` gives.  All objects are immutable; offsets are code points of your text, end "
             "exclusive.  \"How often right\" is the field's measure on hand-coded cases, or \"unmeasured\".\n",
             f"## Document\n\n{_docstring(sayso.Document.__doc__)}\n{_properties(sayso.Document, 'Document')}"]
    parts += _methods(sayso.Document, "Document", "Document")
    parts += [_record(record) for record in _schema()]
    parts.append(f"## Records\n\n{_docstring(sayso.Records.__doc__)}")
    return "\n".join(parts)


def _columns(corpus: sayso.Corpus, name: str) -> str:
    """The columns of a table: types, units, what they are."""
    rows = "\n".join(f"| `{column}` | {kind} | {_cell(unit or '')} | {_cell(about)} |"
                     for column, kind, unit, about in getattr(corpus, name).schema)
    return f"### {name}\n\n| column | type | unit | what it is |\n|---|---|---|---|\n{rows}\n"


def corpora() -> str:
    corpus = sayso.corpus(['"Enough," said Ann Lee.'])
    parts = ["# Corpora and tables\n", f"## Corpus\n\n{_docstring(sayso.Corpus.__doc__)}"]
    parts += _methods(sayso.Corpus, "Corpus", "Corpus")
    parts += [f"## Plots\n\n{_docstring(Plots.__doc__)}", *_methods(Plots, "Plots", "plot")]
    parts += [f"## Summary\n\n{_docstring(Summary.__doc__)}", *_methods(Summary, "Summary", "Summary")]
    parts.append(f"## Speaker\n\n{_docstring(Speaker.__doc__)}")
    parts += [f"## Table\n\n{_docstring(sayso.Table.__doc__)}", *_methods(sayso.Table, "Table", "Table")]
    parts.append("## Columns\n\nCarried columns of yours stand after `doc_id`.  Starts and ends are code points; `_id` columns "
                 "are the order in the document, and join with `doc_id`.  A label is text, dictionary-encoded.\n")
    parts += [_columns(corpus, name) for name in TABLES]
    return "\n".join(parts)


def _code_rows(codes: Iterable[tuple[str, tuple[int, str]]]) -> str:
    return "\n".join(f"| `{name}` | {number} | {_cell(text)} |" for name, (number, text) in codes)


def codes() -> str:
    labels = "\n".join(f"| `{label}` | {_cell(text)} |" for label, text in LABELS.items())
    return ("# Codes and labels\n\nWhat `sayso.explain` tells, in one place.\n\n## Labels of mentions\n\nNames by OntoNotes 5; "
            f"`TITLE` is sayso's own.\n\n| label | what it is |\n|---|---|\n{labels}\n\n## Evidence and warnings\n\nCodes are "
            f"only ever added.\n\n| code | number | what it says |\n|---|---|---|\n{_code_rows(_codes().items())}\n")


def _own_names(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


def _module(path: Path) -> str:
    """A public module, read and not imported: what it adapts to need not be installed."""
    tree, name = ast.parse(path.read_text(encoding="utf-8")), f"sayso.{path.stem}"
    about = re.split(r"\n\w+\n---", ast.get_docstring(tree) or "")[0]
    parts = [f"## {name}\n\n```{{eval-rst}}\n{about}\n```\n"]
    for node in _own_names(tree.body):
        doc = _docstring(ast.get_docstring(node))
        if isinstance(node, ast.FunctionDef):
            parts.append(f"### {name}.{node.name}\n\n```python\n{_signature(node.name, node, None)}\n```\n\n{doc}\n")
            continue
        parts.append(f"### {name}.{node.name}\n\n{doc}\n")
        for method in _own_names(node.body):
            text = (ast.get_docstring(method) or "").partition("\n\n")[0]
            parts.append(f"`{_signature(method.name, method, None)}`\n:   {' '.join(text.split()).replace('``', '`')}\n")
    return "\n".join(parts)


def modules() -> str:
    paths = sorted(path for path in STUB.parent.glob("*.py") if not path.stem.startswith("_"))
    return "# Modules\n\nFor other tools; each is imported by its own name.\n\n" + "\n".join(map(_module, paths))


PAGES = {"functions": functions, "documents": documents, "corpora": corpora, "modules": modules, "codes": codes}


def write(app: Any) -> None:
    folder = Path(app.srcdir) / "reference"
    folder.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (folder / f"{name}.md").write_text(page(), encoding="utf-8")


def setup(app: Any) -> dict[str, bool]:
    app.connect("builder-inited", write)
    return {"parallel_read_safe": True}
