"""All rules of "serious incident or not", in the order they are looked at: what raises a question first."""

from __future__ import annotations

from incidents.domain.serious_crime_rules import CRIME_RULES
from incidents.domain.serious_incident_rules import INCIDENT_RULES
from incidents.domain.serious_other_rules import DATA_RULES, OTHER_RULES
from incidents.domain.serious_regulator_rules import REGULATOR_RULES
from incidents.domain.serious_rule import Rule
from incidents.domain.serious_safety_rules import BARRING_RULES, SAFETY_RULES

RULES: tuple[Rule, ...] = (
    *DATA_RULES,
    *INCIDENT_RULES,
    *REGULATOR_RULES,
    *CRIME_RULES,
    *SAFETY_RULES,
    *BARRING_RULES,
    *OTHER_RULES,
)
