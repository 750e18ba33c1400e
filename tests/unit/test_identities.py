"""What guests and businesses are known by has one form for all its spellings, and hides nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.errors import DomainError
from tenants.values.identifiers import NORMAL, BadIdentifier, normalise_identifier
from tenants.values.identity import CANONICAL, BadIdentity, canonical_identity

bounded = settings(database=None, deadline=None, max_examples=300)

HOSTILE = [
    "",
    "   ",
    "\x00",
    "a\x00b",
    "1\x1b[2J2",
    "x" * 10_000,
    "1" * 10_000,
    "\u202eana@x.com",
    "ana\u200f",
    "\ud800",
]
HOSTILE += ["a\u2028b", "\ufeff1000", "a\u200db", "a b"]


@pytest.mark.parametrize(
    ("kind", "written", "canonical"),
    [
        ("phone", "+54 381 15 555 0101", "5493815550101"),
        ("bsuid", " AR.900100200300 ", "AR.900100200300"),
        ("parent_bsuid", "AR.ENT.11815799", "AR.ENT.11815799"),
        ("username", "@Ana.M", "ana.m"),
        ("username", "ＡＮＡ.m", "ana.m"),
        ("email", " Ana.Paz@Example.COM ", "ana.paz@example.com"),
        ("email", "ana@Cabañas.example", "ana@xn--cabaas-zwa.example"),
    ],
)
def test_an_identity_has_one_form(kind: str, written: str, canonical: str) -> None:
    assert canonical_identity(kind, written) == canonical


@pytest.mark.parametrize(
    ("kind", "written", "normal"),
    [
        ("phone_number_id", " 106700800 ", "106700800"),
        ("phone_number_id", "００1", "001"),
        ("waba", "102", "102"),
        ("phone", "+52 1 55 1234 5678", "525512345678"),
        ("email", "Hola@Lago.example", "hola@lago.example"),
        ("domain", "WWW.Lago.Example.", "www.lago.example"),
        ("domain", "Cabañas.example", "xn--cabaas-zwa.example"),
    ],
)
def test_an_address_of_a_business_has_one_form(kind: str, written: str, normal: str) -> None:
    assert normalise_identifier(kind, written) == normal


def test_a_capital_in_an_id_of_whatsapp_is_another_person() -> None:
    assert canonical_identity("bsuid", "AR.aB1") != canonical_identity("bsuid", "AR.ab1")


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("kind", [*CANONICAL, "shoe size"])
def test_a_hostile_identity_is_refused_by_name(kind: str, value: str) -> None:
    with pytest.raises(BadIdentity) as refusal:
        canonical_identity(kind, value)

    assert isinstance(refusal.value, DomainError)
    assert refusal.value.code == "bad_identity"


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("kind", [*NORMAL, "shoe size"])
def test_a_hostile_address_is_refused_by_name(kind: str, value: str) -> None:
    with pytest.raises(BadIdentifier) as refusal:
        normalise_identifier(kind, value)

    assert refusal.value.code == "bad_identifier"


@pytest.mark.parametrize(
    "value", ["lago", "a_b.example", "-a.example", "1.2.3.4", "https://lago.example", "a..example"]
)
def test_what_is_no_domain_is_refused(value: str) -> None:
    with pytest.raises(BadIdentifier):
        normalise_identifier("domain", value)


@pytest.mark.parametrize("value", ["ana", "@lago.example", "ana@", "ana@lago", "a@b@lago.example", "a b@lago.example"])
def test_what_is_no_mail_address_is_refused(value: str) -> None:
    with pytest.raises(BadIdentity):
        canonical_identity("email", value)


words = st.text(max_size=60) | st.from_regex(r"\A[@\w.+-]{1,20}@?[\w.-]{1,20}\.[a-zA-Z]{2,4}\Z")


@bounded
@given(st.sampled_from(sorted(CANONICAL)), words)
def test_the_form_of_an_identity_is_its_own_form(kind: str, value: str) -> None:
    try:
        canonical = canonical_identity(kind, value)
    except BadIdentity:
        return

    assert canonical_identity(kind, canonical) == canonical
    assert 0 < len(canonical) <= 254
    assert not any(unicodedata.category(it).startswith("C") for it in canonical)


@bounded
@given(st.sampled_from(sorted(NORMAL)), words)
def test_the_form_of_an_address_is_its_own_form(kind: str, value: str) -> None:
    try:
        normal = normalise_identifier(kind, value)
    except BadIdentifier:
        return

    assert normalise_identifier(kind, normal) == normal
    assert normal.isascii() or kind == "email"


@bounded
@given(st.sampled_from(["username", "email"]), words)
def test_capitals_make_no_difference_where_people_make_none(kind: str, value: str) -> None:
    try:
        canonical = canonical_identity(kind, value)
    except BadIdentity:
        return

    assert canonical_identity(kind, canonical.upper()) == canonical_identity(kind, canonical.upper().lower())
