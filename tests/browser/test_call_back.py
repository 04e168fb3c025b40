"""A resident asks for a call back on a phone, in Spanish, and the page follows by itself; axe is content."""

import httpx
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.test_accessibility import Inspection
from tests.browser.visits import PHONE
from tests.serving import Desk


def _ask(inspection: Inspection) -> None:
    """Fill in the form, once with a number that can't be used."""
    page = inspection.page
    page.get_by_label("Su nombre").fill("Rosa Delgado")
    page.get_by_text("Por mensaje de texto", exact=True).click()
    page.get_by_label("Su número de teléfono").fill("555")
    page.get_by_label("Su código postal").fill("40202")
    page.get_by_text("Plan dental").click()
    page.get_by_role("button", name="Enviar").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(1)
    inspection.look("a request that needs another look")
    expect(page.get_by_label("Su nombre")).to_have_value("Rosa Delgado")
    page.get_by_label("Su número de teléfono").fill("502-555-0199")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a dict is what it takes
    page.get_by_role("button", name="Enviar").click()
    page.wait_for_url("**/r/*")


def test_a_resident_asks_on_a_phone_and_sees_where_it_stands(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(
        base_url=desk.address,
        locale="es-US",
        viewport=PHONE,  # type: ignore[arg-type]  # a dict is what it takes
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    inspection = Inspection(page)
    inspection.visit("/m/kentucky/call-back")
    _ask(inspection)
    expect(page.get_by_role("heading", name="Buscamos a alguien que le escriba")).to_be_visible()
    inspection.look("where a request stands")
    token = page.url.rpartition("/")[2]
    link = f"{desk.address}/api/v1/referral-status/{token}"
    window = httpx.get(link, timeout=30).json()["windows"][2]

    httpx.post(f"{link}/callback-window", json={"from": window["from"]}, timeout=30).raise_for_status()

    expect(page.get_by_role("heading", name="Su hora está reservada")).to_be_visible()
    expect(page.locator("#said")).to_contain_text("Su hora está reservada")
    for name in ("times", "change", "not-called", "cancel"):
        inspection.visit(f"/r/{token}/{name}")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a dict is what it takes
    page.get_by_role("button", name="Sí, cancelarla").click()
    expect(page.get_by_role("heading", name="Usted canceló esta solicitud")).to_be_visible()
    inspection.visit("/r/none")
    context.close()
    assert inspection.faults == []
