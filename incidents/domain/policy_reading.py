"""Reading a policy document: from plain mappings and lists to a `Policy`, or every fault at once.

What may stand where is in `KEYS`; docs/policies.md explains it. Where the document comes from (a file, a
form, the database) is not known here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from incidents.domain.policy import (
    AlsoBound,
    Clause,
    ContentCheck,
    Document,
    OpenCase,
    Policy,
    Post,
    Receiver,
    Review,
    Speed,
    Words,
)
from incidents.domain.policy_facts import FACTS
from incidents.domain.policy_faults import Notes
from incidents.domain.policy_fields import RULE, SENTENCES, Fields
from incidents.domain.policy_links import check_links
from incidents.domain.policy_words import (
    Cadence,
    Category,
    Collective,
    Force,
    Kind,
    Nation,
    ReplySpeed,
    Route,
    Standing,
)

# Block: (keys that must stand, keys that may be left out). "" is the file itself.
KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "": (
        (
            *("id", "code", "name", "short_name", "nation", "document", "words", "posts", "platforms"),
            *("receivers", "speed", "content_check", "review", "registers", "linked_policies", "open_points"),
            "clauses",
        ),
        ("also_bound",),
    ),
    "document": (("title", "version", "dated", "in_force_from"), ()),
    "words": (("board", "board_member", "beneficiary", "beneficiaries", "volunteer", "manager"), ()),
    "posts": (("key", "label", "standing"), ("approved_poster",)),
    "receivers": ((), ("post", "outside", "telephone", "check")),
    "speed": (("complaint", "acknowledgement_promise", "private_channel"), ()),
    "content_check": (("every", "by"), ()),
    "review": (("months", "next_review", "note"), ()),
    "also_bound": (("standing", "like", "clause"), ()),
    "clauses": (
        ("id", "section", "kind", "force", "binds", "rule", "category", "route"),
        ("also", "consequence", "stated_in", "stated_for", "when", "unless", "open", "see"),
    ),
    "open": (("when", "question"), ()),
}

_SLUG = (r"[a-z][a-z0-9-]{1,29}", "use 2 to 30 small letters, figures and hyphens, beginning with a letter")
_CODE = (r"[A-Z]{3,5}", "use 3 to 5 capital letters")
_KEY = (r"[a-z][a-z0-9_]{1,39}", "use small letters, figures and underscores, beginning with a letter")
_TELEPHONE = (r"\+?[0-9][0-9 ]{2,19}", "use figures and spaces only, or null")


def read(document: Mapping[str, object], *, file: str = "", lines: Mapping[str, int] | None = None) -> Policy:
    """The policy that `document` (keys of docs/policies.md; text, numbers, lists and mappings) describes.

    `file` and `lines` (path such as "clauses.#3.rule" to line number) are only for the messages. Raises
    `PolicyFault` with every fault found.
    """
    notes = Notes(file, lines)
    top = Fields(notes, "", document, *KEYS[""])
    code = top.like("code", *_CODE)
    posts = _posts(top)
    policy = Policy(
        id=top.like("id", *_SLUG),
        code=code,
        name=top.text("name"),
        short_name=top.text("short_name"),
        nation=top.choice("nation", Nation),
        document=_document(top.block("document", *KEYS["document"])),
        words=_words(top.block("words", *KEYS["words"])),
        posts=posts,
        platforms=top.texts("platforms", least=1),
        receivers=_receivers(top, [post.key for post in posts]),
        speed=_speed(top.block("speed", *KEYS["speed"])),
        content_check=_content_check(top.block("content_check", *KEYS["content_check"]), posts),
        review=_review(top.block("review", *KEYS["review"])),
        registers=top.texts("registers", most=SENTENCES),
        linked_policies=top.texts("linked_policies"),
        open_points=top.texts("open_points", most=SENTENCES),
        clauses=_clauses(top, code, posts),
        also_bound=_also_bound(top),
    )
    check_links(notes, policy)
    notes.settle()
    return policy


def _document(fields: Fields) -> Document:
    return Document(
        title=fields.text("title"),
        version=fields.maybe_text("version"),
        dated=fields.maybe_month("dated"),
        in_force_from=fields.maybe_day("in_force_from"),
    )


def _words(fields: Fields) -> Words:
    return Words(**{key: fields.text(key) for key in KEYS["words"][0]})


def _posts(top: Fields) -> tuple[Post, ...]:
    posts: list[Post] = []
    reserved = {*Standing, *Collective}
    for fields in top.blocks("posts", *KEYS["posts"], least=1):
        key = fields.like("key", *_KEY)
        if key:
            fields.notes.call(fields.path, f"post {key}")
        if key in reserved:
            fields.notes.add(fields.at("key"), f"'{key}' already means something else", "choose another key")
        _refuse_twice(fields, "key", key, [post.key for post in posts])
        label, standing = fields.text("label"), fields.choice("standing", Standing)
        posts.append(Post(key, label, standing, fields.flag("approved_poster")))
    return tuple(posts)


def _receivers(top: Fields, posts: Collection[str]) -> tuple[Receiver, ...]:
    receivers: list[Receiver] = []
    for fields in top.blocks("receivers", *KEYS["receivers"], least=1):
        inside, outside = fields.has("post"), fields.has("outside")
        if inside == outside:
            remedy = "write one of them: a post of the charity, or a body outside it"
            fields.notes.add(fields.path, "needs either 'post' or 'outside'", remedy)
        if outside and not (fields.has("telephone") or fields.has("check")):
            fields.notes.add(
                fields.path, "has no telephone number", "add 'telephone', or 'check' with where to look"
            )
        if inside and not outside and (fields.has("telephone") or fields.has("check")):
            fields.notes.add(
                fields.path, "a post has no telephone number here", "take 'telephone' and 'check' away"
            )
        post = fields.key("post", posts, "post") if inside else None
        name = fields.maybe_text("outside")
        _refuse_twice(fields, "post", post or "", [receiver.post or "" for receiver in receivers])
        telephone = fields.like("telephone", *_TELEPHONE) if fields.has("telephone") else None
        receivers.append(Receiver(post, name, telephone, fields.maybe_text("check", SENTENCES)))
    return tuple(receivers)


def _speed(fields: Fields) -> Speed:
    return Speed(
        complaint=fields.choice("complaint", ReplySpeed),
        acknowledgement_promise=fields.text("acknowledgement_promise", SENTENCES),
        private_channel=fields.flag("private_channel"),
    )


def _content_check(fields: Fields, posts: Collection[Post]) -> ContentCheck:
    every = fields.choice("every", Cadence)
    by = fields.keys(
        "by", [post.key for post in posts], "post", least=0 if every is Cadence.NOT_STATED else 1
    )
    return ContentCheck(every, by)


def _review(fields: Fields) -> Review:
    return Review(
        months=fields.maybe_number("months"),
        next_review=fields.maybe_month("next_review"),
        note=fields.text("note", SENTENCES),
    )


def _also_bound(top: Fields) -> tuple[AlsoBound, ...]:
    return tuple(
        AlsoBound(fields.choice("standing", Standing), fields.choice("like", Standing), fields.text("clause"))
        for fields in top.blocks("also_bound", *KEYS["also_bound"])
    )


def _clauses(top: Fields, code: str, posts: Collection[Post]) -> tuple[Clause, ...]:
    bound = [*(word.value for word in (*Standing, *Collective)), *(post.key for post in posts)]
    clauses: list[Clause] = []
    for fields in top.blocks("clauses", *KEYS["clauses"], least=1):
        clause_id = fields.text("id")
        if clause_id:
            fields.notes.call(fields.path, f"clause {clause_id}")
        if clause_id and code:
            fields.like(
                "id", rf"{code}-[A-Za-z0-9.-]{{1,20}}", f"begin it with '{code}-', then letters and figures"
            )
        _refuse_twice(fields, "id", clause_id, [clause.id for clause in clauses])
        clauses.append(
            Clause(
                id=clause_id,
                section=fields.text("section"),
                kind=fields.choice("kind", Kind),
                force=fields.choice("force", Force),
                binds=fields.keys("binds", bound, "standing or post", least=1),
                rule=fields.text("rule", RULE),
                category=fields.choice("category", Category),
                also=fields.choices("also", Category, "category"),
                consequence=fields.maybe_text("consequence", SENTENCES),
                stated_in=fields.maybe_text("stated_in"),
                stated_for=fields.choices("stated_for", Category, "category"),
                route=fields.choice("route", Route),
                when=_conditions(fields, "when"),
                unless=tuple(_facts(block) for block in fields.blocks("unless", (), tuple(FACTS))),
                open=tuple(
                    OpenCase(_conditions(block, "when"), block.text("question", SENTENCES))
                    for block in fields.blocks("open", *KEYS["open"])
                ),
                see=fields.texts("see"),
            )
        )
    return tuple(clauses)


def _conditions(fields: Fields, key: str) -> dict[str, tuple[str, ...]]:
    return _facts(fields.block(key, (), tuple(FACTS))) if fields.has(key) else {}


def _facts(block: Fields) -> dict[str, tuple[str, ...]]:
    """Facts of a block of conditions, each with the values that it may have."""
    return {
        key: block.keys(key, [value for value, _ in fact.values], f"value of {key}", least=1)
        for key, fact in FACTS.items()
        if block.has(key)
    }


def _refuse_twice(fields: Fields, key: str, given: str, earlier: Collection[str]) -> None:
    if given and given in earlier:
        fields.notes.add(fields.at(key), f"'{given}' stands twice", "give each its own")
