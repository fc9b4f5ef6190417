"""A paper is opened by a word processor: the short form of `python3 dev.py ordeal`."""

from __future__ import annotations

import pytest

from incidents.exports.paper import Points, Table, Words
from tests.exports.papers import one
from tests.ordeals import papers_opened


def test_without_a_word_processor_it_says_loudly_that_nothing_was_opened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert papers_opened.main() == 0
    assert papers_opened.NOT_INSTALLED in capsys.readouterr().out


def test_what_is_not_shown_or_not_in_its_place_is_noticed() -> None:
    paper = one(Words("First\nthen"), Points(("a point",)), Table("", ("Head",), (("cell",),)))
    shown = "Report on a photograph Only this First then a point Head cell "
    shown += "The name of the volunteer A telephone number"
    assert list(papers_opened.not_shown(paper, shown)) == []
    assert list(papers_opened.not_shown(paper, shown.replace("a point", ""))) == ["a point"]
    assert list(papers_opened.not_shown(paper, shown.replace("First then", "then First"))) == ["then"]


def test_every_kind_of_paper_is_among_those_opened() -> None:
    made = papers_opened.every_paper()
    assert {"full", "empty", "letter", "hostile", "form-charity_commission", "gaps-ico"} <= set(made)
