"""Who may do what: one table, deny by default. To which cases is the business of the query filter."""

from __future__ import annotations

from collections.abc import Collection

from incidents.domain.case import Actor
from incidents.domain.words import Permission, Role

_READERS = frozenset({Role.MANAGER, Role.HR, Role.SAFEGUARDING_LEAD, Role.TRUSTEE, Role.CHAIR, Role.HELPER})
_EVERYONE = _READERS | {Role.REPORTER, Role.AUDITOR, Role.ADMIN}
_BOARD = frozenset({Role.TRUSTEE, Role.CHAIR})
_RECEIVERS = _BOARD | {Role.MANAGER}

GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.REPORT: _EVERYONE,
    Permission.SEE_OWN_REPORTS: _EVERYONE,
    Permission.READ_POLICY: _EVERYONE,
    Permission.SEE_WHO_DOES_WHAT: _EVERYONE,
    Permission.READ_CASE: _READERS,
    # A report about the manager is received by a board member, who then makes the first decisions.
    Permission.TRIAGE: _RECEIVERS,
    # The safeguarding lead too: a report to the council's officer waits for nobody. What else they may not
    # start is said by a guard of the step.
    Permission.START: _RECEIVERS | {Role.SAFEGUARDING_LEAD},
    Permission.HANDLE: _RECEIVERS | {Role.SAFEGUARDING_LEAD, Role.HR, Role.HELPER},
    Permission.STAFF_CONDUCT: frozenset({Role.HR, Role.MANAGER, Role.CHAIR, Role.HELPER}),
    Permission.VOLUNTEER_CONDUCT: frozenset({Role.MANAGER, Role.HR, Role.CHAIR, Role.TRUSTEE, Role.HELPER}),
    Permission.BOARD_CONDUCT: _BOARD | {Role.HELPER},
    Permission.ASK_TRUSTEES: _RECEIVERS | {Role.HR, Role.SAFEGUARDING_LEAD},
    Permission.DECIDE: _BOARD,
    Permission.DECIDE_ALONE: frozenset({Role.CHAIR}),
    Permission.DRAFT_REPORT: _RECEIVERS | {Role.SAFEGUARDING_LEAD},
    Permission.APPROVE_REPORT: _BOARD,
    Permission.CLOSE: _RECEIVERS,
    # Not helpers: who is let in from outside lets nobody else in.
    Permission.LET_IN: _RECEIVERS | {Role.SAFEGUARDING_LEAD, Role.HR},
    # Each time somebody looks is an entry. Who runs a staff procedure speaks with witnesses; who reported it,
    # and a child's name, are for those who answer for them.
    Permission.SEE_REPORTER: _RECEIVERS | {Role.SAFEGUARDING_LEAD},
    Permission.SEE_YOUNG: _RECEIVERS | {Role.SAFEGUARDING_LEAD},
    Permission.SEE_OTHERS: _RECEIVERS | {Role.SAFEGUARDING_LEAD, Role.HR},
    Permission.READ_TRAIL: _RECEIVERS | {Role.AUDITOR},
    Permission.EXPORT: _RECEIVERS,
    Permission.MANAGE_PEOPLE: frozenset({Role.ADMIN}),
    Permission.EDIT_POLICY: frozenset({Role.ADMIN}),
    Permission.SEE_READERS: _RECEIVERS | {Role.HR, Role.ADMIN},
    # Whether this page is theirs to look over is asked of the policy's posts, in the use case.
    Permission.CHECK_PAGES: _EVERYONE - {Role.HELPER, Role.AUDITOR},
    Permission.KEEP_REGISTERS: _RECEIVERS | {Role.ADMIN},
    Permission.SEE_DUTIES: _RECEIVERS | {Role.ADMIN, Role.AUDITOR},
    Permission.SEE_OVERVIEW: _RECEIVERS,
    # The chair, or the last receiver where no chair is free: the guard of the step says which (design 4).
    Permission.SET_ASIDE: _RECEIVERS,
    Permission.SEE_SETTINGS: _RECEIVERS | {Role.ADMIN},
    Permission.KEEP_CHARITY: frozenset({Role.ADMIN, Role.MANAGER, Role.CHAIR}),
    Permission.KEEP_HOLIDAYS: frozenset({Role.ADMIN}),
    # The board's own rules are the chair's to write down, never an administrator's.
    Permission.SET_BOARD_RULES: frozenset({Role.CHAIR}),
    Permission.WRITE_LETTER: _RECEIVERS | {Role.HR},
    Permission.SIGN_OFF_YEAR: _BOARD,
}


# Who may do one of these needs more than a password to come in (design 6, accounts).
_BEHIND_TWO_STEPS = (Permission.READ_CASE, Permission.READ_TRAIL, Permission.MANAGE_PEOPLE)


def needs_second_step(actor: Actor) -> bool:
    """Whether someone with these roles signs in in two steps: who reads cases or trails, or gives roles."""
    return any(permits(actor, permission) for permission in _BEHIND_TWO_STEPS)


def only_helps(roles: Collection[str]) -> bool:
    """Whether someone with these roles reads cases as a helper from outside, and in no other way."""
    return GRANTS[Permission.READ_CASE].intersection(roles) == {Role.HELPER}


def permits(actor: Actor, permission: Permission) -> bool:
    """Whether any role the actor holds is granted `permission`; one without a row is granted to nobody."""
    return not GRANTS.get(permission, frozenset()).isdisjoint(actor.roles)
