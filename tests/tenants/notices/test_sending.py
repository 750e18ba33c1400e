"""A notice on its way: sealed for one browser, tried again where nothing arrived, given up, and sent once however often."""

from __future__ import annotations

import threading
from datetime import timedelta

import orjson
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.core import mail as post
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from tenants.models import Notice, NoticeChannel, PushKey, StaffTask, Tenant, User
from tenants.notice_outside import send_outside
from tenants.scoping import tenant_scope
from tenants.services.notice_sending import HOLD, take
from tenants.services.notices import ask_to_tell, tell_people, write
from tenants.services.push_keys import get_push_key
from tenants.services.secrets import reseal_secrets
from tenants.values.notices import Planned
from tenants.values.push_message import (
    CURVE,
    MOST_BYTES,
    BadSubscription,
    TooMuch,
    encrypt,
    from_text,
    point_of,
    read_subscription,
    to_text,
)
from tests.cast import enter
from tests.tenants.notices.conftest import (
    MORNING,
    Browser,
    after,
    do,
    jobs,
    mailbox,
    open_task,
    run,
    told,
    turn,
    work_until,
)

pytestmark = pytest.mark.django_db(transaction=True)

# RFC 8291, appendix A.
RFC_OWN = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RFC_KEY = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
RFC_AUTH, RFC_SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
RFC_BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


@pytest.fixture
def channel(hotel: Tenant, clerk: User, browser: Browser) -> NoticeChannel:
    with enter(hotel):
        return browser.subscribe(clerk)


def notice(tenant: Tenant) -> Notice:
    with enter(tenant):
        return Notice.objects.get()


# --- Sealed -----------------------------------------------------------------------------------------------------------


def test_the_example_of_the_rfc_comes_out() -> None:
    own = ec.derive_private_key(int.from_bytes(from_text(RFC_OWN), "big"), CURVE)
    subscription = read_subscription("https://push.example.net/", RFC_KEY, RFC_AUTH)

    body = encrypt(b"When I grow up, I want to be a watermelon", subscription, own=own, salt=from_text(RFC_SALT))

    assert to_text(body) == RFC_BODY


@pytest.mark.parametrize(
    ("key", "auth"),
    [
        ("", RFC_AUTH),
        ("AAAA", RFC_AUTH),
        (RFC_KEY, "AAAA"),
        (RFC_KEY, "ñ"),
        (RFC_KEY + "!" * 80, RFC_AUTH),
        (RFC_KEY, f"{RFC_AUTH}\n"),
        (f"{RFC_KEY[:9]}={RFC_KEY[9:]}", RFC_AUTH),
    ],
)
def test_what_is_no_key_is_refused(key: str, auth: str) -> None:
    with pytest.raises(BadSubscription):
        read_subscription("https://push.example.net/", key, auth)


def test_what_is_too_long_is_refused() -> None:
    subscription = read_subscription("https://push.example.net/", RFC_KEY, RFC_AUTH)
    own = ec.generate_private_key(CURVE)

    assert len(encrypt(b"a" * MOST_BYTES, subscription, own=own, salt=bytes(16))) == 4096
    with pytest.raises(TooMuch):
        encrypt(b"a" * (MOST_BYTES + 1), subscription, own=own, salt=bytes(16))


def test_only_the_browser_reads_it(hotel: Tenant, channel: NoticeChannel, browser: Browser) -> None:
    open_task(hotel)

    work_until(MORNING)

    (said,) = browser.read()
    row = notice(hotel)
    assert said == {
        "title": "No salió un mensaje a Ana",
        "body": hotel.name,
        "url": f"/avisos/{row.token}",
        "tag": f"n{row.pk}",
    }
    assert (row.state, row.sent_at, row.attempts, row.held_until) == ("sent", MORNING, 1, None)
    thief = Browser(browser.sandbox, "a")
    with pytest.raises(InvalidTag):
        thief.read()


