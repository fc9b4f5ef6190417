"""The answers that the ICO's form offers: sorts of data and of people, how likely, what was hit."""

from __future__ import annotations

DATA_KINDS = (
    ("racial", "Racial or ethnic origin"),
    ("political", "Political opinions"),
    ("belief", "Religious or philosophical belief"),
    ("union", "Trade union membership"),
    ("sex_life", "Sex life"),
    ("orientation", "Sexual orientation"),
    ("gender", "Gender reassignment"),
    ("health", "Health"),
    ("basic", "Basic details, such as name, address, telephone"),
    ("login", "User names and passwords"),
    ("financial", "Money and bank details"),
    ("documents", "Official documents, such as passports"),
    ("location", "Where somebody is or was"),
    ("genetic", "Genetic or biometric"),
    ("criminal", "Crimes and convictions"),
    ("not_known", "Not known yet"),
    ("other", "Something else"),
)
PEOPLE_KINDS = (
    ("employees", "Employees"),
    ("users", "Users of a service"),
    ("subscribers", "Subscribers"),
    ("students", "Students"),
    ("customers", "Customers, or people who might become so"),
    ("patients", "Patients"),
    ("children", "Children"),
    ("vulnerable", "Vulnerable adults"),
    ("not_known", "Not known yet"),
    ("other", "Others"),
)
LIKELY = (
    ("very_likely", "Very likely"),
    ("likely", "Likely"),
    ("neutral", "Neither likely nor unlikely"),
    ("unlikely", "Unlikely"),
    ("very_unlikely", "Very unlikely"),
    ("not_known", "Not known yet"),
)
HIT = (
    ("confidentiality", "Somebody saw or took it who should not"),
    ("integrity", "It was changed"),
    ("availability", "It is lost, or cannot be got at"),
)
TELLING = (
    ("told", "They have been told"),
    ("will", "They will be told"),
    ("not", "They will not be told"),
    ("undecided", "Not decided yet"),
)
