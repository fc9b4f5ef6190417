"""Which machines may run when, who may see them, whose conduct each one fits: tables about the tables."""

from __future__ import annotations

from incidents.domain.policy_words import Standing

# Safety does not wait for the first decisions (design 3).
OPEN_BEFORE_TRIAGE: frozenset[str] = frozenset({"containment", "response", "support", "external_report"})

# About exactly one person; need-to-know.
CONDUCT: frozenset[str] = frozenset({"discipline", "volunteer_exit", "board_conduct"})

# Only seen by those let into that very matter.
CLOSED_CIRCLE: frozenset[str] = CONDUCT | {"trustee_review"}

# Contractors, agency workers and placements have no row: their firm, agency, school or college is told.
FITS: dict[str, frozenset[str]] = {
    "discipline": frozenset({Standing.STAFF, Standing.APPRENTICE}),
    "volunteer_exit": frozenset({Standing.VOLUNTEER}),
    "board_conduct": frozenset({Standing.TRUSTEE}),
}
