"""sayso.audit: paragraphs drawn by stratum, sheets, and what follows from the codes."""

import csv
import shutil

import pytest

import sayso
from sayso._audit import krippendorff_alpha

NAMED = "“We waited too long for this,” said Ana Ruiz, the mayor."
HIDDEN = "An official who was not authorized to speak said that the money is gone."
PLAIN = "It rained for three days, and the river rose."
TEXTS = {f"a{i}": "\n\n".join([NAMED, PLAIN, HIDDEN if i % 2 else NAMED]) for i in range(8)}
TEXTS |= {f"b{i}": "\n\n".join([NAMED, PLAIN, PLAIN.replace("rained", "snowed")]) for i in range(8)}


@pytest.fixture(scope="module")
def corpus():
    rows = [{"id": name, "text": text, "outlet": "Post" if name[0] == "a" else "Echo"} for name, text in TEXTS.items()]
    return sayso.corpus(rows, id="id", carry=["outlet"])


def filled(path, target, right=lambda row: 1, missed=lambda row: 0):
    """The sheet as a coder gives it back."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["kind"] == "paragraph":
            row["missed"] = missed(row)
        else:
            row["right"] = right(row)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return target


def test_alpha_is_krippendorffs():
    """The example of Krippendorff 2011: four observers, twelve units, data missing; nominal alpha 0.743."""
    a, b, c, d = "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."
    units = [[v for v in unit if v != "."] for unit in zip(a.split(), b.split(), c.split(), d.split(), strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)
    assert krippendorff_alpha([[1, 1], [0, 0]]) == 1.0 and krippendorff_alpha([[1, 1]]) is None
    assert krippendorff_alpha([[1, 0], [0, 1]]) < 0 and krippendorff_alpha([[1], [0]]) is None


def test_the_draw_is_seeded_even_and_has_empty_paragraphs(corpus):
    audit = sayso.audit(corpus, TEXTS, n=12, by="outlet", seed=3)
    again, other = (sayso.audit(corpus, TEXTS.values(), n=12, by="outlet", seed=seed) for seed in (3, 4))
    assert audit.paragraphs == again.paragraphs != other.paragraphs
    groups = [paragraph.group for paragraph in audit.paragraphs]
    assert groups.count("Post") == groups.count("Echo") == 6
    for group in ("Post", "Echo"):
        assert [not p.found for p in audit.paragraphs if p.group == group].count(True) == 3
    assert all(TEXTS[p.doc_id][p.start : p.start + len(p.text)] == p.text for p in audit.paragraphs)
    assert sum(p.weight for p in audit.paragraphs) == pytest.approx(sum(corpus.documents["paragraphs"]))
    assert repr(audit).startswith("<Audit: 12 paragraphs of 2 groups by outlet, 6 without attributions")
    everything = sayso.audit(corpus, TEXTS, n=1000, by="outlet")
    assert len(everything.paragraphs) == 48 and {p.weight for p in everything.paragraphs} == {1.0}


def test_the_data_of_the_corpus_is_what_the_audit_reads(tmp_path):
    """With its headlines, whatever it was given as, and through files; by the corpus's own parser."""
    pandas = pytest.importorskip("pandas")
    rows = [{"id": f"n{i}", "body": f"{PLAIN}\n\n{NAMED}", "title": "Rain", "outlet": "Post"} for i in range(3)]
    named = {"text": "body", "id": "id", "headline": "title", "carry": ["outlet"]}
    parser = sayso.Parser(lexicon={"Ana Ruiz": "PERSON"}, min_confidence=0.1)
    corpus = parser.corpus(rows, **named)
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    read = [f"Rain\n\n{row['body']}" for row in rows]
    for data in (rows, columns, pandas.DataFrame(rows), iter(rows), read, dict(zip(columns["id"], read, strict=True)),
                 pandas.Series(read)):
        audit = sayso.audit(corpus, data, n=9)
        assert sorted({paragraph.text for paragraph in audit.paragraphs}) == sorted(["Rain", PLAIN, NAMED])
        assert all(read[0][p.start : p.start + len(p.text)] == p.text for p in audit.paragraphs)
    numbered = sayso.corpus({**columns, "id": [7, 8, 9]}, **named)
    assert {p.doc_id for p in sayso.audit(numbered, read, n=9).paragraphs} == {7, 8, 9}
    path = tmp_path / "rows.csv"
    pandas.DataFrame(rows).to_csv(path, index=False)
    articles = sayso.read(path, **named)
    assert len(sayso.audit(sayso.corpus(articles), articles, n=9).paragraphs) == 9


def test_paragraphs_are_those_of_the_corpus_s_parser(monkeypatch):
    import sayso._core

    corpus = sayso.Parser(single_quotes=True).corpus({"text": [NAMED], "outlet": ["Post"]}, carry=["outlet"])
    monkeypatch.setattr(sayso._core, "parse", lambda text: pytest.fail("another parser than the corpus's"))
    monkeypatch.setattr(sayso, "parse", lambda text: pytest.fail("another parser than the corpus's"))
    assert sayso.audit(corpus, [NAMED], n=1).paragraphs[0].text == NAMED


def test_sheets_and_page(corpus, tmp_path):
    rows = [{"id": "=x", "text": NAMED + "\n\n=1+1 <script> " + PLAIN, "outlet": "Post"}]
    audit = sayso.audit(sayso.corpus(rows, id="id", carry=["outlet"]), {"=x": rows[0]["text"]}, n=9, by="outlet")
    paths = audit.write(tmp_path / "sheets", coders=3)
    assert [path.name for path in paths] == ["coder1.csv", "coder2.csv", "coder3.csv", "paragraphs.html"]
    with paths[0].open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")] and "true_naming" in cells
    html = paths[-1].read_text(encoding="utf-8")
    assert 'class="direct"' in html and "Ana Ruiz" in html and "<script>" not in html and "&lt;script&gt;" in html
    assert "http" not in html.replace("http-equiv", "")


