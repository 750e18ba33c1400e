"""Webhooks at the desk: a secret that is shown once, a test, a switch, and an honest way to send again."""

from __future__ import annotations

import re

import pytest

from tenants.models import Tenant, User, WebhookDelivery, WebhookEndpoint
from tenants.sealed import unseal
from tests.cast import enter
from tests.desk.conftest import Sit, sit  # noqa: F401 (a fixture)
from tests.tenants.webhooks.conftest import NOON, again, jobs_of, tell, try_it, try_to_the_end
from tests.tenants.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db(transaction=True)

WEBHOOKS, DELIVERIES = "/admin/tenants/webhookendpoint/", "/admin/tenants/webhookdelivery/"
WANTED = {"url": "https://hooks.example.com/conserje", "events": ["booking.confirmed", "hold.created"]}


def secret_on(page: str) -> str:
    shown = re.search(r'id="secret"[^>]* value="([^"]+)"', page)
    assert shown
    return shown[1]


def test_a_webhook_is_added_and_its_secret_shown_once(owner: User, hotel: Tenant, sit: Sit) -> None:  # noqa: F811
    browser = sit(owner)

    page = browser.post(f"{WEBHOOKS}add/", WANTED)

    with enter(hotel):
        webhook = WebhookEndpoint.objects.get()
    secret = secret_on(page.content.decode())
    assert unseal(webhook.secret) == secret
    assert "no-store" in page.headers["Cache-Control"]
    assert (webhook.url, webhook.events) == (WANTED["url"], WANTED["events"])
    later = browser.get(f"{WEBHOOKS}{webhook.pk}/change/").content.decode()
    assert secret not in later
    assert webhook.secret not in later


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"url": "https://10.0.0.1/"}, "red privada"),
        ({"url": "https://ana:word@example.com/"}, "usuario ni contraseña"),
        ({"url": "ftp://example.com/"}, "https://"),
        ({"events": ["unheard.of"]}, "unheard.of"),
        ({"events": []}, "Este campo"),
    ],
)
def test_a_mistake_is_named_beside_its_field(
    owner: User,
    hotel: Tenant,
    sit: Sit,  # noqa: F811
    change: dict[str, object],
    said: str,
) -> None:
    page = sit(owner).post(f"{WEBHOOKS}add/", {**WANTED, **change})

    assert page.status_code == 200
    assert said in page.content.decode()
    with enter(hotel):
        assert not WebhookEndpoint.objects.exists()


def test_address_and_events_are_changed_and_the_secret_stays(
    owner: User,
    hotel: Tenant,
    webhook: WebhookEndpoint,
    sit: Sit,  # noqa: F811
) -> None:
    sit(owner).post(f"{WEBHOOKS}{webhook.pk}/change/", {**WANTED, "secret": "mine", "is_active": ""})

    before = webhook.secret
    with enter(hotel):
        webhook.refresh_from_db()
    assert (webhook.url, webhook.events, webhook.is_active) == (WANTED["url"], WANTED["events"], True)
    assert webhook.secret == before


def test_a_test_is_sent_and_its_page_says_how_it_went(
    owner: User,
    hotel: Tenant,
    webhook: WebhookEndpoint,
    receiver: Receiver,
    sit: Sit,  # noqa: F811
) -> None:
    browser = sit(owner)
    receiver.status(500)

    said = browser.post(f"{WEBHOOKS}{webhook.pk}/probar/", follow=True).content.decode()
    with enter(hotel):
        delivery = WebhookDelivery.objects.get()
    try_it(delivery, delivery.next_at)

    page = browser.get(f"{WEBHOOKS}{webhook.pk}/change/").content.decode()
    assert "La prueba va en camino" in said
    assert "contestó con un error (500)" in page
    assert f"{DELIVERIES}{delivery.pk}/change/" in page


def test_it_is_switched_off_and_on(owner: User, hotel: Tenant, webhook: WebhookEndpoint, sit: Sit) -> None:  # noqa: F811
    browser = sit(owner)

    browser.post(f"{WEBHOOKS}{webhook.pk}/apagar/")
    off = browser.get(f"{WEBHOOKS}{webhook.pk}/change/").content.decode()
    refused = browser.post(f"{WEBHOOKS}{webhook.pk}/probar/", follow=True).content.decode()
    browser.post(f"{WEBHOOKS}{webhook.pk}/encender/")

    assert "alguien lo apagó" in off
    assert "Enviar una prueba" not in off
    assert "enciéndalo primero" in refused
    with enter(hotel):
        webhook.refresh_from_db()
    assert webhook.is_active


