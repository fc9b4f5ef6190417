"""What a policy's words lead to here: each route to its machines, each person to their ladder."""

from __future__ import annotations

from incidents.domain.policy_words import CONDUCT_ROUTES, Route, Standing

# A conduct route leads to the ladder that fits the person, whatever the policy calls it: CGT and HSS say
# "disciplinary" for volunteers too, and a volunteer has no contract of employment (design 3).
# Firms, agencies, schools and colleges are told about people whom they place: they hold the ladder.
LADDERS: dict[str, str] = {
    Standing.STAFF: "discipline",
    Standing.APPRENTICE: "discipline",
    Standing.VOLUNTEER: "volunteer_exit",
    Standing.TRUSTEE: "board_conduct",
    Standing.CONTRACTOR: "external_report",
    Standing.AGENCY_WORKER: "external_report",
    Standing.PLACEMENT: "external_report",
}

# Route -> machines. Conduct routes have a ladder instead; an empty row means that nothing is to be started:
# the receivers' list already says who gets a report and who helps from outside.
MACHINES_OF: dict[Route, tuple[str, ...]] = {
    Route.NONE_STATED: (),
    Route.NOT_A_BREACH: (),
    Route.COMPLAINT_PRIVATE_CHANNEL: ("response",),
    Route.COMPLAINT_FAIR_HANDLING: ("response",),
    Route.REPORT_LINE_MANAGER: (),
    Route.REPORT_POLICY_OWNER: (),
    Route.INDEPENDENT_HELP: (),
    Route.BOARD_OR_NATIONAL_BODY: ("trustee_review", "external_report"),
    Route.NATIONAL_BODY: ("external_report",),
    Route.REGULATOR_OR_POLICE: ("external_report",),
    Route.PLATFORM_REPORT: ("containment",),
    Route.CRISIS_PLAN: ("containment",),
    Route.SUPPORT_PERSON: ("support",),
    Route.GOVERNANCE_ACTION: ("trustee_review",),
}

# What a clause of these routes says about an act holds whoever did it: how a complaint is answered, what is
# taken down, who is looked after, who is told.
WHOEVER_DID_IT: frozenset[Route] = frozenset(MACHINES_OF) - {
    Route.NONE_STATED,
    Route.NOT_A_BREACH,
    Route.GOVERNANCE_ACTION,
}


def unmapped() -> tuple[Route, ...]:
    """Routes that a policy may name and that lead to nothing known here; there must be none."""
    return tuple(route for route in Route if route not in MACHINES_OF and route not in CONDUCT_ROUTES)
