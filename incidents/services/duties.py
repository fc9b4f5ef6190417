"""What the policy asks of the charity itself: what is late, each page, and how often it is looked over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import duties
from incidents.domain.duties import Look
from incidents.domain.fields import Field, Kind, Problem, Raw
from incidents.domain.permissions import permits
from incidents.domain.policy import Clause
from incidents.domain.policy_review import review_of
from incidents.domain.policy_words import Category
from incidents.domain.words import Permission
from incidents.services import page_checks, pictures, posters
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.keeping import Form, is_key, may, note, parsed
from incidents.services.once import earlier_answer
from incidents.services.page_checks import CheckLine
from incidents.services.pictures import PictureLine
from incidents.services.posters import PosterLine
from incidents.services.registers import named
from incidents.store.db import read, work
from incidents.store.models import DutySetting, OfficialAccount
from incidents.store.queries import duties as lists
from incidents.store.queries.duties import PageRow

LONGEST = 400
_SETTLE = (
    Field(
        "days",
        "Look over each page every how many days?",
        Kind.NUMBER,
        hint=f"From 1 to {LONGEST}. A week is 7, a month about 30, a quarter about 91.",
    ),
)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One page or account: when it is due, and what of it is not agreed or written down yet.

    `privacy` says whether the policy's rule on agreed settings is met; None where it has no such rule.
    """

    account: OfficialAccount
    name: str
    look: Look
    privacy: bool | None
    recovery: str

    @property
    def has_recovery(self) -> bool:
        """Whether somebody is named who can get back into it."""
        return bool(self.recovery and self.account.recovery)


@dataclass(frozen=True, slots=True)
class Overview:
    """The page of duties. What only those who see duties may know is empty for who only looks over pages."""

    pages: tuple[PageLine, ...]
    access: tuple[PosterLine, ...]
    take_down: tuple[PictureLine, ...]
    review_overdue: bool
    unlisted: tuple[Clause, ...]
    rules: tuple[Clause, ...]
    may_see: bool
    may_check: bool
    may_keep: bool
    open_interval: bool
    settled: int | None

    @property
    def late(self) -> tuple[PageLine, ...]:
        """The pages that are late, the longest first."""
        found = [(one.look.due_on, one) for one in self.pages if one.look.late]
        return tuple(one for _, one in sorted(found, key=lambda pair: str(pair[0])))

    @property
    def no_privacy(self) -> tuple[PageLine, ...]:
        """The pages whose settings nobody has agreed, where the policy asks for it."""
        return tuple(one for one in self.pages if self.may_see and one.privacy is False)

    @property
    def no_recovery(self) -> tuple[PageLine, ...]:
        """The pages into which nobody is named to get back."""
        return tuple(one for one in self.pages if self.may_see and not one.has_recovery)

    @property
    def calm(self) -> bool:
        """Whether nothing needs anybody."""
        parts = (self.late, self.access, self.take_down, self.no_privacy, self.no_recovery)
        return not (any(parts) or self.review_overdue)


@dataclass(frozen=True, slots=True)
class OnePage:
    """One page with the looks so far. `closed`: it is in the list for its history only."""

    line: PageLine
    history: tuple[CheckLine, ...]
    may_check: bool
    may_keep: bool

    @property
    def closed(self) -> bool:
        """Whether it is used no more."""
        return self.line.account.closed_at is not None


def overview(charity: Charity, actor: Member, now: datetime) -> Overview:
    """Everything late and everything kept. Raises NotFound for who neither sees duties nor checks pages."""
    with read() as session:
        posts = lists.posts(session, charity.id, actor.person_id, now)
        may_check = page_checks.checks_pages(charity, actor, posts)
        may_see = permits(actor, Permission.SEE_DUTIES)
        if not (may_see or may_check):
            raise NotFound
        settled, _ = lists.settled(session, charity.id)
        rows = [row for row in lists.pages(session, charity.id) if row.account.closed_at is None]
        access = posters.lines(session, charity.id, now) if may_see else ()
        taken = pictures.lines(session, charity.id) if may_see else ()
    policy, today = charity.policy, duties.london_day(now)
    return Overview(
        pages=_lines(charity, rows, settled, now),
        access=tuple(one for one in access if one.to_remove),
        take_down=tuple(one for one in taken if one.take_down),
        review_overdue=may_see and review_of(policy, today).overdue,
        unlisted=duties.unlisted(policy) if may_see else (),
        rules=duties.check_clauses(policy),
        may_see=may_see,
        may_check=may_check,
        may_keep=permits(actor, Permission.KEEP_REGISTERS),
        open_interval=policy.content_check.every in duties.LEFT_OPEN,
        settled=settled,
    )


