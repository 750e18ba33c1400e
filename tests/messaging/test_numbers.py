"""Connecting numbers, apps and their secrets; pausing and going on."""

from __future__ import annotations

import pytest

from messaging.errors import LastSecret, NotPaused
from messaging.models import MetaApp, WhatsAppNumber
from messaging.services.apps import change_app, create_app, drop_old_secrets
from messaging.services.numbers import change_number, connect_number, resume_number
from tenants import clock
from tenants.models import AuditEvent, ChannelIdentifier, StaffTask, Tenant
from tenants.sealed import unseal
from tenants.services.channels import IdentifierTaken, add_identifier
from tenants.services.secrets import reseal_secrets

pytestmark = pytest.mark.django_db


def addresses(tenant: Tenant) -> set[tuple[str, str]]:
    known = ChannelIdentifier.objects.filter(tenant=tenant, is_active=True)
    return set(known.values_list("kind", "value"))


def test_a_number_is_connected_with_its_addresses_and_a_sealed_token(in_hotel: Tenant) -> None:
    number = connect_number(phone_number_id=" 123 ", waba_id="456", display="+54 381", token="secret")

    assert addresses(in_hotel) == {("phone_number_id", "123"), ("waba", "456")}
    assert unseal(number.token) == "secret"
    assert "secret" not in str(list(AuditEvent.objects.values_list("changes")))


def test_a_number_that_guests_wrote_to_already_is_the_same_one(in_hotel: Tenant) -> None:
    known = WhatsAppNumber.objects.create(phone_number_id="123")

    assert connect_number(phone_number_id="123", token="t").pk == known.pk


def test_a_corrected_number_leaves_no_address_behind(in_hotel: Tenant) -> None:
    number = connect_number(phone_number_id="123", waba_id="456", token="t")

    change_number(number=number, phone_number_id="124", waba_id="457", display="", per_second=10)

    number.refresh_from_db()
    assert addresses(in_hotel) == {("phone_number_id", "124"), ("waba", "457")}
    assert (number.per_second, unseal(number.token)) == (10, "t")


def test_an_account_that_another_number_has_stays(in_hotel: Tenant) -> None:
    first = connect_number(phone_number_id="1", waba_id="9")
    connect_number(phone_number_id="2", waba_id="9")

    change_number(number=first, phone_number_id="1", waba_id="10", display="", per_second=80)

    assert {("waba", "9"), ("waba", "10")} <= addresses(in_hotel)


def test_the_number_of_another_business_is_refused(in_hotel: Tenant, neighbour: Tenant) -> None:
    add_identifier(tenant=neighbour, kind="phone_number_id", value="123")

    with pytest.raises(IdentifierTaken):
        connect_number(phone_number_id="123")

    assert not WhatsAppNumber.objects.exists()


def test_a_paused_number_goes_on_and_its_task_is_closed(in_hotel: Tenant) -> None:
    number = WhatsAppNumber.objects.create(phone_number_id="1", paused_at=clock.now(), pause_code=190)
    StaffTask.objects.create(kind="whatsapp_paused", cause=f"number:{number.pk}", title="En pausa")

    resume_number(number=number, now=clock.now())

    number.refresh_from_db()
    assert (number.paused_at, number.pause_code) == (None, None)
    assert StaffTask.objects.get().outcome == "done"
    with pytest.raises(NotPaused):
        resume_number(number=number, now=clock.now())


def test_a_new_secret_joins_the_old_one_until_that_is_forgotten() -> None:
    app = create_app(key="default", name="Conserje", is_active=True, verify_token="t", secret="old")
    app = change_app(app=app, key="default", name="Conserje", is_active=True, secret="new")
    both = [unseal(secret) for secret in app.secrets]

    app = drop_old_secrets(app=app)

    assert both == ["old", "new"]
    assert [unseal(secret) for secret in app.secrets] == ["new"]
    assert unseal(app.verify_token) == "t"
    with pytest.raises(LastSecret):
        drop_old_secrets(app=app)


def test_another_sealing_key_opens_all_of_them(hotel: Tenant, in_hotel: Tenant) -> None:
    connect_number(phone_number_id="1", token="t")
    create_app(key="default", name="Conserje", is_active=True, verify_token="v", secret="s")

    count = reseal_secrets()

    assert count == 3
    assert unseal(MetaApp.objects.get().secrets[0]) == "s"
