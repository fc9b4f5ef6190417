"""The measurements run: a short form of what `python3 dev.py bench` does."""

from __future__ import annotations

import io
import json

from pypdf import PdfReader

from benchmarks import judging, papers
from benchmarks.__main__ import run
from config import HERE
from incidents.domain.policy_verdict import Verdict
from incidents.exports.paper_pdf import as_pdf


def test_each_job_is_measured_beside_its_floor() -> None:
    results = run(cases=40, rounds=2, times=2, megabytes=1)
    assert [len(result.ratios) for result in results] == [2] * 9
    for result in results:
        assert all(ratio > 0 for ratio in result.ratios)
        assert result.line().count("|") == 5


def test_the_report_that_is_measured_has_four_pages() -> None:
    assert len(PdfReader(io.BytesIO(as_pdf(papers.report()))).pages) == papers.PAGES
    assert len(papers.due_dates()()) == papers.DATES


def test_the_mix_of_acts_has_every_policy_and_leads_to_different_verdicts() -> None:
    acts = judging.mix(HERE / "policies", 1_000)
    assert acts == judging.mix(HERE / "policies", 1_000)
    assert {charity for charity, _ in acts.lines} == {"cgt", "fts", "hsbbh", "hss", "hwd"}
    found = [json.loads(line)["verdict"] for line in judging.judge_all(acts)]
    assert len(found) == 1_000
    assert set(found) >= set(Verdict) - {Verdict.PERMITTED}, "few facts by chance lead to what is allowed"
