"""What a guest sends besides words: asked for as long as Meta has it, and a person is told what cannot be had."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
import requests

from messaging.models import MediaFile, Message, WhatsAppNumber
from messaging.services.media import fetch
from messaging.services.numbers import change_number, resume_number
from sandbox.app import Sandbox
from tasks.models import Job
from tenants import clock
from tenants.models import StaffTask, Tenant
from tests.cast import Enter
from tests.messaging.line import ACCESS, set_dials, work, write
from tests.messaging.whatsapp import payloads

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

DATA = b"\x89PNG a receipt"


@pytest.fixture
def message_id(line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter) -> int:
    """A picture that a guest has sent just now."""
    headers = {"Content-Type": "image/png"}
    kept = requests.post(f"{meta.url}/_sandbox/media", data=DATA, headers=headers, timeout=5).json()
    content = {"id": kept["id"], "mime_type": "image/png", "sha256": payloads.base64_digest(DATA)}
    write(payloads.message("image", content, sent_at=int(clock.now().timestamp())))
    work()
    Job.objects.all().delete()
    with scope(hotel):
        return int(Message.objects.get(direction="in").pk)


def fetch_next(hotel: Tenant, message_id: int) -> None:
    """Do the newest job, as if its time had come."""
    job = Job.objects.order_by("id").last()
    now = job.run_at if job else clock.now()
    tries = job.args["tries"] if job else 0
    fetch(tenant_id=hotel.pk, message_id=message_id, tries=tries, seconds=30, now=now)


def file_of(hotel: Tenant, scope: Enter) -> MediaFile:
    with scope(hotel):
        return MediaFile.objects.get()


def test_what_meta_does_not_give_now_is_asked_for_later(
    message_id: int, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, media_fault="html")
    fetch_next(hotel, message_id)
    waiting = file_of(hotel, scope)
    set_dials(meta, media_fault="")

    fetch_next(hotel, message_id)

    assert (waiting.state, waiting.tries) == ("waiting", 1)
    assert Job.objects.get().args == {"tenant_id": hotel.pk, "message_id": message_id, "tries": 1}
    assert file_of(hotel, scope).state == "stored"


def test_a_token_that_meta_refuses_is_tried_for_six_days_and_then_a_person_is_asked(
    message_id: int, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, refused_tokens=[ACCESS])
    sent_at = clock.now()

    rounds = 0
    while file_of(hotel, scope).state == "waiting":
        fetch_next(hotel, message_id)
        rounds += 1
        assert rounds < 500

    jobs = list(Job.objects.filter(name="messaging.fetch_media").order_by("id").values_list("run_at", flat=True))
    pauses = [later - earlier for earlier, later in pairwise(jobs)]
    assert timedelta(days=5, hours=22) < jobs[-1] - sent_at < timedelta(days=6)
    assert min(pauses) >= timedelta(minutes=29)
    assert file_of(hotel, scope).state == "failed"
    with scope(hotel):
        assert StaffTask.objects.get(kind="media_failed").link.endswith(f"/message/{message_id}/change/")


def test_what_meta_never_gives_is_asked_for_once(message_id: int, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        MediaFile.objects.update(media_id="1234567890")

    fetch_next(hotel, message_id)

    assert file_of(hotel, scope).state == "failed"
    assert not Job.objects.filter(name="messaging.fetch_media").exists()
    with scope(hotel):
        assert StaffTask.objects.get().kind == "media_failed"


def test_a_file_that_is_never_whole_is_given_up_after_some_tries(
    message_id: int, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, media_fault="wrong_hash")

    for _ in range(4):
        fetch_next(hotel, message_id)

    assert (file_of(hotel, scope).state, file_of(hotel, scope).error) == ("failed", "MediaDamaged")


def mended(how: str, number: WhatsAppNumber) -> None:
    now: Any = clock.now()
    if how == "resumed":
        WhatsAppNumber.objects.update(paused_at=now, pause_code=190)
        resume_number(number=number, now=now)
    else:
        names = ("phone_number_id", "waba_id", "display", "per_second")
        change_number(number=number, **{name: getattr(number, name) for name in names}, token="another")


@pytest.mark.parametrize("how", ["resumed", "another token"])
def test_once_the_number_is_mended_what_waits_is_fetched_at_once(
    message_id: int, meta: Sandbox, line: WhatsAppNumber, hotel: Tenant, scope: Enter, how: str
) -> None:
    set_dials(meta, refused_tokens=[ACCESS])
    fetch_next(hotel, message_id)
    hourly = Job.objects.get()
    set_dials(meta, refused_tokens=[])

    with scope(hotel):
        mended(how, line)

    soon = Job.objects.exclude(pk=hourly.pk).get()
    assert soon.run_at <= clock.now()
    # The one that would come in an hour is too late, and asks nothing.
    fetch(tenant_id=hotel.pk, message_id=message_id, tries=hourly.args["tries"], seconds=30, now=clock.now())
    assert file_of(hotel, scope).state == "waiting"
    fetch_next(hotel, message_id)
    assert file_of(hotel, scope).state == "stored"
