"""`python3 dev.py bench`: each job beside its floor, turn by turn in one run; the ratios are the result."""

from __future__ import annotations

import argparse
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, cycle
from pathlib import Path

from benchmarks import entering, floor, ground, judging, keeping, papers
from config import HERE
from incidents.services.progress import Step, perform
from incidents.services.reading import case_page

RESULTS = Path(__file__).parent / "results.md"
ACTS = 1_000
Job = Callable[[], object]


@dataclass(frozen=True)
class Result:
    """One job: the median time of ours and of the floor in milliseconds, and the ratios of the rounds."""

    name: str
    ours: float
    floor: float
    ratios: tuple[float, ...]

    def line(self) -> str:
        """A row of the table."""
        low, middle, high = min(self.ratios), statistics.median(self.ratios), max(self.ratios)
        return (
            f"| {self.name} | {middle:.1f} ({low:.1f} to {high:.1f}) | {self.ours:.2f} | {self.floor:.2f} |"
        )


def measure(name: str, ours: Job, beneath: Job, rounds: int, times: int) -> Result:
    """Alternate both jobs, so that a noisy machine is noisy for both; the ratio of each round counts."""
    for job in (ours, beneath):
        job()
    pairs = [(_median(ours, times), _median(beneath, times)) for _ in range(rounds)]
    return Result(
        name,
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
        tuple(mine / theirs for mine, theirs in pairs),
    )


def _median(job: Job, times: int) -> float:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        job()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def run(cases: int, rounds: int, times: int, megabytes: int = 100) -> tuple[Result, ...]:
    """Every job, those on a database on one of `cases` cases."""
    with tempfile.TemporaryDirectory() as folder:
        made = ground.prepare(Path(folder), cases)
        return (
            _step(made, rounds, times),
            measure("who may see a case, asked at each request", *entering.permission(made), rounds, times),
            _list(made, cases, rounds, times),
            _board(made, cases, rounds, times),
            _paper(rounds, times),
            _dates(rounds, times),
            _keeping(Path(folder), megabytes, rounds),
            judgements(rounds, times),
            # At the end: ten sign-ins at once are the most, so that the one of the pages above ends here.
            measure("signing in with a password", *entering.sign_in(made), rounds, _few(times)),
        )


def _step(made: ground.Ground, rounds: int, times: int) -> Result:
    at = datetime.now(UTC)
    case = case_page(made.manager, made.reference, at).case
    connection = floor.connect(made.path)
    versions = count(1)
    words: dict[str, object] = {"track": "response:reporter"}
    perform(made.manager, Step(made.reference, "start_track", case.version, secrets.token_hex(8)), words, at)
    holding = cycle(("hold", "lift_hold"))
    track = next(
        one.track
        for one in case_page(made.manager, made.reference, at).matters
        if one.track.machine == "response"
    )
    answers: dict[str, dict[str, object]] = {
        "hold": {"asked_by": "the police", "next_look": "2099-01-01", "because": "they asked"},
        "lift_hold": {"because": "they are done"},
    }

    def ours() -> None:
        action, number = next(holding), next(versions)
        perform(
            made.manager,
            Step(made.reference, action, number, secrets.token_hex(8), track.id),
            answers[action],
            at,
        )

    def beneath() -> None:
        floor.one_step(connection, f"{0:032x}", made.track_id)

    result = measure("one `perform` with its commit and entry", ours, beneath, rounds, times)
    connection.close()
    return result


def _list(made: ground.Ground, cases: int, rounds: int, times: int) -> Result:
    client, bare = made.app.test_client(), floor.bare_app(made.path).test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = made.token, True

    def ours() -> None:
        if client.get("/fts/cases").status_code != 200:
            raise LookupError("the list was not shown")

    return measure(
        f"the first page of {cases:,} cases, as a page", ours, lambda: bare.get("/").get_data(), rounds, times
    )


def _board(made: ground.Ground, cases: int, rounds: int, times: int) -> Result:
    name = f"a board report over {cases:,} cases, as PDF"
    return measure(name, papers.year(made), lambda: floor.counts(made.path), rounds, _few(times))


def _paper(rounds: int, times: int) -> Result:
    made = papers.report()
    name = f"a {papers.PAGES}-page report PDF"
    return measure(name, papers.paper(made), papers.plain(made), rounds, _few(times))


def _dates(rounds: int, times: int) -> Result:
    return measure(
        f"{papers.DATES:,} due dates, with how each was worked out",
        papers.due_dates(),
        papers.added_days(),
        rounds,
        _few(times),
    )


def _keeping(folder: Path, megabytes: int, rounds: int) -> Result:
    ours, beneath = keeping.jobs(folder, megabytes)
    return measure(f"{megabytes} MB of evidence in and out", ours, beneath, rounds, 1)


def _few(times: int) -> int:
    """Long jobs are taken fewer times a round."""
    return max(2, times // 10)


def judgements(rounds: int, times: int) -> Result:
    """Judging a mix of acts under all five policies, in one process."""
    acts = judging.mix(HERE / "policies", ACTS)
    bare = [line for _, line in acts.lines]
    return measure(
        f"{ACTS:,} judgements, from facts to finding",
        lambda: judging.judge_all(acts),
        lambda: floor.read_and_write(bare),
        rounds,
        times,
    )


def main() -> None:
    """Measure, print, and write the results down."""
    parser = argparse.ArgumentParser(prog="python3 dev.py bench")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--times", type=int, default=30)
    asked = parser.parse_args()
    results = run(asked.cases, asked.rounds, asked.times)
    lines = [
        "# What it costs",
        "",
        "Made by `python3 dev.py bench`. The floor is the same work in raw SQL on the same file (a step),",
        "checking the same password hash with the same numbers and nothing else (signing in), two bare",
        "SELECTs of the same rows (who may see a case),",
        "a bare Flask with a plain table (a page), raw SQL counts with no paper (a board report), the same",
        "typesetter with bare words (a PDF), adding days (due dates), a plain copy with SHA-256 that is",
        "synced and read again (evidence), and reading and writing the same lines as JSON (judgements). The",
        "ratio is the result: the median of the rounds, with the least and the most.",
        "",
        "| job | ratio to the floor | ours, ms | floor, ms |",
        "|---|---|---|---|",
        *(result.line() for result in results),
        "",
        f"One process makes {ACTS * 1000 / results[-1].ours:,.0f} judgements a second.",
    ]
    text = "\n".join(lines) + "\n"
    RESULTS.write_text(text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
