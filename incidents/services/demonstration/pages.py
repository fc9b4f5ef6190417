"""The invented charities' lists as data: pages with their looks, approvals to post, and pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page or account. `agreed`, `added` and the first of each look are days ago; people are keys.

    `looks` are (days ago, by whom, how it was put right or empty), the oldest first.
    """

    key: str
    platform: str
    name: str
    address: str
    added: int = 380
    privacy: str = ""
    agreed: int = 390
    recovery: str = ""
    who: str = ""
    looks: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """Someone approved to post, on a page (its key) or on all; `ended` days ago (0: not), access gone."""

    who: str
    since: int
    page: str = ""
    ended: int = 0
    because: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in use since so many days, and its consent."""

    picture: str
    used: int
    people: int
    consent: str
    page: str = ""
    kept: str = ""
    because: str = ""
    withdrawn: int = 0
    withdrawn_because: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What one charity keeps: by whom, and how often it settled to look where its policy leaves that open."""

    keeper: str
    pages: tuple[Page, ...]
    approvals: tuple[Approval, ...] = ()
    pictures: tuple[Picture, ...] = ()
    every: int = 0


_SAFE = "The recovery codes are in the sealed envelope in the office safe."

FTS = Kept(
    "maureen",
    pages=(
        Page("site", "Website", "Families Together", "https://families-together.example.org/",
             privacy="No comments; nobody but us can change it.", recovery=_SAFE, who="maureen",
             looks=((17, "maureen", ""), (10, "maureen", ""), (3, "maureen", ""))),
        Page("facebook", "Facebook", "Families Together page", "https://facebook.example.org/families-together",
             privacy="Anyone can read. Comments with a link wait until we have read them.", recovery=_SAFE,
             who="harriet",
             looks=((26, "maureen", ""),
                    (19, "maureen", "The opening hours of the shop were last year's. Corrected."),
                    (12, "maureen", ""))),
        Page("instagram", "Instagram", "families.together", "https://instagram.example.org/families.together",
             added=120, recovery=_SAFE, who="maureen", looks=((11, "maureen", ""), (4, "maureen", ""))),
    ),
    approvals=(Approval("kofi", 100, "instagram"), Approval("bronwen", 375, "facebook")),
    pictures=(
        Picture("Two volunteers at the summer fair", 95, 2, "written", "facebook",
                kept="The green consent folder in the office"),
        Picture("A grandmother reading aloud at the Thursday group", 40, 1, "verbal", "instagram",
                kept="She told the group coordinator; noted in the group book"),
    ),
)  # fmt: skip
HSBBH = Kept(
    "rosalind",
    pages=(
        Page("site", "Website", "Our scheme", "https://home-visiting.example.org/",
             privacy="Only two of us can change it.", recovery=_SAFE, who="dilip",
             looks=((205, "dilip", ""), (112, "dilip", ""), (20, "dilip", ""))),
        Page("facebook", "Facebook", "Our scheme's page", "https://facebook.example.org/home-visiting",
             privacy="Anyone can read; messages come to the office.", recovery=_SAFE, who="rosalind",
             looks=((112, "rosalind", "A picture had no consent any more. Taken down."), (20, "dilip", ""))),
    ),
    approvals=(Approval("kirsty", 300, "facebook", ended=60, because="She works with families only, now."),),
    pictures=(
        Picture("Three mothers with their prams in the park", 150, 3, "written", "facebook",
                kept="Consent forms, drawer 2", withdrawn=2,
                withdrawn_because="One of them rang: she does not want to be seen any more."),
        Picture("The board at the annual meeting", 70, 6, "written", "site", kept="Minutes of the meeting"),
    ),
)  # fmt: skip
CGT = Kept(
    "callum",
    pages=(
        Page("facebook", "Facebook", "Community group", "https://facebook.example.org/community-group",
             recovery=_SAFE, who="bernadette", looks=((33, "callum", ""),)),
    ),
    pictures=(
        Picture("Guests planting the raised beds", 60, 5, "written", "facebook", kept="The guests' files"),
        Picture("The police's appeal for a missing neighbour", 25, 1, "missing_person", "facebook",
                because="The police had published it themselves, and asked for it to be shared."),
    ),
)  # fmt: skip
HSS = Kept(
    "kasia",
    pages=(
        Page("facebook", "Facebook", "Our families", "https://facebook.example.org/our-families",
             recovery=_SAFE, who="kasia", looks=((41, "kasia", ""), (12, "kasia", ""))),
        Page("linkedin", "LinkedIn", "Our charity", "https://linkedin.example.org/our-charity",
             recovery="The codes are with the chair.", who="jocelyn", looks=((12, "kasia", ""),)),
        Page("instagram", "Instagram", "our.families", "https://instagram.example.org/our.families",
             added=90, recovery=_SAFE, who="simon",
             looks=((38, "kasia", ""), (9, "kasia", "A comment named a child. It was hidden."))),
    ),
    pictures=(Picture("A walk by the canal", 30, 4, "written", "instagram", kept="The shared folder"),),
    every=30,
)  # fmt: skip
HWD = Kept(
    "nadine",
    pages=(
        Page("site", "Website", "Wellbeing Day Service", "https://wellbeing.example.org/",
             privacy="Nobody can comment.", recovery=_SAFE, who="beatrix", looks=((130, "nadine", ""),)),
        Page("facebook", "Facebook", "Wellbeing page", "https://facebook.example.org/wellbeing",
             privacy="Anyone can read; messages are switched off.", looks=((130, "nadine", ""),)),
    ),
    pictures=(
        Picture("The high street on market day, seen from above", 80, 12, "not_expected", "facebook",
                because="A crowd in a public place, nobody picked out."),
    ),
)  # fmt: skip
KEPT: dict[str, Kept] = {"fts": FTS, "hsbbh": HSBBH, "cgt": CGT, "hss": HSS, "hwd": HWD}
