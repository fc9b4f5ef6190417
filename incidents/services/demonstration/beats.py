"""What nearly every story has, in one line each: people named, a rule looked up, opening, closing, a note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incidents.services.demonstration.telling import Act, Answer, Day, Who, did

YEAR: Final = 365


def names(
    by: str,
    label: str,
    part: str,
    standing: str = "",
    /,
    after: int = 0,
    *,
    under_18: bool = False,
    handles: str = "",
) -> Act:
    """Someone the charity does not know by name is added to the case."""
    return did(
        f"{by} names_person",
        after,
        name=label,
        involvement=part,
        standing=standing,
        under_18=under_18,
        handles=handles,
    )


def knows(
    by: str, who: str, part: str, /, after: int = 0, *, under_18: bool = False, handles: str = ""
) -> Act:
    """One of the charity's people is added to the case, as they stand now."""
    return did(
        f"{by} names_person", after, known=Who(who), involvement=part, under_18=under_18, handles=handles
    )


def looks(
    by: str,
    after: int = 0,
    /,
    *,
    lead: str = "",
    up: str = "yes",
    private: str = "no",
    record: str = "",
    wait: bool = True,
) -> Act:
    """The first look; `record` (where the safeguarding record is) means that someone could be harmed."""
    found: dict[str, Answer] = {"safeguarding_record": record} if record else {}
    return did(
        f"{by} look",
        after,
        danger=bool(record),
        still_up=up,
        personal_data=private,
        lead=Who(lead or by),
        can_wait=wait,
        **found,
    )


def looks_up(
    by: str,
    who: str,
    /,
    after: int = 0,
    *,
    act: str,
    role: str,
    posts: str = "",
    otherwise: str = "",
    **facts: str,
) -> Act:
    """What the policy says of `who` of the case, if it was so; `facts` by the names of the questions.

    `who` and the fact `other_person` are what the case calls them; `posts` are keys parted by blanks. With
    `otherwise` the one who looks does not agree with it, and that is why.
    """
    more: dict[str, Answer] = {**facts}
    if posts:
        more["posts"] = posts.split()
    if otherwise:
        more["otherwise"] = otherwise
    return did(f"{by} judge", after, who=who, act=act, as_role=role, agrees=not otherwise, **more)


def opens(
    by: str,
    title: str,
    kind: str,
    severity: str,
    clauses: str,
    tracks: list[str],
    /,
    after: int = 0,
    *,
    tasks: str = "",
    no_clause: str = "",
) -> Act:
    """The first decisions; `clauses` are ids parted by blanks."""
    return did(
        f"{by} open",
        after,
        title=title,
        kind=kind,
        severity=severity,
        clauses=clauses.split(),
        no_clause_because=no_clause,
        tracks=tracks,
        tasks=tasks,
    )


def closes(
    by: str,
    outcome: str,
    because: str,
    /,
    after: int = 0,
    *,
    lessons: str = "",
    heard: str = "",
    told: tuple[str, str, str] = ("told", "nobody", "nobody"),
    whys: Mapping[str, str] | None = None,
    yes: str = "",
    years: int = 2,
    keep: str = "Our own rule for small matters.",
    second: str = "",
) -> Act:
    """Closing. `told`: reporter, complainant, people affected; `whys`: why one was not.

    `yes` names the closing questions that are answered with yes.
    """
    more: dict[str, Answer] = {f"{who}_not_told_because": why for who, why in (whys or {}).items()}
    if lessons:
        more["lessons"] = lessons
    if second:
        more["second_person"] = Who(second)
    questions = ("safeguarding", "personal_data_lost", "serious_incident")
    more |= {question: question in yes.split() for question in questions}
    more |= {
        f"{who}_told": how for who, how in zip(("reporter", "complainant", "affected"), told, strict=True)
    }
    return did(
        f"{by} close",
        after,
        outcome=outcome,
        outcome_because=because,
        heard=heard,
        keep_until=Day(years * YEAR),
        keep_reason=keep,
        **more,
    )


def notes(by: str, words: str, after: int = 0, /, *, on: str = "", happened: int = 0) -> Act:
    """A note, of what happened so many days before it was written."""
    return did(f"{by} writes_note {on}", after, body=words, happened_on=Day(-happened))


def asks_board(
    by: str, on: str, question: str, facts: str, options: str, /, after: int = 0, *, evidence: str = ""
) -> Act:
    """The pack for the board; `options` are "answer – what follows", one a line."""
    return did(
        f"{by} write_pack {on}",
        after,
        question=question,
        facts=facts,
        options=options,
        recommendation="I leave it to the board.",
        evidence=evidence or "The report, and what we kept of the post.",
    )


def declares(by: str, on: str, interest: str = "", after: int = 0, /) -> Act:
    """Someone of the board has no interest in a question, or says which."""
    said: dict[str, Answer] = {"what_it_is": interest} if interest else {}
    return did(f"{by} declares {on}", after, interest="declared" if interest else "none", **said)


def votes(by: str, on: str, answer: int, reasons: str, after: int = 0, /) -> Act:
    """Someone of the board votes for an answer of the pack, counted from 1."""
    return did(f"{by} votes {on}", after, vote=f"option_{answer}", reasons=reasons)


def hands_over(by: str, to: str, because: str, after: int = 0, /, *, on: str = "") -> Act:
    """The case, or one matter of it, goes to a colleague."""
    return did(f"{by} hand_over {on}", after, colleague=Who(to), because=because)


def lets_in(by: str, who: str, because: str, after: int = 0, /, *, on: str = "") -> Act:
    """A colleague may see the case, or one matter of it, from now on."""
    return did(f"{by} lets_in {on}", after, person=Who(who), because=because)
