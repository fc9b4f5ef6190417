"""Policy files: whatever the bytes, a policy comes out or each fault is told with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from incidents.domain.policy_faults import PolicyFault
from incidents.store.plain_yaml import grow
from incidents.store.policy_files import LARGEST_FILE, load, load_folder, parse
from tests.domain.sixth_charity import document

WHOLE = yaml.safe_dump(document(), sort_keys=False, allow_unicode=True)


def _spoilt(old: str, new: str) -> bytes:
    """The invented policy's file with one piece of its text replaced."""
    assert old in WHOLE
    return WHOLE.replace(old, new, 1).encode()


def _line_of(words: str) -> int:
    return WHOLE[: WHOLE.index(words)].count("\n") + 1


# (what is wrong, the bytes, the line or None, what the message must say)
BROKEN: tuple[tuple[str, bytes, int | None, str], ...] = (
    ("nothing at all", b"", None, "does not hold the keys of a policy; begin it as docs/policies.md shows"),
    ("comments only", b"# to do\n", None, "does not hold the keys of a policy"),
    ("a list", b"- one\n- two\n", None, "does not hold the keys of a policy"),
    ("too large a file", b"#" * (LARGEST_FILE + 1), None, "is larger than 1 MB; a policy needs far less"),
    ("not UTF-8", b"id: fts\nname: Caf\xe9\n", 2, "is not in UTF-8; save it again with the encoding UTF-8"),
    ("UTF-16", "id: fts".encode("utf-16"), 1, "is not in UTF-8"),
    (
        "a control character",
        b"id: fts\nname: a\x07b\n",
        2,
        "has a character that cannot be shown; type it again",
    ),
    ("an open bracket", b"id: fts\nposts: [one,\n", 3, "broken YAML, expected the node content, but found"),
    ("a tab as indent", b"id: fts\nwords:\n\tboard: x\n", 3, "broken YAML, found character"),
    ("an open quote", b'id: "fts\n', 2, "broken YAML, found unexpected end of stream; look at the indents"),
    ("a colon too many", b"id: fts\nname: one: two\n", 2, "broken YAML, mapping values are not allowed here"),
    (
        "an alias bomb",
        b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        1,
        "an anchor (&name) is not used here; take it",
    ),
    ("an anchor on a key", b"&a id: fts\n", 1, "a key is not a plain word; write 'key: value'"),
    (
        "an alias of nothing",
        b"id: fts\nname: *a\n",
        2,
        "an alias (*name) is not used here; write the value out",
    ),
    (
        "a tag that makes an object",
        b"id: !!python/object:os.system fts\n",
        1,
        "a tag (!name) is not used here",
    ),
    ("a merge key", b"id: fts\n<<: {name: x}\n", 2, "unknown key '<<'"),
    ("a list as a key", b"? [a]\n: b\n", 1, "a key is not a plain word; write 'key: value'"),
    (
        "a second document",
        b"id: fts\n---\nid: hwd\n",
        2,
        "a second document begins; keep one policy in a file",
    ),
    ("a figure out of range", b'id: fts\nname: "\\UFFFFFFFF"\n', 2, "has a number out of range"),
    (
        "a deep nest",
        b"id: " + b"[" * 5000,
        1,
        "there are more than 20 blocks inside one another; make it flatter",
    ),
    (
        "a key twice in the file",
        b"id: fts\nname: x\nid: hwd\n",
        3,
        "the key 'id' stands twice in one block; keep one of them",
    ),
    (
        "a key twice in a clause",
        _spoilt("  force: must\n", "  force: must\n  force: should\n"),
        _line_of("  force: must\n") + 1,
        "the key 'force' stands twice in one block",
    ),
    (
        "a standing misspelt",
        _spoilt("  - volunteer\n", "  - volunter\n"),
        _line_of("  - volunteer\n"),
        "clause BWT-1, binds, entry 3: unknown standing or post 'volunter'; did you mean 'volunteer'?",
    ),
    (
        "a version that reads as a number",
        _spoilt("version: '2'", "version: 2"),
        _line_of("version: "),
        "document, version: must be text, not a number; put it in quotes",
    ),
    (
        "a version of very many figures",
        _spoilt("version: '2'", "version: " + "9" * 5000),
        _line_of("version: "),
        "document, version: is 5000 characters long; keep it to 120",
    ),
    (
        "a date that is none",
        _spoilt("next_review: '2028-03-31'", "next_review: 2028-13-31"),
        _line_of("next_review: "),
        "review, next_review: '2028-13-31' is not a date",
    ),
)


@pytest.mark.parametrize(("wrong", "raw", "line", "said"), BROKEN, ids=[row[0] for row in BROKEN])
def test_each_broken_file_is_told_with_its_name_its_line_and_a_remedy(
    wrong: str, raw: bytes, line: int | None, said: str
) -> None:
    with pytest.raises(PolicyFault) as fault:
        parse(raw, file="policies/x.yaml")
    place = f"policies/x.yaml, line {line}" if line else "policies/x.yaml: "
    assert any(one.startswith(place) and said in one for one in str(fault.value).splitlines()), str(
        fault.value
    )


def test_a_right_file_gives_its_policy() -> None:
    assert parse(WHOLE.encode(), file="x.yaml").code == "BWT"


