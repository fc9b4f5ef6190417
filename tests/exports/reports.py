"""Serious incident reports of invented people: one with every answer, one with none."""

from __future__ import annotations

from datetime import UTC, date, datetime

from incidents.exports.serious_incident_facts import (
    Authority,
    BodyTold,
    Charity,
    Declaration,
    DisqualifiedTrustee,
    Impact,
    IncidentType,
    Media,
    Policies,
    Reporter,
    SeriousIncident,
    Span,
)

CHARITY = Charity("Elusen Ŵyl y Tŷ", "0000001")
# Half past eleven at night in London in summer is still the day before in UTC.
MADE_AT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
EMPTY = SeriousIncident("TST-2222-X", MADE_AT, Charity("Elusen Ŵyl y Tŷ"))
FULL = SeriousIncident(
    reference="TST-7K3P-M",
    made_at=MADE_AT,
    charity=CHARITY,
    update=True,
    earlier_reference="SIR-00001",
    authority=Authority(True, "Chair", date(2026, 6, 28)),
    reporter=Reporter("Gwenllian Ŵyn", "Business manager", "020 7946 0011", "office@charity.example"),
    other_charities=(Charity("The Partner Charity", registered=False),),
    bodies_told=(
        BodyTold("Police", "101", "CR/1/26", date(2026, 6, 29)),
        BodyTold("ICO", "Helpline", "IC-1"),
    ),
    incident_type=IncidentType.SAFEGUARDING,
    happened=Span(date(2026, 6, 24), date(2026, 6, 26)),
    continuing=False,
    found_out_on=date(2026, 6, 27),
    found_out_how="A parent telephoned.",
    trustees_aware=True,
    trustees_aware_note="All of them",
    what_happened="A volunteer posted a photograph.\n\nThe family had not agreed.\nIt is down now.",
    impact=Impact(
        "The family is upset.", "None", "None", "A group is paused.", "A few comments.", "Low now."
    ),
    policies=Policies(("Policy 3.2", "Policy 4.1"), False, "Consent was not asked for."),
    steps_taken="The photograph was taken down.",
    lessons="A second person checks consent.",
    media=Media(True, "We are sorry and have put it right.", "https://charity.example/statement"),
    disqualified=(
        DisqualifiedTrustee("Ifan Tŷ-gwyn", date(1970, 2, 1), "1 Made-up Street", "An unspent conviction"),
    ),
    declaration=Declaration("Chair", date(2026, 6, 30)),
)