def test_the_push_service_can_check_who_sends(hotel: Tenant, channel: NoticeChannel, browser: Browser) -> None:
    open_task(hotel)
    work_until(MORNING)

    (push,) = browser.heard()

    scheme, token, key = push["headers"]["authorization"].replace(",", "").split(" ")
    head, claims, signature = token.removeprefix("t=").split(".")
    public = from_text(key.removeprefix("k="))
    r, s = (int.from_bytes(part, "big") for part in (from_text(signature)[:32], from_text(signature)[32:]))
    ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public).verify(
        encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(SHA256())
    )
    assert (scheme, to_text(public)) == ("vapid", get_push_key().public)
    assert orjson.loads(from_text(claims)) == {
        "aud": browser.sandbox.url,
        "exp": int((MORNING + timedelta(hours=12)).timestamp()),
        "sub": "mailto:no-reply@localhost",
    }
    assert (push["headers"]["urgency"], push["headers"]["ttl"]) == ("high", "14400")


def test_the_key_stays_the_same_and_lies_sealed(hotel: Tenant, settings: Settings) -> None:
    first = get_push_key()
    settings.SEALING_KEYS = ["another-key-in-front-of-the-ring", *settings.SEALING_KEYS]

    reseal_secrets()

    row = PushKey.objects.get()
    assert (row.public, len(from_text(row.public))) == (
        first.public,
        len(point_of(ec.generate_private_key(CURVE).public_key())),
    )
    assert row.private != first.private


# --- Refused, and tried again -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_switched_off(
    hotel: Tenant, channel: NoticeChannel, browser: Browser, status: int
) -> None:
    turn(browser.sandbox, push_status=status)
    open_task(hotel)

    work_until(after(hours=1))

    assert told(hotel) == [("carlos", "push", 1, "failed", "gone")]
    assert (notice(hotel).code, len(browser.heard())) == (status, 1)
    with enter(hotel):
        channel.refresh_from_db()
    assert (channel.is_active, channel.is_gone) == (False, True)


def test_what_failed_in_passing_is_tried_again(hotel: Tenant, channel: NoticeChannel, browser: Browser) -> None:
    turn(browser.sandbox, push_status=503)
    open_task(hotel)
    work_until(after(seconds=29))
    assert (notice(hotel).state, notice(hotel).reason) == ("waiting", "status")

    turn(browser.sandbox, push_status=201)
    work_until(after(seconds=30))

    assert (notice(hotel).state, notice(hotel).attempts, notice(hotel).reason) == ("sent", 2, "")


def test_after_three_tries_it_is_given_up(hotel: Tenant, channel: NoticeChannel, browser: Browser) -> None:
    turn(browser.sandbox, push_status=500)
    open_task(hotel)

    work_until(after(hours=1))

    assert (notice(hotel).state, notice(hotel).attempts, notice(hotel).code) == ("failed", 3, 500)


def test_a_push_service_that_does_not_answer_is_left_alone(
    hotel: Tenant, channel: NoticeChannel, browser: Browser
) -> None:
    turn(browser.sandbox, push_status=0, hang_seconds=30)
    open_task(hotel)
    run(jobs()[0], at=MORNING)

    with enter(hotel):
        sending = take(notice_id=notice(hotel).pk, now=MORNING)
    assert sending
    sent = send_outside(sending, seconds=0.3, now=MORNING)

    assert (sent.reason, sent.code) == ("timed_out", None)


def test_an_address_inside_is_not_reached(hotel: Tenant, clerk: User) -> None:
    with enter(hotel):
        NoticeChannel.objects.create(
            user=clerk, kind="push", address="https://127.0.0.1/push", p256dh=RFC_KEY, auth=RFC_AUTH
        )
    open_task(hotel)

    work_until(MORNING)

    assert told(hotel) == [("carlos", "push", 1, "failed", "address_refused")]


def test_without_a_mail_server_it_says_so(hotel: Tenant, clerk: User) -> None:
    with enter(hotel):
        mailbox(clerk)
    open_task(hotel)

    work_until(MORNING)

    assert told(hotel) == [("carlos", "email", 1, "failed", "mail_off")]