def test_a_file_saved_by_a_windows_editor_is_read_all_the_same() -> None:
    windows = b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()
    assert parse(windows, file="x.yaml") == parse(WHOLE.encode(), file="x.yaml")


def test_words_and_dates_stay_text_and_only_plain_values_change() -> None:
    text = "[no, on, yes, 2021-08, 2021-08-09, 1.5, 007, 0, -3, 12, true, False, null, ~, '12', 'true', \"\"]"
    value, _ = grow(text, file="x.yaml")
    words = ["no", "on", "yes", "2021-08", "2021-08-09", "1.5", "007"]
    assert value == [*words, 0, -3, 12, True, False, None, None, "12", "true", ""]


def test_every_part_has_its_line() -> None:
    _, lines = grow("a: 1\nb:\n  - c: x\n    d: [y,\n      z]\n", file="x.yaml")
    assert lines == {
        "": 1, "a": 1, "b": 2, "b.#0": 3, "b.#0.c": 3, "b.#0.d": 4, "b.#0.d.#0": 4, "b.#0.d.#1": 5,
    }  # fmt: skip


def test_a_file_is_loaded_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "sixth.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    assert load(path).id == "brightwater"


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PolicyFault, match=r"gone\.yaml: there is no such file; check the name"):
        load(tmp_path / "gone.yaml")


def test_a_folder_in_place_of_a_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PolicyFault, match="there is no such file"):
        load(tmp_path)


def test_a_file_that_may_not_be_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.yaml"
    path.write_text(WHOLE, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PolicyFault, match=r"cannot be read \(Permission denied\); check who may read it"):
        load(path)


def _folder(where: Path, **files: str) -> Path:
    for name, text in files.items():
        (where / f"{name}.yaml").write_text(text, encoding="utf-8")
    return where


def _other(code: str, slug: str) -> str:
    return WHOLE.replace("BWT", code).replace("brightwater", slug)


def test_a_folder_gives_its_policies_in_the_order_of_their_ids(tmp_path: Path) -> None:
    folder = _folder(tmp_path, a=_other("ZED", "zed"), b=WHOLE)
    (folder / "c.yml").write_text(_other("ALF", "alf"), encoding="utf-8")
    (folder / "notes.txt").write_text("not a policy", encoding="utf-8")
    assert [policy.id for policy in load_folder(folder)] == ["alf", "brightwater", "zed"]


def test_the_faults_of_all_files_of_a_folder_are_told_at_once(tmp_path: Path) -> None:
    folder = _folder(tmp_path, a="name: [", b=WHOLE, c=WHOLE.replace("scotland", "wales"))
    with pytest.raises(PolicyFault) as fault:
        load_folder(folder)
    assert [Path(one.file).name for one in fault.value.faults] == ["a.yaml", "c.yaml"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_other("ZED", "brightwater"), "b.yaml, id: 'brightwater' is the id of"),
        (_other("BWT", "zed"), "b.yaml, code: 'BWT' is the code of"),
    ],
    ids=["the same id", "the same code"],
)
def test_two_files_may_not_stand_for_one_charity(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PolicyFault) as fault:
        load_folder(_folder(tmp_path, a=WHOLE, b=text))
    assert said in str(fault.value)


def test_a_folder_without_a_policy_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PolicyFault, match=r"has no policy file; put a file ending in \.yaml there"):
        load_folder(tmp_path)


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PolicyFault, match="is not a folder to read"):
        load_folder(tmp_path / "gone")


def _only_faults(raw: bytes) -> None:
    """Parse, letting nothing through but a policy or its faults; the message can always be printed."""
    try:
        said = parse(raw, file="x.yaml").name
    except PolicyFault as fault:
        said = str(fault)
    assert said.encode("utf-8")


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=200))
def test_random_bytes_never_raise_anything_but_a_policy_fault(raw: bytes) -> None:
    _only_faults(raw)


@settings(deadline=None, max_examples=500)
@given(st.text(alphabet="ab1:-?,[]{}#&*!|>'\"%@`\\ \n\t~<=.xuU0N_PLe+é\u2028", max_size=60))
@example("%YAML " + "9" * 5000 + ".1\n---\na")
@example('"\\UFFFFFFFF"')
@example("!<tag:%FF> a")
@example("? &a [*a]\n: x")
@example("a: |9\n b")
@example("--- >\n a\n... b")
def test_random_yaml_never_raises_anything_but_a_policy_fault(text: str) -> None:
    _only_faults(text.encode("utf-8"))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.text(max_size=12)
    | st.binary(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=8) | st.integers() | st.sampled_from(sorted(document())), inner, max_size=6
        )
    ),
    max_leaves=20,
)


@settings(deadline=None, max_examples=200)
@given(VALUES)
def test_random_values_written_as_yaml_never_raise_anything_but_a_policy_fault(value: object) -> None:
    _only_faults(yaml.safe_dump(value, allow_unicode=True).encode("utf-8", "surrogatepass"))


@settings(deadline=None, max_examples=200)
@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.text(alphabet=":-[]{}#&*'\" \nax1", max_size=6))
def test_a_policy_file_spoilt_anywhere_never_raises_anything_but_a_policy_fault(
    start: int, length: int, instead: str
) -> None:
    _only_faults((WHOLE[:start] + instead + WHOLE[start + length :]).encode())