def test_a_new_secret_is_shown_once(owner: User, hotel: Tenant, webhook: WebhookEndpoint, sit: Sit) -> None:  # noqa: F811
    page = sit(owner).post(f"{WEBHOOKS}{webhook.pk}/secreto/")

    with enter(hotel):
        webhook.refresh_from_db()
    assert unseal(webhook.secret) == secret_on(page.content.decode())
    assert "no-store" in page.headers["Cache-Control"]


def test_a_lost_delivery_is_sent_again_from_its_page(
    owner: User,
    hotel: Tenant,
    webhook: WebhookEndpoint,
    receiver: Receiver,
    sit: Sit,  # noqa: F811
) -> None:
    receiver.status(500)
    lost = try_to_the_end(tell(hotel))
    browser = sit(owner)

    page = browser.get(f"{DELIVERIES}{lost.pk}/change/").content.decode()
    said = browser.post(f"{DELIVERIES}{lost.pk}/reenviar/", follow=True).content.decode()

    assert "Se intentará ahora y, si falla, algunas veces más." in page
    assert lost.event_id in page
    assert "B7K2M" in page
    assert "Va en camino" in said
    assert again(lost).state == "waiting"
    assert len(jobs_of(lost)) > 0


def test_chosen_ones_are_sent_again_and_what_cannot_be_says_why(
    owner: User,
    hotel: Tenant,
    webhook: WebhookEndpoint,
    receiver: Receiver,
    sit: Sit,  # noqa: F811
) -> None:
    receiver.status(410)
    lost = try_it(tell(hotel))
    browser, chosen = sit(owner), {"action": "send_chosen_again", "_selected_action": [lost.pk]}

    refused = browser.post(DELIVERIES, chosen, follow=True).content.decode()
    browser.post(f"{WEBHOOKS}{webhook.pk}/encender/")
    said = browser.post(DELIVERIES, chosen, follow=True).content.decode()

    assert "enciéndalo primero" in refused
    assert "1 envío va en camino." in said
    assert again(lost).state == "waiting"


def test_the_list_is_filtered_by_state_and_webhook(
    owner: User,
    hotel: Tenant,
    webhook: WebhookEndpoint,
    receiver: Receiver,
    sit: Sit,  # noqa: F811
) -> None:
    arrived, waiting = try_it(tell(hotel, "1")), tell(hotel, "2", at=NOON)
    browser = sit(owner)

    dead = browser.get(f"{DELIVERIES}?state__exact=dead").content.decode()
    delivered = browser.get(f"{DELIVERIES}?state__exact=delivered&webhook={webhook.pk}").content.decode()

    assert [f"{DELIVERIES}{it.pk}/change/" in dead for it in (arrived, waiting)] == [False, False]
    assert [f"{DELIVERIES}{it.pk}/change/" in delivered for it in (arrived, waiting)] == [True, False]
    for odd in ("webhook=x", "webhook=99999999999999999999999", "webhook=0", "state__exact=x"):
        assert browser.get(f"{DELIVERIES}?{odd}").status_code in (200, 302)


@pytest.mark.parametrize("step", ["probar", "secreto", "apagar", "encender"])
def test_the_front_desk_and_the_neighbour_change_nothing(
    clerk: User,
    outsider: User,
    hotel: Tenant,
    webhook: WebhookEndpoint,
    sit: Sit,  # noqa: F811
    step: str,
) -> None:
    delivery = tell(hotel)

    mine = sit(clerk).post(f"{WEBHOOKS}{webhook.pk}/{step}/").status_code
    theirs = sit(outsider).post(f"{WEBHOOKS}{webhook.pk}/{step}/").status_code
    again_mine = sit(clerk).post(f"{DELIVERIES}{delivery.pk}/reenviar/").status_code
    again_theirs = sit(outsider).post(f"{DELIVERIES}{delivery.pk}/reenviar/").status_code

    assert (mine, theirs, again_mine, again_theirs) == (403, 404, 403, 404)
    with enter(hotel):
        row = WebhookEndpoint.objects.get()
        assert (row.secret, row.is_active, WebhookDelivery.objects.count()) == (webhook.secret, True, 1)


def test_a_step_needs_a_press_of_a_button(owner: User, webhook: WebhookEndpoint, sit: Sit) -> None:  # noqa: F811
    assert sit(owner).get(f"{WEBHOOKS}{webhook.pk}/probar/").status_code == 405