def test_a_line_break_in_a_title_ends_no_head_of_a_mail(hotel: Tenant, clerk: User, mail: None) -> None:
    with enter(hotel):
        mailbox(clerk)
    task = open_task(hotel)
    with enter(hotel):
        StaffTask.objects.filter(pk=task.pk).update(title="Ana\r\nBcc: eva@example.com")

    work_until(MORNING)

    assert (post.outbox[0].subject, post.outbox[0].bcc) == (f"Ana Bcc: eva@example.com · {hotel.name}", [])


# --- Once -------------------------------------------------------------------------------------------------------------


def test_a_worker_that_dies_over_it_sends_nothing_twice(
    hotel: Tenant, channel: NoticeChannel, browser: Browser
) -> None:
    open_task(hotel)
    run(jobs()[0], at=MORNING)
    with enter(hotel):
        take(notice_id=notice(hotel).pk, now=MORNING)

    work_until(MORNING + HOLD)

    assert (told(hotel), browser.heard()) == ([("carlos", "push", 1, "failed", "interrupted")], [])


def test_every_job_run_twice_sends_once(hotel: Tenant, channel: NoticeChannel, browser: Browser) -> None:
    task = open_task(hotel)

    for _ in range(2):
        do("tenants.notify", at=MORNING, tenant_id=hotel.pk, task_id=task.pk, step=1)
    for _ in range(2):
        do("tenants.send_notice", at=MORNING, tenant_id=hotel.pk, notice_id=notice(hotel).pk)

    assert len(browser.heard()) == 1


def together(tenant: Tenant, work: object) -> None:
    """Do the same in four threads at the same moment."""
    start = threading.Barrier(4)

    def go() -> None:
        start.wait(timeout=10)
        with tenant_scope(tenant.pk, actor="test"):
            work()  # type: ignore[operator]
        connection.close()

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)


def test_steps_beside_each_other_write_one_notice(hotel: Tenant, channel: NoticeChannel) -> None:
    task = open_task(hotel)

    together(hotel, lambda: tell_people(task_id=task.pk, step=1, now=MORNING))

    assert told(hotel) == [("carlos", "push", 1, "waiting", "")]
    assert [job.name for job in jobs()].count("tenants.send_notice") == 1


def test_control_decided_without_the_lock_all_want_to_write_and_the_constraint_stops_them(
    hotel: Tenant, clerk: User, channel: NoticeChannel
) -> None:
    task = open_task(hotel)
    ready, refused = threading.Barrier(4), []

    def decide_then_write() -> None:
        planned = [] if Notice.objects.exists() else [Planned(clerk.pk, channel.pk, MORNING)]
        ready.wait(timeout=10)
        try:
            with transaction.atomic():
                write(task, 1, planned)
        except IntegrityError:
            refused.append(planned)

    together(hotel, decide_then_write)

    assert (len(refused), len(told(hotel))) == (3, 1)


def test_one_notice_is_taken_by_one_of_many(hotel: Tenant, channel: NoticeChannel) -> None:
    open_task(hotel)
    run(jobs()[0], at=MORNING)
    pk = notice(hotel).pk
    taken: list[object] = []

    together(hotel, lambda: taken.append(take(notice_id=pk, now=MORNING)))

    assert [one is not None for one in taken].count(True) == 1


def test_control_a_notice_that_is_let_go_is_taken_again(hotel: Tenant, channel: NoticeChannel) -> None:
    open_task(hotel)
    run(jobs()[0], at=MORNING)
    taken = []
    for _ in range(2):
        with enter(hotel):
            Notice.objects.update(held_until=None)
            taken.append(take(notice_id=notice(hotel).pk, now=MORNING))

    assert all(taken)


def test_a_step_asked_for_in_vain_does_nothing(hotel: Tenant, channel: NoticeChannel) -> None:
    task = open_task(hotel)
    with enter(hotel):
        ask_to_tell(task)
        StaffTask.objects.all().delete()

    work_until(MORNING)

    assert told(hotel) == []
