"""Tests which checks the test command takes, that it ends at the first that fails, and what it says then."""

import os
import sys

import pytest

import dev_checks
from dev_checks import Done, Step


def taken(**asked):
    """Return the names of the steps for what was asked; by default everything there is."""
    whole = {"browser": True, "measured": True, "templates": True, "pytest_words": []}
    return [step.name for step in dev_checks.checks(**(whole | asked))]


def pytest_commands(**asked):
    """Return the commands of the steps that run pytest."""
    whole = {"browser": True, "measured": True, "templates": True, "pytest_words": []}
    return [step.command for step in dev_checks.checks(**(whole | asked)) if step.name.startswith("tests")]


def test_everything_is_checked_in_order_from_the_cheapest():
    assert taken() == [
        "format",
        "lint",
        "templates: lint",
        "templates: format",
        "security",
        "types",
        "layers",
        "tests: rules and use cases",
        "tests: pages and the whole",
        "coverage: incidents/domain/*",
        "coverage: incidents/services/*",
        "coverage: incidents/store/trail.py",
    ]


def test_without_templates_there_is_nothing_for_djlint():
    assert [name for name in taken(templates=False) if name.startswith("templates")] == []


def test_coverage_figures_come_only_where_it_was_measured():
    assert [name for name in taken(measured=False) if name.startswith("coverage")] == []
    assert ["--cov" in command for command in pytest_commands(measured=False)] == [False]
    assert ["--cov" in command for command in pytest_commands(measured=True)] == [True, False]


def test_every_test_is_run_once_whether_measured_or_not():
    first, second = pytest_commands(measured=True)
    parts = {word for word in first if word.startswith("tests/")}
    assert parts == set(dev_checks.MEASURED_BY)
    assert all((dev_checks.ROOT / part).is_dir() for part in parts)
    assert {word.removeprefix("--ignore=") for word in second if word.startswith("--ignore=")} == parts


def test_each_measured_part_must_reach_the_figure_by_itself():
    whole = {"browser": True, "measured": True, "templates": True, "pytest_words": []}
    reports = [step.command for step in dev_checks.checks(**whole) if step.name.startswith("coverage")]
    assert len(reports) == 3
    assert all("--fail-under=95" in report for report in reports)


def test_without_a_browser_its_tests_are_not_even_collected():
    _, without = pytest_commands(browser=False)
    assert {"-m", "not browser", "--ignore=tests/browser"} <= set(without)
    assert all("not browser" not in command for command in pytest_commands(browser=True))


def test_words_for_pytest_come_last_so_that_they_win():
    [command] = pytest_commands(measured=False, pytest_words=["-n", "0", "tests/domain"])
    assert command[-3:] == ["-n", "0", "tests/domain"]


def test_a_chromium_is_a_program_that_can_be_started(tmp_path):
    missing, plain, real, later = (tmp_path / name for name in ("missing", "plain", "real", "later"))
    for path in (plain, real, later):
        path.touch()
    real.chmod(0o755)
    later.chmod(0o755)
    places = tuple(str(path) for path in (missing, plain, real, later))
    assert dev_checks.find_chromium(places) == str(real)
    assert dev_checks.find_chromium(places[:2]) is None


def ends_with(status):
    """Return a step that ends with this exit status."""
    return Step(f"ends with {status}", [sys.executable, "-c", f"raise SystemExit({status})"])


def test_the_walk_ends_at_the_first_step_that_fails(capsys):
    done = dev_checks.walk([ends_with(0), ends_with(5), ends_with(0)], dict(os.environ))
    assert [(one.name, one.status) for one in done] == [("ends with 0", 0), ("ends with 5", 5)]
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "== ends with 5: FAILED" in shown.err


@pytest.mark.parametrize(
    ("statuses", "no_browser", "last", "also"),
    [
        ([0, 0], "", "Every step passed, 3 s", "ok      types"),
        ([1], "", "FAILED, 2 s", "not run tests"),
        ([0, 5], "", "FAILED, 3 s", "FAILED  tests"),
        (
            [0, 0],
            "no Chromium on this machine",
            "Every step passed, 3 s",
            "not run browser tests: no Chromium",
        ),
    ],
    ids=["all passed", "the first failed", "the last failed", "no browser"],
)
def test_the_summary_says_how_each_step_went_and_what_was_not_run(statuses, no_browser, last, also):
    steps = [Step("types", []), Step("tests", [])]
    done = [Done(step.name, status, 1.5) for step, status in zip(steps, statuses, strict=False)]
    said = dev_checks.summary(done, steps, no_browser)
    assert said.splitlines()[-1] == last
    assert also in said


def test_the_databases_of_the_tests_go_into_memory_where_there_is_room(tmp_path, monkeypatch):
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(dev_checks, "ROOM", 0)
    assert dev_checks.quick_folder(tmp_path) == {"TMPDIR": str(tmp_path)}
    assert dev_checks.quick_folder(tmp_path / "nowhere") == {}
    monkeypatch.setattr(dev_checks, "ROOM", 2**80)
    assert dev_checks.quick_folder(tmp_path) == {}
    monkeypatch.setattr(dev_checks, "ROOM", 0)
    monkeypatch.setenv("TMPDIR", "/chosen")
    assert dev_checks.quick_folder(tmp_path) == {}
