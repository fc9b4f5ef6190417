"""All evidence of a case as one file: whole, provable, the same each time, and of nobody else."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from incidents.domain.words import Role
from incidents.services import case_access, evidence_bag
from incidents.services.actors import Member
from incidents.services.evidence_out import Damaged
from incidents.services.faults import Invalid, NotFound
from incidents.store import files
from tests import cast, databases, steps
from tests.cast import NOW
from tests.hostile.files import PDF, telling_jpeg
from tests.uploads import add, path_of, upload

ASKED = {"recipient": "A tribunal", "purpose": "The hearing in May"}


@pytest.fixture(autouse=True)
def folder(app: object, sqlite: databases.Database, tmp_path: Path) -> Iterator[Path]:
    """An evidence folder of this test's own."""
    files.bind(tmp_path, databases.MASTER_KEY)
    yield tmp_path
    files.bind(databases.EVIDENCE, databases.MASTER_KEY)


@pytest.fixture
def lead(folder: Path) -> Member:
    return cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])


def taken(lead: Member, case: str) -> bytes:
    return b"".join(evidence_bag.bag(cast.charity(), lead, case, ASKED, NOW).body)


def test_it_holds_everything_and_proves_itself(lead: Member) -> None:
    case = steps.opened(lead)
    photo = add(lead, case, upload(telling_jpeg(), "../x.jpg"))
    waits = add(lead, case, upload(PDF, "y.pdf"), scanner=True)
    body = taken(lead, case)
    bag = zipfile.ZipFile(io.BytesIO(body))
    assert bag.testzip() is None
    names = bag.namelist()
    assert names == [
        "data/bundle.pdf",
        "data/trail.json",
        "data/evidence.json",
        f"data/evidence/{photo}.jpg",
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ]
    assert bag.read("bagit.txt") == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    for manifest, wanted in (
        ("manifest-sha256.txt", [name for name in names if name.startswith("data/")]),
        ("tagmanifest-sha256.txt", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt"]),
    ):
        listed = dict(line.split("  ")[::-1] for line in bag.read(manifest).decode().splitlines())
        assert sorted(listed) == sorted(wanted)
        for name, sha256 in listed.items():
            assert hashlib.sha256(bag.read(name)).hexdigest() == sha256
    payload = [bag.read(name) for name in names if name.startswith("data/")]
    size = f"Payload-Oxum: {sum(map(len, payload))}.{len(payload)}\n"
    assert size in bag.read("bag-info.txt").decode()
    assert bag.read(f"data/evidence/{photo}.jpg") == telling_jpeg()
    known = {one["id"]: one for one in json.loads(bag.read("data/evidence.json"))}
    assert known[photo]["log"][0]["what"] == "Added evidence"
    assert known[waits]["file"] is None
    assert known[waits]["virus_scan"] == "Waiting to be scanned"
    assert "Added evidence" in {one["what"] for one in json.loads(bag.read("data/trail.json"))}
    (said,) = steps.payloads("exported")
    assert said["data"] == {
        **ASKED,
        "what": "Evidence with its history",
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    assert len(steps.rows("export_record")) == 1


def test_the_same_case_makes_the_same_list(lead: Member) -> None:
    case = steps.opened(lead)
    add(lead, case)
    first, second = (zipfile.ZipFile(io.BytesIO(taken(lead, case))) for _ in range(2))
    assert [one.date_time for one in first.infolist()] == [one.date_time for one in second.infolist()]
    same = [name for name in first.namelist() if first.read(name) == second.read(name)]
    # The second time, the trail says that it was taken out before.
    assert {"data/evidence.json", "bagit.txt"} <= set(same)


def test_who_may_not_have_it_gets_nothing(lead: Member, folder: Path) -> None:
    case = steps.opened(lead)
    made = add(lead, case)
    hr = cast.join("fts", "Hana Reid", [Role.HR])
    case_access.let_in(lead, case, None, "the form", {"person": hr.person_id, "because": "x"}, NOW)
    for actor in (hr, cast.join("fts", "Tom Ray", [Role.TRUSTEE]), cast.join("hss", "Kasia", [Role.MANAGER])):
        with pytest.raises(NotFound):
            evidence_bag.bag(cast.charity(), actor, case, ASKED, NOW)
        with pytest.raises(NotFound):
            evidence_bag.form(actor, case, NOW)
    with pytest.raises(Invalid):
        evidence_bag.bag(cast.charity(), lead, case, {"recipient": "Me"}, NOW)
    path_of(folder, made).unlink()
    with pytest.raises(Damaged, match=made):
        taken(lead, case)
    assert not steps.rows("export_record")


def test_evidence_of_a_closed_matter_is_only_for_its_circle(lead: Member) -> None:
    case = steps.opened(lead)
    steps.name(lead, case, "Kim Neighbour", "staff")
    track = steps.start(lead, case, "discipline")
    hidden = add(lead, case, track=track)
    other = cast.join("fts", "Zoe Park", [Role.MANAGER])
    assert hidden in taken(lead, case).decode("latin-1")
    assert hidden not in taken(other, case).decode("latin-1")
