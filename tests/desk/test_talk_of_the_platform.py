"""Apps at Meta, webhooks as they came and the quarantine: for platform administrators, and nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from messaging.models import MetaApp, Quarantined, RawEvent
from tenants.models import Tenant, User
from tenants.sealed import unseal
from tests.desk.conftest import Sit
from tests.desk.talk_rows import event, quarantined

pytestmark = pytest.mark.django_db(transaction=True)

APPS, EVENTS, QUARANTINE = "/admin/messaging/metaapp/", "/admin/messaging/rawevent/", "/admin/messaging/quarantined/"


@pytest.fixture
def platform(platform_admin: User, sit: Sit) -> Client:
    return sit(platform_admin)


def test_secrets_go_in_and_never_come_out(platform: Client) -> None:
    form = {"name": "Conserje", "key": "default", "is_active": "on"}

    empty = platform.post(f"{APPS}add/", form).content.decode()
    platform.post(f"{APPS}add/", form | {"new_token": "the-token", "new_secret": "the-secret"})
    app = MetaApp.objects.get()
    platform.post(f"{APPS}{app.pk}/change/", form | {"new_secret": "the-second"})
    page = platform.get(f"{APPS}{app.pk}/change/").content.decode()
    app.refresh_from_db()

    assert "Hace falta" in empty
    assert [unseal(secret) for secret in app.secrets] == ["the-secret", "the-second"]
    assert unseal(app.verify_token) == "the-token"
    assert not any(word in page for word in ("the-token", "the-secret", "the-second", *app.secrets))


def test_old_secrets_are_forgotten_when_somebody_says_so(platform: Client) -> None:
    app = MetaApp.objects.create(key="default", name="x", verify_token="t", secrets=["a", "b"])

    offered = platform.get(f"{APPS}{app.pk}/change/").content.decode()
    platform.post(f"{APPS}{app.pk}/olvidar/")
    again = platform.post(f"{APPS}{app.pk}/olvidar/", follow=True).content.decode()

    app.refresh_from_db()
    assert "Olvidar los secretos anteriores" in offered
    assert app.secrets == ["b"]
    assert "único secreto" in again


def test_a_webhook_is_shown_as_text(platform: Client, hotel: Tenant) -> None:
    row = event(hotel)
    RawEvent.objects.update(body=b'{"a": "<script>x</script>"}')

    page = platform.get(f"{EVENTS}{row.pk}/change/").content.decode()
    RawEvent.objects.update(body=b"\xff\x00not json<b>")
    odd = platform.get(f"{EVENTS}{row.pk}/change/").content.decode()

    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "not json&lt;b&gt;" in odd


@pytest.mark.parametrize("body", [rb'{"text": "mitad \ud83d"}', b'{"text": "nada \x00"}', rb'{"text": "nada \u0000"}'])
def test_what_no_page_can_carry_is_shown_all_the_same(platform: Client, hotel: Tenant, body: bytes) -> None:
    row = event(hotel)
    RawEvent.objects.update(body=body)

    page = platform.get(f"{EVENTS}{row.pk}/change/")

    assert page.status_code == 200
    assert body.decode()[9:16] in page.content.decode().replace("&quot;", '"')


def test_a_webhook_is_read_again(platform: Client, hotel: Tenant) -> None:
    row = event(hotel)

    platform.post(f"{EVENTS}{row.pk}/leer/", {"why": "ya está conectado"})
    again = platform.post(f"{EVENTS}{row.pk}/leer/", follow=True).content.decode()

    row.refresh_from_db()
    assert (row.state, row.attempts) == ("waiting", 0)
    assert "ya está en espera" in again


def test_the_open_ones_come_first_and_a_released_one_is_marked(platform: Client, hotel: Tenant) -> None:
    first, second = quarantined(hotel), quarantined(hotel)

    platform.post(f"{QUARANTINE}{second.pk}/resolver/", {"why": "ya está conectado"})
    page = platform.get(QUARANTINE).content.decode()
    released = platform.get(f"{QUARANTINE}{second.pk}/change/").content.decode()

    assert Quarantined.objects.get(pk=second.pk).released_at is not None
    assert RawEvent.objects.exclude(state="dead").get() == second.event
    assert "recepcion" in released
    assert "ya está conectado" in released
    assert page.index(f"/{first.pk}/change/") < page.index(f"/{second.pk}/change/")


def test_owners_see_nothing_of_it(owner: User, sit: Sit, hotel: Tenant) -> None:
    row, kept = event(hotel), quarantined(hotel)
    theirs = sit(owner)

    read = [theirs.get(address).status_code for address in (APPS, EVENTS, QUARANTINE, f"{EVENTS}{row.pk}/change/")]
    done = [theirs.post(f"{it}").status_code for it in (f"{EVENTS}{row.pk}/leer/", f"{QUARANTINE}{kept.pk}/resolver/")]

    assert {*read, *done} == {403}
    assert "/admin/messaging/rawevent/" not in theirs.get("/admin/").content.decode()
