"""Addresses and identities are in the database in their one form, whichever way they came in."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tenants.models import ChannelIdentifier, Guest, GuestIdentity, Tenant
from tenants.services.channels import IdentifierTaken, add_identifier, change_identifier
from tenants.services.guests import find_or_create_guest
from tenants.values.identifiers import BadIdentifier
from tenants.values.identity import BadIdentity

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_in_its_one_form(hotel: Tenant) -> None:
    made = add_identifier(tenant=hotel, kind="phone", value="+54 381 15 555-0101")
    by_hand = ChannelIdentifier.objects.create(tenant=hotel, kind="domain", value="WWW.Lago.example")

    change_identifier(identifier=by_hand, value="Lago.example.", is_active=True)

    made.refresh_from_db()
    by_hand.refresh_from_db()
    assert (made.value, by_hand.value) == ("5493815550101", "lago.example")


def test_an_address_leads_to_one_business_in_whatever_spelling(hotel: Tenant, neighbour: Tenant) -> None:
    add_identifier(tenant=hotel, kind="phone", value="5493815550101")
    theirs = add_identifier(tenant=neighbour, kind="phone", value="5493815550102")

    with pytest.raises(IdentifierTaken):
        add_identifier(tenant=neighbour, kind="phone", value="+54 381 15 555 0101")
    with pytest.raises(IdentifierTaken):
        change_identifier(identifier=theirs, value="+54 381 15 555 0101", is_active=True)

    assert ChannelIdentifier.objects.filter(tenant=neighbour).get().value == "5493815550102"


def test_what_can_be_no_address_is_not_kept(hotel: Tenant) -> None:
    with pytest.raises(BadIdentifier):
        add_identifier(tenant=hotel, kind="phone", value="0381 155 550101")
    with pytest.raises(BadIdentifier):
        ChannelIdentifier(tenant=hotel, kind="waba", value="1\x00").save()

    assert not ChannelIdentifier.objects.exists()


def test_a_form_is_told_before_the_database_is(hotel: Tenant) -> None:
    add_identifier(tenant=hotel, kind="phone", value="5493815550101")
    wrong = ChannelIdentifier(tenant=hotel, kind="phone", value="mañana")
    taken = ChannelIdentifier(tenant=hotel, kind="phone", value="+54 9 381 555-0101")

    for row, field in ((wrong, "value"), (taken, "__all__")):
        with pytest.raises(ValidationError) as refusal:
            row.full_clean()
        assert field in refusal.value.message_dict


def test_an_identity_has_its_canonical_form_whoever_writes_it(in_hotel: Tenant) -> None:
    guest = Guest.objects.create(name="Ana Paz")

    identity = GuestIdentity.objects.create(guest=guest, kind="phone", value="+54 381 15 555-0101", canonical="x")
    assert (identity.value, identity.canonical) == ("+54 381 15 555-0101", "5493815550101")

    identity.value = "+52 1 55 1234 5678"
    identity.save(update_fields=["value"])
    identity.refresh_from_db()
    assert identity.canonical == "525512345678"


def test_an_identity_that_can_be_none_is_not_kept(in_hotel: Tenant) -> None:
    guest = Guest.objects.create(name="Ana Paz")

    with pytest.raises(BadIdentity):
        GuestIdentity.objects.create(guest=guest, kind="email", value="ana")

    assert not GuestIdentity.objects.exists()


def test_a_form_is_told_that_a_guest_has_the_identity_in_another_spelling(in_hotel: Tenant) -> None:
    guest = find_or_create_guest(kind="phone", value="5493815550101")
    again = GuestIdentity(guest=guest, kind="phone", value="+54 381 15 555-0101")

    with pytest.raises(ValidationError) as refusal:
        again.full_clean(exclude=["canonical"])

    assert "value" in refusal.value.message_dict
    guest.identities.get().full_clean(exclude=["canonical"])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("5493815550101", "543815550101"),
        ("5215512345678", "525512345678"),
        ("5511987654321", "551187654321"),
    ],
)
def test_a_guest_is_the_same_under_both_spellings_of_their_country(in_hotel: Tenant, first: str, second: str) -> None:
    guest = find_or_create_guest(kind="phone", value=first)

    assert find_or_create_guest(kind="phone", value=second) == guest
    assert guest.identities.get().value == first
