"""What a case knows, passage by passage, before anything is taken out of it for a reader outside."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON
from incidents.domain.redacted_copy import LEGAL, Passage, What
from incidents.services.actors import Member, reader
from incidents.services.case_history import history
from incidents.services.evidence_page import Item, item_of
from incidents.services.gather import Scene, known_parts
from incidents.services.timeline import Told, day_in_words
from incidents.store.queries import evidence as queries
from incidents.store.queries.parts import ReportRow

_NOTES = frozenset({"noted", "noted_privately"})
_KEPT_OUT = "Who should not see a case is told to nobody"


def passages(
    session: Session, actor: Member, here: Scene, chosen: Collection[What], now: datetime
) -> tuple[Passage, ...]:
    """Those parts of a case that were chosen, as its reader may see them; nobody's private notes."""
    return tuple(_all(session, actor, here, chosen, now))


def _all(
    session: Session, actor: Member, here: Scene, chosen: Collection[What], now: datetime
) -> Iterator[Passage]:
    if What.REPORTS in chosen:
        for row in known_parts(session, here, with_reports=True).reports:
            yield from _report(row)
    entries = history(session, actor, here, now).entries if {What.STEPS, What.NOTES} & set(chosen) else ()
    for what in (What.STEPS, What.NOTES):
        if what in chosen:
            for of, told in entries:
                if (told.action in _NOTES) == (what is What.NOTES):
                    yield _entry(of, told, what, here)
    if What.EVIDENCE in chosen:
        for found in queries.of_case(session, reader(actor, now), here.case.id):
            yield _file(item_of(found))


def _report(row: ReportRow) -> Iterator[Passage]:
    at = _day(row.received_at)
    told = (
        ("story", f"Report of {at}", row.story, "", False),
        ("place", f"Report of {at}: where", row.place, "", False),
        ("address", f"Report of {at}: its address", row.address, "", False),
        ("about", f"Report of {at}: who it is about", row.about, "", False),
        ("affected", f"Report of {at}: who is affected", row.affected, "", False),
        ("keep_out", f"Report of {at}: who should not see it", row.keep_out, _KEPT_OUT, False),
        ("reporter", f"Report of {at}: who reported it", row.reporter_name, "", True),
        ("contact", f"Report of {at}: how to reach them", row.reporter_contact, "", True),
    )
    for key, label, words, never, wanted in told:
        if words:
            yield Passage(f"report {row.id} {key}", What.REPORTS.label, label, words, never, wanted)


def _entry(of: Scene, told: Told, what: What, here: Scene) -> Passage:
    day = day_in_words(told.happened or told.at.astimezone(LONDON).date())
    joined = "" if of is here else f", in the case {of.case.reference}"
    matter = f" – {told.machine}" if told.machine else ""
    lines = [f"{told.what}{matter}. By {told.by or 'nobody named'}, written down on {_day(told.at)}."]
    lines += [f"Began: {label}" for label in told.began]
    lines += [f"{label}: {words}" for label, words in told.details]
    lines += [f"An exception was made, because: {reason}" for reason in told.lifted]
    never = LEGAL if told.legal else ""
    return Passage(f"entry {told.id}", what.label, f"{day}{joined}", "\n".join(lines), never)


def _file(item: Item) -> Passage:
    row, told = item.row, item.row.told
    captured = day_in_words(date.fromisoformat(str(told["captured_on"])))
    said = [
        str(told["shows"]),
        ", ".join(str(told[key]) for key in ("platform", "account", "address") if told.get(key)),
        f"Captured on {captured} by {told['captured_by']}. SHA-256 {row.sha256.hex()}",
        f"Taken back: {row.taken_back_because}" if row.taken_back_because else "",
    ]
    label = f"{item.kind.label}, {item.size}, added on {_day(row.added_at)}"
    return Passage(f"file {row.id}", What.EVIDENCE.label, label, "\n".join(filter(None, said)))


def _day(at: datetime) -> str:
    return day_in_words(at.astimezone(LONDON).date())
