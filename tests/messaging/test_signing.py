"""Whoever holds the secret of one Meta app says nothing about the numbers of another."""

from __future__ import annotations

import pytest

from messaging.models import AccountNotice, Message, Quarantined, RawEvent, WhatsAppNumber
from messaging.services.replaying import release
from tenants import clock, resolver
from tenants.models import ChannelIdentifier, Tenant
from tests.cast import Enter
from tests.messaging.line import deliver, make_app, work
from tests.messaging.whatsapp import payloads

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

OTHER_SECRET = "the-secret-of-another-app"
HELLO = payloads.as_bytes(payloads.envelope(payloads.value(payloads.text_message())))


@pytest.fixture
def other(line: WhatsAppNumber) -> None:
    """Another app of the installation, whose secret somebody else holds."""
    make_app("other", secrets=(OTHER_SECRET,))


def set_app(key: str, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        WhatsAppNumber.objects.update(app_key=key)


def from_other(body: bytes = HELLO) -> None:
    told = deliver(body, path="/webhooks/whatsapp/other", secret=OTHER_SECRET)
    assert told.status == 200
    work()


def texts(hotel: Tenant, scope: Enter) -> list[str]:
    with scope(hotel):
        return list(Message.objects.filter(direction="in").values_list("text", flat=True))


def test_what_another_app_signs_is_kept_apart(other: None, hotel: Tenant, scope: Enter) -> None:
    set_app("default", hotel, scope)

    from_other()

    kept = Quarantined.objects.get()
    assert kept.reason == "foreign_app"
    assert kept.place.startswith(payloads.PHONE_NUMBER_ID)
    assert "other" in kept.place
    assert texts(hotel, scope) == []
    assert RawEvent.objects.get().state == "done"


def test_control_without_an_app_of_its_own_a_number_takes_what_any_app_signs(
    other: None, hotel: Tenant, scope: Enter
) -> None:
    from_other()

    assert texts(hotel, scope) == ["Hola"]
    assert not Quarantined.objects.exists()


def test_its_own_app_is_heard(other: None, hotel: Tenant, scope: Enter) -> None:
    set_app("default", hotel, scope)

    deliver(HELLO)
    work()

    assert texts(hotel, scope) == ["Hola"]
    assert not Quarantined.objects.exists()


def test_what_was_kept_apart_is_read_once_the_app_is_the_right_one(other: None, hotel: Tenant, scope: Enter) -> None:
    set_app("default", hotel, scope)
    from_other()
    release(quarantined=Quarantined.objects.get(), now=clock.now())
    work()
    again = Quarantined.objects.filter(released_at=None).count()

    set_app("other", hotel, scope)
    release(quarantined=Quarantined.objects.get(), now=clock.now())
    work()

    assert again == 1
    assert texts(hotel, scope) == ["Hola"]
    assert not Quarantined.objects.filter(released_at=None).exists()


@pytest.mark.parametrize("phone_number_id", ["", "999999999999"])
def test_news_of_the_account_are_its_apps_too(other: None, hotel: Tenant, scope: Enter, phone_number_id: str) -> None:
    ChannelIdentifier.objects.create(tenant=hotel, kind="waba", value=payloads.WABA_ID)
    resolver.renew(look_seconds=3600)
    news = payloads.template_status("PAUSED")
    if phone_number_id:
        news = {**news, "metadata": payloads.metadata(phone_number_id)}
    body = payloads.as_bytes(payloads.envelope(news, field="message_template_status_update"))
    set_app("default", hotel, scope)

    from_other(body)

    assert Quarantined.objects.get().reason == "foreign_app"
    with scope(hotel):
        assert not AccountNotice.objects.exists()


def test_a_batch_is_parted_between_what_counts_and_what_does_not(other: None, hotel: Tenant, scope: Enter) -> None:
    set_app("default", hotel, scope)
    deliver(HELLO)
    deliver(
        payloads.as_bytes(payloads.envelope(payloads.value(payloads.text_message("falso", wamid="wamid.X")))),
        path="/webhooks/whatsapp/other",
        secret=OTHER_SECRET,
    )

    work()

    assert texts(hotel, scope) == ["Hola"]
    assert Quarantined.objects.count() == 1