def test_perfect_sayso_and_agreeing_coders(corpus, tmp_path):
    audit = sayso.audit(corpus, TEXTS, n=1000, by="outlet")
    one = audit.write(tmp_path, coders=1)[0]
    result = audit.result([filled(one, tmp_path / "x.csv"), filled(one, tmp_path / "y.csv")])
    found = len(corpus.attributions)
    assert result.precision == result.recall == (1.0, pytest.approx(found / (found + 1.96**2)), 1.0)  # no error seen, yet
    for group in ("Post", "Echo"):
        counted, share = result.shares[group]
        assert share.value == pytest.approx(counted) and share.low < share.high
    assert result.coded == 48 and result.shares["Post"][0] > result.shares["Echo"][0] == 0.0


def test_errors_of_sayso_are_corrected(corpus, tmp_path):
    audit = sayso.audit(corpus, TEXTS, n=1000, by="outlet")
    sheet = audit.write(tmp_path, coders=1)[0]
    hidden = sum(row["naming"] == "undisclosed" for row in corpus.attributions)
    assert hidden == 4  # of those of Post
    coded = filled(sheet, tmp_path / "x.csv", right=lambda row: 0 if row["doc_id"] == "a1" else 1,
                   missed=lambda row: 1 if row["doc_id"] == "b0" and row["paragraph"] == "1" else 0)
    result = audit.result([coded])
    found = {group: sum(row["outlet"] == group for row in corpus.attributions) for group in ("Post", "Echo")}
    wrong = sum(row["doc_id"] == "a1" for row in corpus.attributions)
    assert result.groups["Post"][0].value == pytest.approx(1 - wrong / found["Post"])
    assert result.groups["Echo"][1].value == pytest.approx(found["Echo"] / (found["Echo"] + 1))
    assert result.shares["Post"][1].value == pytest.approx((hidden - 1) / (found["Post"] - wrong))
    precision = result.groups["Post"][0]
    assert precision.low <= precision.value <= precision.high and precision.low < precision.high
    assert result.alpha is None  # one coder agrees with nobody
    assert "Post: precision" in repr(result) and "corrected" in repr(result) and "alpha none" in repr(result)


def test_true_labels_and_what_was_missed_count(corpus, tmp_path):
    audit = sayso.audit(corpus, TEXTS, n=1000, by="outlet")
    sheet = audit.write(tmp_path, coders=1)[0]
    text = filled(sheet, tmp_path / "x.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    echo = [row for row in rows if row["group"] == "Echo" and row["kind"] != "paragraph"]
    echo[0]["true_naming"] = "undisclosed"
    lacks = next(row for row in rows if row["group"] == "Echo" and row["kind"] == "paragraph")
    lacks["missed"] = lacks["missed_undisclosed"] = 1
    with (tmp_path / "y.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    share = audit.result([tmp_path / "y.csv"]).shares["Echo"][1]
    assert share.value == pytest.approx(2 / (len(echo) + 1))


def test_coders_who_differ(corpus, tmp_path):
    audit = sayso.audit(corpus, TEXTS, n=20, by="outlet")
    one, two, _ = audit.write(tmp_path, coders=2)
    result = audit.result([filled(one, tmp_path / "x.csv"),
                           filled(two, tmp_path / "y.csv", right=lambda row: int(row["row"].split(".")[0][1:]) % 2)])
    assert result.alpha is not None and result.alpha < 0.9 and 0 < result.precision.value < 1
    half = audit.result([filled(one, tmp_path / "x.csv", right=lambda row: "" if row["group"] == "Echo" else 1)])
    assert half.coded < 20 and half.groups["Echo"][0] == (None, None, None)


def test_faults_are_told(corpus, tmp_path):
    with pytest.raises(ValueError, match="no column 'section'"):
        sayso.audit(corpus, TEXTS, by="section")
    with pytest.raises(ValueError, match=r"give audit\(\) the data"):
        sayso.audit(corpus, by="outlet")
    with pytest.raises(ValueError, match="not the one that the corpus"):
        sayso.audit(corpus, dict.fromkeys(TEXTS, "Other."), by="outlet")
    with pytest.raises(ValueError, match="no text of the document"):
        sayso.audit(corpus, {}, by="outlet")
    with pytest.raises(ValueError, match="n is at least 1"):
        sayso.audit(corpus, TEXTS, n=0, by="outlet")
    with pytest.raises(ValueError, match="no column 'colour'"):
        sayso.audit(corpus, TEXTS, by="outlet", label="colour")
    audit = sayso.audit(corpus, TEXTS, n=8, by="outlet")
    sheet = audit.write(tmp_path, coders=1)[0]
    with pytest.raises(ValueError, match=r"x\.csv, line \d+, column 'right': a number from 0 to 1 is needed, not 'yes'"):
        audit.result([filled(sheet, tmp_path / "x.csv", right=lambda row: "yes")])
    with pytest.raises(ValueError, match="there is no sheet"):
        audit.result([])
    shutil.copy(sheet, tmp_path / "z.csv")
    with pytest.raises(ValueError, match="is not of this audit"):
        sayso.audit(corpus, TEXTS, n=2, by="outlet").result([tmp_path / "z.csv"])
