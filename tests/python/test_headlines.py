"""A headline is a text of its own: what it quotes does not go on in the next paragraph, nor in its repetition."""

from pathlib import Path

import pytest

import sayso

SAMPLE = (Path(sayso.__file__).parent / "data" / "article.txt").read_text(encoding="utf-8")
HEADLINES = [
    "Islands warn of a winter cut off",
    "Mayor says bridge will close",
    "Minister: Ferries must sail",
    "Union fears job losses",
]
TEXTS = [SAMPLE, *(f"{line}\n\n{line}\n\nOSLO - Snow fell on Monday, the ministry said." for line in HEADLINES)]


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_headline_quotes_stays_in_it(text: str) -> None:
    document = sayso.parse(text)
    headlines = [paragraph for paragraph in document.paragraphs if paragraph.kind == "headline"]
    assert headlines
    for quote in [*document.attributions, *document.nested]:
        for headline in headlines:
            inside = [headline.start <= piece.start and piece.end <= headline.end for piece in quote.content]
            touched = [piece.start < headline.end and headline.start < piece.end for piece in quote.content]
            assert not any(touched) or all(inside), (headline.text, quote.text)
