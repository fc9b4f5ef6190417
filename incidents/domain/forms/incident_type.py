"""The six sorts of incident that the Charity Commission's form tells apart."""

from __future__ import annotations

from incidents.domain.words import Word


class IncidentType(Word):
    """The six sorts of incident on the form; each opens its own follow-up questions there."""

    SAFEGUARDING = "safeguarding", "Safeguarding: protecting people"
    FINANCIAL_CRIME = "financial_crime", "Financial crime, such as fraud, theft or cyber crime"
    DONATION = "donation", "A donation that cannot be checked, or looks suspicious"
    LOSS = "loss", "Another significant loss of money"
    TERRORISM = "terrorism", "Links to terrorism or extremism"
    OTHER = "other", "Another kind of incident"
