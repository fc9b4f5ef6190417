"""An entry's hash is the leaf of RFC 6962, and what its header promises of its payload gives nothing away."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain import chain

# Leaves of the test tree that Certificate Transparency logs use; the root of a tree with one empty leaf
# (RFC 6962 section 2.1: MTH({d0}) = SHA-256(0x00 || d0)).
LEAVES = (
    ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ("00", "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
    ("4c313233343536", "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"),
)


@pytest.mark.parametrize(("header", "leaf"), LEAVES, ids=["nothing", "a zero", "L123456"])
def test_the_hash_of_an_entry_is_a_leaf_of_rfc_6962(header: str, leaf: str) -> None:
    assert chain.leaf(bytes.fromhex(header)).hex() == leaf


@given(st.binary(max_size=80))
def test_a_leaf_is_never_the_hash_of_two_others(header: bytes) -> None:
    """The byte in front keeps an entry from passing for a node of the tree."""
    assert chain.leaf(header) not in {
        hashlib.sha256(header).digest(),
        hashlib.sha256(b"\x01" + header).digest(),
    }


def test_a_chain_starts_with_zeros_that_are_no_hash() -> None:
    assert bytes(32) == chain.START


def test_a_promise_is_kept_the_same_for_ever() -> None:
    """Worked out once with another program: a change here would break every trail that was ever written."""
    assert (
        chain.commitment(bytes(range(32)), b'{"by":"Someone"}').hex()
        == "7f017b227e1846e3886315e947c527fee27b16a64f6cc79c4db741a716066811"
    )


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), st.binary(), st.binary())
def test_a_promise_fits_one_salt_and_one_payload(
    salt: bytes, other: bytes, said: bytes, else_: bytes
) -> None:
    promise = chain.commitment(salt, said)
    assert (chain.commitment(other, said) == promise) == (salt == other)
    assert (chain.commitment(salt, else_) == promise) == (said == else_)
