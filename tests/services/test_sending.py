"""Each mail is handed over at most once, none is lost unseen, each fault of a mail server has its answer."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from incidents.domain.words import Role
from incidents.post import smtp
from incidents.post.smtp import Mail, Server
from incidents.services import membership, sending
from incidents.services.actors import Member
from incidents.services.sending import Came, Worker
from incidents.store import db
from incidents.store.models import Outbox
from incidents.store.queries import delivery
from tests import cast, mailbox, steps
from tests.cast import NOW
from tests.databases import Database
from tests.mailbox import SENDER, Mailbox


@pytest.fixture
def post() -> Iterator[tuple[Mailbox, Server]]:
    with mailbox.running() as found:
        yield found


def worker(server: Server, minutes: float = 0, name: str = "one") -> Worker:
    """A worker whose clock stands so many minutes after NOW."""
    return Worker(name, server, "https://cases.example.org", lambda: NOW + timedelta(minutes=minutes))


@pytest.fixture
def ada(sqlite: Database) -> Member:
    return cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])


def outbox() -> dict[str, object]:
    """The one mail about the report."""
    (row,) = [row for row in steps.rows("outbox") if row["kind"] != "check"]
    return row


def checks() -> list[dict[str, object]]:
    return [row for row in steps.rows("outbox") if row["kind"] == "check"]


def test_a_mail_is_sent_once(ada: Member, post: tuple[Mailbox, Server]) -> None:
    reference = cast.report()
    box, server = post
    assert sending.send(worker(server)) == (Came.SENT,)
    assert sending.send(worker(server, 600)) == ()
    (mail,) = box.came
    row = outbox()
    assert (row["state"], row["body"]) == ("sent", None)
    assert mail["X-To"] == mail["To"] == ada.email
    assert mail["From"] == SENDER
    assert mail["Subject"] == "Something new needs you"
    assert mail["Message-ID"] == f"<{row['id']}@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert f"https://cases.example.org/fts/cases/{reference}" in mail.get_content().splitlines()


# What the server does, what comes of it, how the mail stands then, and whether another worker sends it later.
FAULTS = (
    ("does not know the person", "550 5.1.1 No such person here", Came.GIVEN_UP, "given_up", False),
    ("refuses what is said", "after the dot 554 5.7.1 Not that", Came.GIVEN_UP, "given_up", False),
    ("asks to come later", "451 4.3.0 Later", Came.LATER, "waiting", True),
    ("asks so after the dot", "after the dot 452 4.2.2 Full", Came.LATER, "waiting", True),
    ("drops the line before the dot", "drops", Came.UNREACHABLE, "waiting", True),
    ("is slow to say that it took it", "slow", Came.UNSURE, "unsure", False),
    ("hangs up after the dot", "hangs up", Came.UNSURE, "unsure", False),
)


@pytest.mark.parametrize(("says", "fault", "came", "state", "again"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_fault_of_the_server_has_its_answer(
    ada: Member,
    post: tuple[Mailbox, Server],
    says: str,
    fault: str,
    came: Came,
    state: str,
    again: bool,
) -> None:
    cast.report()
    box, server = post
    box.faults.append(fault)
    assert sending.send(worker(server))[0] is came
    row = outbox()
    assert row["state"] == state
    assert row["fault"]
    assert ada.email not in str(row["fault"])
    assert sending.send(worker(server, 0.5))[:1] in ((), (Came.SENT,)), "only a check mail goes at once"
    sending.send(worker(server, 10))
    assert outbox()["state"] == ("sent" if again else state)
    about = [mail for mail in box.came if mail["Message-ID"] == f"<{row['id']}@example.org>"]
    assert len(about) <= 1, "never twice"
    assert len(about) == 1 or state == "given_up"
    assert [mail["Subject"] for mail in box.came if mail not in about] == (
        ["An earlier mail about a deadline may not have reached you"] if state == "unsure" else []
    )


def test_a_server_that_is_down_loses_nothing(ada: Member, post: tuple[Mailbox, Server]) -> None:
    for _ in range(3):
        cast.report()
    box, server = post
    nobody = Server("127.0.0.1", mailbox.free_port(), SENDER, tls="none", timeout=mailbox.TIMEOUT)
    for minute in range(5):
        assert sending.send(worker(nobody, minute)) == (Came.UNREACHABLE,), "one try ends the round"
    assert {row["state"] for row in steps.rows("outbox")} == {"waiting"}
    assert len([row for row in steps.rows("outbox") if row["fault"]]) == 3
    sending.send(worker(server, 60))
    assert len(box.came) == 3


def test_a_server_that_never_speaks_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = Server("127.0.0.1", silent.getsockname()[1], SENDER, tls="none", timeout=0.05)
        with pytest.raises(smtp.Unreachable, match="too slow"):
            smtp.deliver(server, Mail("1", "a@example.org", "s", "b"), NOW, lambda: None)


@pytest.mark.parametrize("to", ["zoë@example.org", "a@example.org\nb@example.org", "a@example.org\r\nDATA"])
def test_an_address_that_no_server_takes_is_given_up(post: tuple[Mailbox, Server], to: str) -> None:
    with pytest.raises(smtp.Refused):
        smtp.deliver(post[1], Mail("1", to, "s", "b"), NOW, lambda: None)
    assert post[0].came == []


def test_pauses_grow_up_to_a_day() -> None:
    day = timedelta(days=1)
    assert [sending.pause(tries, day) for tries in (0, 1, 2, 5)] == [
        timedelta(minutes=minutes) for minutes in (1, 2, 4, 32)
    ]
    assert sending.pause(11, day) == sending.pause(10_000, day) == day


def test_a_server_that_offers_no_safe_connection_gets_nothing(post: tuple[Mailbox, Server]) -> None:
    box, server = post
    safe = Server(server.host, server.port, SENDER, tls="starttls", timeout=mailbox.TIMEOUT)
    with pytest.raises(smtp.Unreachable, match="no safe connection"):
        smtp.deliver(safe, Mail("1", "a@example.org", "s", "b"), NOW, lambda: None)
    assert box.came == []


def test_a_line_with_a_dot_arrives_as_it_was(post: tuple[Mailbox, Server]) -> None:
    box, server = post
    body = "One\n.\n.two\n..three\n"
    smtp.deliver(server, Mail("1", "a@example.org", "s", body), NOW, lambda: None)
    assert box.came[0].get_content().replace("\r\n", "\n") == body


def test_without_its_dot_nothing_is_delivered(post: tuple[Mailbox, Server]) -> None:
    box, server = post

    def stop() -> None:
        raise sending.Lost

    with pytest.raises(sending.Lost):
        smtp.deliver(server, Mail("1", "a@example.org", "s", "b"), NOW, stop)
    assert box.came == []


def test_two_workers_share_the_mails(database: Database, post: tuple[Mailbox, Server]) -> None:
    """While one holds its claim in an open transaction, another passes by: each mail has one owner."""
    cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    for _ in range(2):
        cast.report()
    if database.kind == "postgresql":
        with db.work() as first:
            one = delivery.claim(first, "one", NOW)
            with db.work() as second:
                two = delivery.claim(second, "two", NOW)
                third = delivery.claim(second, "two", NOW)
        assert one is not None
        assert two is not None
        assert one.id != two.id
        assert third is None
    else:  # SQLite's writers queue: the second sees what the first has committed
        claimed = []
        for name in ("one", "two", "three"):
            with db.work() as session:
                claimed.append(delivery.claim(session, name, NOW))
        assert claimed[0] is not None
        assert claimed[1] is not None
        assert claimed[2] is None
    box, server = post
    assert sending.send(worker(server, name="four")) == ()
    assert sending.send(worker(server, 6, name="four")) == (Came.SENT, Came.SENT)
    assert len(box.came) == 2


def test_a_worker_that_died_before_the_dot_is_followed_by_another(
    ada: Member, post: tuple[Mailbox, Server]
) -> None:
    cast.report()
    with db.work() as session:
        delivery.claim(session, "dead", NOW)
    box, server = post
    assert sending.send(worker(server, 4)) == (), "its lease still runs"
    assert sending.send(worker(server, 6)) == (Came.SENT,)
    assert len(box.came) == 1


def test_a_worker_that_died_at_the_dot_leaves_one_other_mail(
    ada: Member, post: tuple[Mailbox, Server]
) -> None:
    reference = cast.report()
    hand_over("dead")
    box, server = post
    assert sending.send(worker(server, 4)) == ()
    assert sending.send(worker(server, 6)) == (Came.SENT,)
    assert outbox()["state"] == "unsure"
    (mail,) = box.came
    assert mail["Subject"] == "An earlier mail about a deadline may not have reached you"
    assert f"/fts/cases/{reference}" in mail.get_content()
    assert sending.send(worker(server, 600)) == ()


def test_a_check_on_a_check_has_an_end(ada: Member, post: tuple[Mailbox, Server]) -> None:
    cast.report()
    hand_over("dead")
    box, server = post
    sending.check_on(NOW + timedelta(minutes=6))
    box.faults.append("hangs up")
    assert sending.send(worker(server, 6)) == (Came.UNSURE,)
    assert sending.send(worker(server, 600)) == ()
    assert [row["state"] for row in checks()] == ["unsure"]


def test_who_is_too_slow_does_not_hand_over_what_another_has(ada: Member) -> None:
    cast.report()
    with db.work() as session:
        row = delivery.claim(session, "slow", NOW)
    assert row is not None
    with db.work() as session:
        late = NOW + timedelta(minutes=6)
        assert not delivery.hand_over(session, row, "slow", late), "its lease has run out"
        assert not delivery.hand_over(session, row, "other", NOW), "it is not theirs"
        assert delivery.hand_over(session, row, "slow", NOW + timedelta(minutes=1))


def test_a_clock_put_back_frees_what_was_taken_in_the_future(
    ada: Member, post: tuple[Mailbox, Server]
) -> None:
    cast.report()
    with db.work() as session:
        row = session.query(Outbox).one()
        row.claimed_by, row.claimed_until = "dead", NOW + timedelta(days=365)
    assert sending.send(worker(post[1])) == (Came.SENT,)


def test_what_is_no_longer_wanted_is_not_sent(ada: Member, post: tuple[Mailbox, Server]) -> None:
    reference = cast.report()
    steps.go(ada, reference, "look", danger="no", lead=ada.person_id)
    sending.send(worker(post[1]))
    assert post[0].came == []
    assert (outbox()["state"], outbox()["body"]) == ("not_needed", None)


def test_who_was_shut_out_meanwhile_gets_nothing(ada: Member, post: tuple[Mailbox, Server]) -> None:
    reference = cast.report()
    with db.work() as session:
        session.connection().exec_driver_sql(
            "UPDATE outbox SET kind = 'new', key = replace(key, 'report', 'new')"
        )
    steps.casework.declare_conflict(cast.charity(), ada, reference, "a key", {"because": "Kin"}, NOW)
    assert sending.send(worker(post[1])) == (Came.NOT_NEEDED,)
    assert post[0].came == []


def test_who_left_gets_nothing(ada: Member, post: tuple[Mailbox, Server]) -> None:
    cast.report()
    admin = cast.join("fts", "Ines Carvalho", [Role.ADMIN])
    membership.end(admin, ada.person_id, "role", "manager", NOW)
    assert sending.send(worker(post[1], 1)) == (Came.NOT_NEEDED,)


def hand_over(name: str) -> None:
    """A worker goes as far as the dot, and dies."""
    with db.work() as session:
        row = delivery.claim(session, name, NOW)
        assert row is not None
    with db.work() as session:
        assert delivery.hand_over(session, row, name, NOW)