def late_pages(charity: Charity, actor: Member, now: datetime) -> tuple[PageLine, ...]:
    """The pages that are late, for the page of today; empty for who has nothing to do with it. One SELECT."""
    if not (permits(actor, Permission.SEE_DUTIES) or permits(actor, Permission.CHECK_PAGES)):
        return ()
    with read() as session:
        rows, settled, posts = lists.open_pages_and_setting(session, charity.id, actor.person_id, now)
    if not (permits(actor, Permission.SEE_DUTIES) or page_checks.checks_pages(charity, actor, posts)):
        return ()
    return tuple(one for one in _lines(charity, rows, settled, now) if one.look.late)


def one_page(charity: Charity, actor: Member, account_id: str, now: datetime) -> OnePage:
    """One page and its history. Raises NotFound."""
    with read() as session:
        posts = lists.posts(session, charity.id, actor.person_id, now)
        may_check = page_checks.checks_pages(charity, actor, posts)
        if not (is_key(account_id) and (may_check or permits(actor, Permission.SEE_DUTIES))):
            raise NotFound
        row = lists.page(session, charity.id, account_id)
        if row is None:
            raise NotFound
        settled, _ = lists.settled(session, charity.id)
        history = page_checks.history(session, actor, account_id, now)
    (line,) = _lines(charity, [row], settled, now)
    return OnePage(line, history, may_check, permits(actor, Permission.KEEP_REGISTERS))


def settling(charity: Charity, actor: Member) -> Form:
    """The form that settles how often. Raises NotFound, also where the policy states it."""
    _may_settle(charity, actor)
    with read() as session:
        days, version = lists.settled(session, charity.id)
    return Form(_SETTLE, filled={"days": days}, clauses=duties.check_clauses(charity.policy), version=version)


def settle(charity: Charity, actor: Member, version: int, key: str, raw: Raw, now: datetime) -> None:
    """Settle how often pages are looked over. Raises NotFound, Invalid, and Stale when someone was faster."""
    _may_settle(charity, actor)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        data = parsed(Form(_SETTLE), raw, now)
        days = int(str(data["days"]))
        if not 1 <= days <= LONGEST:
            raise Invalid((Problem("days", f"Enter a number from 1 to {LONGEST}"),))
        row = _setting(session, charity.id)
        if row.version - 1 != version:
            raise Stale((f"It is settled now: every {row.check_every_days} days",), row.version - 1)
        row.check_every_days = days
        note(session, actor, "checks_settled", now, {"data": data})


def _setting(session: Session, organisation_id: str) -> DutySetting:
    """The charity's one row, held and with its next version; made when it is missing."""
    row = session.get(DutySetting, organisation_id, with_for_update=True)
    if row is None:
        row = DutySetting(organisation_id=organisation_id, version=1)
        session.add(row)
    else:
        row.version += 1
    return row


def _may_settle(charity: Charity, actor: Member) -> None:
    may(actor, Permission.KEEP_REGISTERS)
    if charity.policy.content_check.every not in duties.LEFT_OPEN:
        raise NotFound


def _lines(
    charity: Charity, rows: Sequence[PageRow], settled: int | None, now: datetime
) -> tuple[PageLine, ...]:
    policy, today = charity.policy, duties.london_day(now)
    asked = bool(duties.clauses_on(policy, Category.PRIVACY_SETTINGS))
    return tuple(
        PageLine(
            account=row.account,
            name=named(row.account),
            look=duties.next_look(
                policy.content_check.every,
                settled,
                duties.london_day(row.account.added_at),
                duties.london_day(row.looked_at) if row.looked_at else None,
                today,
            ),
            privacy=row.account.privacy_agreed_on is not None if asked else None,
            recovery=row.recovery_name,
        )
        for row in rows
    )
