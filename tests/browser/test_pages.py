"""What a person sees after `make run`: the first page, the way in, the jobs, and pages for when something is wrong."""

from __future__ import annotations

import urllib.error
import urllib.request

from playwright.sync_api import Page, expect

from tests.browser.conftest import House, fits

PATIENCE = 30_000.0


def test_the_first_page_says_how_everything_is(house: House, page: Page) -> None:
    page.goto(house.url)

    rows = page.locator("#state tr")
    expect(rows).to_have_count(5, timeout=PATIENCE)
    for row in rows.all():
        expect(row.locator("td").first).to_have_text("bien", timeout=PATIENCE)
    assert fits(page)


def test_every_link_of_the_first_page_leads_somewhere(house: House, page: Page) -> None:
    page.goto(house.url)
    addresses = page.locator(".doors a").evaluate_all("links => links.map((link) => link.href)")

    answers = {address: page.request.get(address, fail_on_status_code=False).status for address in addresses}

    assert len(answers) == 5
    # Flower asks for its password first.
    assert {status for address, status in answers.items() if address.startswith(house.url)} == {200}
    assert {status for address, status in answers.items() if not address.startswith(house.url)} == {401}


def test_the_link_of_the_terminal_lets_the_front_desk_in_once(house: House, page: Page) -> None:
    link = house.new_link()

    page.goto(link)
    assert fits(page)
    page.get_by_role("button", name="Entrar").press("Enter")
    expect(page).to_have_url(f"{house.url}/admin/elegir/")

    page.goto(link)
    page.get_by_role("button", name="Entrar").click()
    expect(page.get_by_role("heading", name="Este enlace ya no sirve")).to_be_visible()
    assert fits(page)


def test_the_desk_sees_the_jobs_and_cannot_change_them(house: House, page: Page) -> None:
    page.goto(house.new_link())
    page.get_by_role("button", name="Entrar").click()

    page.goto(f"{house.url}/admin/tasks/job/")

    expect(page.get_by_role("link", name="Agregar")).to_have_count(0)
    expect(page.locator("#changelist")).to_be_visible()


def test_the_sandbox_shows_whether_the_queues_work(house: House, page: Page) -> None:
    page.goto(f"{house.url}/sandbox/")

    expect(page.locator("#state tr")).to_have_count(5, timeout=PATIENCE)
    assert fits(page)


def test_an_address_that_leads_nowhere_says_what_to_do(house: House, page: Page) -> None:
    page.goto(f"{house.url}/no-hay-nada")

    expect(page.get_by_role("link").first).to_be_visible()
    assert fits(page)


def test_everything_the_pages_need_comes_from_this_house(house: House, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(house.url)
    page.wait_for_selector("#state tr", timeout=PATIENCE)

    assert asked
    assert all(address.startswith(house.url) for address in asked)


def test_flower_shows_nothing_without_its_password(house: House) -> None:
    address = house.line("Flower")
    try:
        status = urllib.request.urlopen(address, timeout=10).status  # noqa: S310 (our own address)
    except urllib.error.HTTPError as error:
        status = error.code

    assert status == 401
