"""The pages of messages in a real browser: threads, tries, numbers, and what only the platform sees."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import House
from tests.browser.test_desk import Scene, check, coloured, run, scene  # noqa: F401 (fixtures too)

pytestmark = pytest.mark.usefixtures("scene")

# One row of each kind, as the lists of the desk are filled in the other tests.
ROWS = """
from messaging.models import *
from tenants.models import Tenant
from tenants.scoping import tenant_scope
from tests.desk import talk_rows
lake = Tenant.objects.get(slug="prueba-lago")
platform = {"event": talk_rows.event(lake).pk, "quarantined": talk_rows.quarantined(lake).pk}
if not MetaApp.objects.exists():
    talk_rows.TALK_MAKERS[MetaApp](lake)
platform["app"] = MetaApp.objects.first().pk
with tenant_scope(lake.pk, actor="system:test"):
    failed = talk_rows.message(lake)
    Message.objects.create(
        conversation=failed.conversation, direction="out", sender_type="bot", kind="text", state="read",
        text="Una respuesta larga " * 20, sent_at=failed.sent_at)
    rows = {it.__name__.lower(): talk_rows.TALK_MAKERS[it](lake).pk for it in
            (MediaFile, WhatsAppNumber, WhatsAppTemplate, AccountNotice, AnswerRules, CannedReply)}
import json
print(json.dumps({**platform, **rows, "message": failed.pk, "conversation": failed.conversation_id}))
"""
PAGES = (
    *("conversation/", "conversation/{conversation}/change/", "message/", "message/{message}/change/"),
    *("mediafile/", "mediafile/{mediafile}/change/", "whatsappnumber/", "whatsappnumber/{whatsappnumber}/change/"),
    *("whatsappnumber/add/", "whatsapptemplate/", "whatsapptemplate/{whatsapptemplate}/change/"),
    *("accountnotice/", "accountnotice/{accountnotice}/change/", "answerrules/", "answerrules/{answerrules}/change/"),
    *("cannedreply/", "cannedreply/add/", "cannedreply/{cannedreply}/change/"),
)
PLATFORM_PAGES = (
    *("metaapp/", "metaapp/{app}/change/", "metaapp/add/", "rawevent/", "rawevent/{event}/change/"),
    *("quarantined/", "quarantined/{quarantined}/change/"),
)


@pytest.fixture(scope="session")
def rows(house: House, scene: Scene) -> dict[str, int]:
    made: dict[str, int] = json.loads(run(house, ROWS))
    return made


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_messages_is_for_everybody(
    scene: Scene,
    rows: dict[str, int],
    coloured: Page,
    path: str,
) -> None:
    scene.open(scene.sit(coloured), f"messaging/{path.format(**rows)}")

    check(coloured)


@pytest.mark.parametrize("path", PLATFORM_PAGES)
def test_a_page_about_the_line_to_meta_is_for_everybody(
    scene: Scene,
    rows: dict[str, int],
    coloured: Page,
    path: str,
) -> None:
    scene.open(scene.sit(coloured, "recepcion"), f"messaging/{path.format(**rows)}")

    check(coloured)


def test_a_person_lets_the_bot_answer_again(
    scene: Scene,
    rows: dict[str, int],
    coloured: Page,
) -> None:
    scene.open(scene.sit(coloured), "messaging/conversation/?owner__exact=nobody")
    coloured.locator("#result_list a[href*='/conversation/']").first.click()

    coloured.get_by_role("button", name="Que el bot vuelva a contestar").click()

    expect(coloured.get_by_text("El bot vuelve a contestar desde el próximo mensaje.")).to_be_visible()
