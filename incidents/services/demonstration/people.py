"""The invented people of the five charities: what they hold, and who of them has a sign-in to try."""

from __future__ import annotations

from dataclasses import dataclass

# Printed at each start in practice mode; outside it none of these accounts exists.
PASSWORD = "practice makes plain"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person. `key` is the first part of their address and their name in the stories.

    `roles` and `posts` are keys parted by blanks; `standing` is (key, state). Who holds a role has an
    account; `shown` is how the list of sign-ins calls them, empty for those it leaves out.
    """

    key: str
    name: str
    roles: str = ""
    posts: str = ""
    standing: tuple[str, str] = ("staff", "current")
    shown: str = ""

    @property
    def holds(self) -> tuple[tuple[str, str, str], ...]:
        """Everything they hold, as `membership.NewPerson` wants it."""
        held = [("role", role, "") for role in self.roles.split()]
        held += [("post", post, "") for post in self.posts.split()]
        return (*held, ("standing", *self.standing))

    def email(self, charity: str) -> str:
        """Their made-up address, or nothing for someone who does not sign in."""
        return f"{self.key}@{charity}.example.org" if self.roles else ""


BOARD = ("trustee", "current")
VOLUNTEER = ("volunteer", "active")

FTS = (
    Invented(
        "maureen", "Maureen Tuffnell", "manager", "business_manager", shown="manager (Business Manager)"
    ),
    Invented("aisling", "Aisling Devlin", "safeguarding_lead", "family_manager", shown="safeguarding lead"),
    Invented("pavel", "Pavel Hruby", "reporter", "group_coordinator"),
    Invented("sukhvinder", "Sukhvinder Atwal", "reporter", "charity_shop_manager"),
    Invented("chloe", "Chloe Bickerstaff", "reporter", "business_support_assistant"),
    Invented("yewande", "Yewande Falade", "hr", shown="staff procedures (HR)"),
    Invented("harriet", "Harriet Oyelaran", "chair trustee", "chair", BOARD, "chair"),
    Invented("gwilym", "Gwilym Prosser", "trustee", "named_trustee", BOARD, "trustee"),
    Invented("shabnam", "Shabnam Rafiq", "trustee", standing=BOARD),
    Invented("leonard", "Leonard Whybrow", "trustee", standing=BOARD),
    Invented("tobias", "Tobias Rendle", "auditor", standing=("contractor", "current"), shown="auditor"),
    Invented("ines", "Ines Carvalho", "admin", shown="administrator"),
    Invented("kofi", "Kofi Amponsah", "reporter", standing=VOLUNTEER, shown="volunteer who reports"),
    Invented("bronwen", "Bronwen Leyshon", "reporter", standing=VOLUNTEER),
    Invented("terry", "Terry Goodchild", "reporter", standing=VOLUNTEER),
    Invented("magda", "Magda Wilk", "reporter", standing=VOLUNTEER),
    Invented("joyce", "Joyce Pettifer", "reporter", standing=("volunteer", "resting")),
)

HSBBH = (
    Invented("rosalind", "Rosalind Achebe", "manager", "ceo", shown="manager (CEO)"),
    Invented("dilip", "Dilip Bhandari", "reporter", "admin"),
    Invented("saoirse", "Saoirse Mullan", "safeguarding_lead"),
    Invented("gareth", "Gareth Pinnock", "hr", shown="staff procedures (HR)"),
    Invented("miriam", "Miriam Feldman", "chair trustee", "chair", BOARD, "chair"),
    Invented(
        "owen", "Owen Tregear", "trustee", "named_trustee", BOARD, "trustee (named trustee for concerns)"
    ),
    Invented("nkechi", "Nkechi Obiora", "trustee", standing=BOARD),
    Invented("philippa", "Philippa Garside", "trustee", standing=BOARD),
    Invented("wendy", "Wendy Stokoe", "admin"),
    Invented("kirsty", "Kirsty Ballard", "reporter"),
    Invented("hamid", "Hamid Noorzai", "reporter"),
    Invented("jasmine", "Jasmine Thorne", "reporter", standing=VOLUNTEER),
    Invented("abdi", "Abdi Warsame", "reporter", standing=VOLUNTEER),
    Invented("linda", "Linda Marchetti", "reporter", standing=VOLUNTEER),
)

CGT = (
    Invented("callum", "Callum Fenwick", "manager", "manager line_manager", shown="manager"),
    Invented("bernadette", "Bernadette Quaye", "manager", "group_leader", shown="manager (group leader)"),
    Invented("parveen", "Parveen Chaudhry", "hr", "hr_admin_support", shown="staff procedures (HR)"),
    Invented("thandiwe", "Thandiwe Moyo", "safeguarding_lead"),
    Invented("elspeth", "Elspeth Kerr", "chair trustee", "chair", BOARD, "chair"),
    Invented("rashid", "Rashid Malik", "trustee", "named_trustee", BOARD),
    Invented("doreen", "Doreen Applegarth", "trustee", standing=BOARD),
    Invented("fergus", "Fergus Nairn", "admin"),
    Invented("stella", "Stella Boakye", "reporter"),
    Invented("craig", "Craig Lomax", "reporter"),
    Invented("joe", "Joe Hartnell", "reporter", standing=("apprentice", "current")),
    Invented("viktor", "Viktor Danek", standing=("agency_worker", "current")),
    Invented("ronald", "Ronald Sealey", "reporter", standing=VOLUNTEER),
    Invented("maisie", "Maisie Plummer", "reporter", standing=VOLUNTEER),
    Invented("farhan", "Farhan Aziz", "reporter", standing=VOLUNTEER),
)

HSS = (
    Invented(
        "kasia",
        "Kasia Nowicka",
        "manager",
        "fundraising_partnerships_manager",
        shown="manager (Fundraising and Partnerships Manager)",
    ),
    Invented("simon", "Simon Adebayo", "manager", "ceo"),
    Invented("moira", "Moira Gallacher", "safeguarding_lead", "senior_staff"),
    Invented("theo", "Theo Lavelle", "reporter", "authorised_staff"),
    Invented("anjali", "Anjali Deshmukh", "hr", shown="staff procedures (HR)"),
    Invented("jocelyn", "Jocelyn Abara", "chair trustee", "chair", BOARD, "chair"),
    Invented(
        "hugh", "Hugh Penhaligon", "trustee", "named_trustee", BOARD, "trustee (named trustee for concerns)"
    ),
    Invented("farida", "Farida Yusuf", "trustee", "authorised_trustee", BOARD),
    Invented("eluned", "Eluned Pryce", "trustee", standing=BOARD),
    Invented("clive", "Clive Rathbone", "trustee", standing=BOARD),
    Invented("nigel", "Nigel Oakshott", "trustee", standing=BOARD),
    Invented("bethan", "Bethan Summers", "admin"),
    Invented("danny", "Danny Trevor", "reporter"),
    Invented("peggy", "Peggy Stannard", "reporter", standing=VOLUNTEER),
    Invented("oluwaseun", "Oluwaseun Bello", "reporter", standing=VOLUNTEER),
)

HWD = (
    Invented(
        "nadine",
        "Nadine Foxcroft",
        "manager",
        "communication_officer",
        shown="manager (communication officer)",
    ),
    Invented("lloyd", "Lloyd Barraclough", "hr", shown="staff procedures (HR)"),
    Invented("ruth", "Ruth Osei", "safeguarding_lead"),
    Invented("beatrix", "Beatrix Hollings", "chair trustee", "chair", BOARD, "chair of directors"),
    Invented("samuel", "Samuel Ekwueme", "trustee", "named_trustee", BOARD),
    Invented("iqra", "Iqra Shah", "trustee", standing=BOARD),
    Invented("graham", "Graham Nuttall", "trustee", standing=BOARD),
    Invented("pauline", "Pauline Heslop", "admin"),
    Invented("dorothy", "Dorothy Kemble", "reporter", standing=VOLUNTEER),
    Invented("imran", "Imran Siddiqui", "reporter", standing=VOLUNTEER),
    Invented("tess", "Tess Lockwood", "reporter"),
)

CAST: dict[str, tuple[Invented, ...]] = {"fts": FTS, "hsbbh": HSBBH, "cgt": CGT, "hss": HSS, "hwd": HWD}
