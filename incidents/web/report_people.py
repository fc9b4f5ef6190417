"""The later pages of a report: who must not see it, whom it is about, for whom it is told, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from wtforms.validators import DataRequired, Optional, ValidationError

from incidents.domain.policy import Policy, Post
from incidents.services.told import Told
from incidents.web.fields import AnyOf, Line, OneOf, Option, ThreeBoxDate, Words
from incidents.web.report_questions import YES_NO, Questions, Row, chosen
from incidents.web.site import day_in_words

_PARAGRAPH = 2_000


class KeepOut(Questions):
    """Who must not learn of it; asked before any name."""

    keep_out_posts = AnyOf(
        "Choose anyone who should not see it",
        [Optional()],
        description="Each of them might read it otherwise. Choose nobody if you do not mind.",
    )
    keep_out = Words(
        "Anyone else who should not see it",
        [Optional()],
        description="Write their names as fully as you can: we can only keep out people we recognise.",
        limit=_PARAGRAPH,
        rows=3,
    )

    def prepare(self, policy: Policy, today: date) -> None:
        """Those who receive reports, in the charity's own order, and those of the board."""
        super().prepare(policy, today)
        receiving = [one.post for one in policy.receivers if one.post]
        likely = [post for post in policy.posts if post.key in receiving or post.standing == "trustee"]
        likely.sort(key=lambda post: receiving.index(post.key) if post.key in receiving else len(receiving))
        self.keep_out_posts.options = _offered(likely)

    def tell(self, told: Told) -> Told:
        """Posts and names."""
        return replace(told, keep_out_posts=tuple(self.keep_out_posts.data), keep_out=self.keep_out.data)

    def rows(self) -> Iterator[Row]:
        """Posts and names together."""
        yield Row("Should not see it", _joined(self.keep_out_posts, self.keep_out) or "Nobody")


class Who(Questions):
    """Whom it is about, and whom it hurts."""

    about_posts = AnyOf(
        "Is it about someone who does one of these jobs?",
        [Optional()],
        description="They will not see this report either. Choose nobody if you do not know.",
    )
    about = Words(
        "Who else is it about?",
        [Optional()],
        description="A name, the name of an account, or for example “a volunteer in the shop”.",
        limit=_PARAGRAPH,
        rows=3,
    )
    affected = Words(
        "Who is hurt or affected by it?",
        [Optional()],
        description="For example, “the family in the photograph”. You do not need to give names.",
        limit=_PARAGRAPH,
        rows=3,
    )

    def prepare(self, policy: Policy, today: date) -> None:
        """Every post of the charity."""
        super().prepare(policy, today)
        self.about_posts.options = _offered(policy.posts)

    def tell(self, told: Told) -> Told:
        """Posts, names, and who is affected."""
        return replace(
            told,
            about_posts=tuple(self.about_posts.data),
            about=self.about.data,
            affected=self.affected.data,
        )

    def rows(self) -> Iterator[Row]:
        """Posts and names together, and who is affected."""
        yield Row("Who it is about", _joined(self.about_posts, self.about))
        yield Row("Who is hurt or affected", self.affected.data)


class SomeoneElse(Questions):
    """Whether the reporter speaks for someone else, and how it reached them."""

    behalf = OneOf(
        "Are you telling us for someone else?",
        [DataRequired("Choose yes or no")],
        description="For example, if someone told you about it and asked you to pass it on.",
        options=YES_NO,
    )
    on_behalf_of = Line(
        "For whom?",
        description="Only if you chose “Yes”. A name, or for example “a mother in our group”.",
    )
    reached_how = Line(
        "How did it reach you?",
        [Optional()],
        description="Only if you chose “Yes”. For example, by telephone.",
    )
    reached_on = ThreeBoxDate("When did it reach you?", [Optional()], description="Only if you chose “Yes”.")

    def validate_on_behalf_of(self, field: Line) -> None:
        """Asked only of those who said yes."""
        if self._for_another and not field.data and not field.process_errors:
            raise ValidationError("Say for whom you are telling us: a name, or a few words")

    def validate_reached_on(self, field: ThreeBoxDate) -> None:
        """Not to come."""
        self.refuse_future(field.data)

    def tell(self, told: Told) -> Told:
        """For whom, how and when; nothing of it without a yes."""
        if not self._for_another:
            return told
        return replace(
            told,
            on_behalf_of=self.on_behalf_of.data,
            reached_how=self.reached_how.data,
            reached_on=self.reached_on.data,
        )

    def rows(self) -> Iterator[Row]:
        """For whom, how and when; one row without a yes."""
        yield Row("For someone else", chosen(self.behalf))
        if self._for_another:
            yield Row("For whom", self.on_behalf_of.data)
            yield Row("How it reached you", self.reached_how.data)
            day = self.reached_on.data
            yield Row("When it reached you", day_in_words(day) if day else "")

    @property
    def _for_another(self) -> bool:
        return self.behalf.data == "yes"


class You(Questions):
    """Who reports, if they want to say; not asked of people who are signed in."""

    name = Line("Your name", [Optional()])
    contact = Line(
        "How can we reach you?",
        [Optional()],
        description=(
            "An e-mail address or a telephone number that is safe for you. Without it we cannot write to you."
        ),
    )

    def tell(self, told: Told) -> Told:
        """Name and contact."""
        return replace(told, name=self.name.data, contact=self.contact.data)

    def rows(self) -> Iterator[Row]:
        """Name and contact."""
        yield Row("Your name", self.name.data)
        yield Row("How to reach you", self.contact.data)


def _offered(posts: Sequence[Post]) -> list[Option]:
    return [Option(post.key, post.label) for post in posts]


def _joined(posts: AnyOf, words: Words) -> str:
    labels = [option.label for option in posts.options if option.value in posts.data]
    return "\n".join(part for part in (", ".join(labels), words.data) if part)
