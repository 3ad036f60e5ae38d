"""What is measured is shown with source and time; what is not says exactly what it lacks."""

import events
from sensors import registry
from sensors.models import Reading
from tests.surfaces.web.client.conftest import text


def test_all_sensors_are_listed_with_what_they_miss(enter, viewer, measured):
    page = text(enter(viewer, measured).get("/sensors/"))
    for sensor in registry.all():
        assert f"/sensors/{sensor.slug}/" in page
    assert "1 of 19 sensors measures." in page
    assert "KLAVIYO_API_KEY" in page
    assert "No cost was ever recorded." in page
    assert "Imported orders" in page


def test_a_sensor_never_read_says_so(enter, viewer, client_a):
    page = text(enter(viewer, client_a).get("/sensors/"))
    assert "0 of 19 sensors measure." in page
    assert "never read" in page


def test_reading_now_stores_a_reading_and_shows_it(enter, manager, measured):
    browser = enter(manager, measured)
    before = count(measured)
    page = text(browser.post("/sensors/retention-sensor/read/", follow=True))
    assert count(measured) == before + 1
    assert "Read just now: OK." in page
    assert "Customer retention: pressure 100 of 100" in page
    assert "Last readings" in page
    assert 'aria-labelledby="history-title history-text"' in page


def test_reading_all_is_left_to_a_job_once_a_minute(enter, manager, measured):
    browser, before = enter(manager, measured), count(measured)
    browser.post("/sensors/read/")
    assert "All sensors are being read." in text(browser.post("/sensors/read/", follow=True))
    assert count(measured) == before
    events.run_due(client=measured)
    assert count(measured) == before + len(registry.all())


def test_a_blocked_sensor_explains_itself(enter, viewer, measured):
    page = text(enter(viewer, measured).get("/sensors/ga4-sensor/"))
    assert "Nothing is measured." in page
    assert "GA4_PROPERTY_ID" in page
    assert '<a href="/integrations/ga4/">Google Analytics 4</a>' in page


def test_what_is_blocked_leads_to_the_page_that_unblocks_it(enter, viewer, measured):
    browser = enter(viewer, measured)
    listed = text(browser.get("/sensors/"))
    first, second = "/integrations/cjdropshipping/", "/integrations/bigbuy/"
    assert f'<a href="{first}">CJ Dropshipping</a>, <a href="{second}">BigBuy</a>' in listed
    sectors = text(browser.get("/")).split('id="sectors"')[1].split("</section>")[0]
    assert sectors.count('<a href="/integrations/">Connect what is missing</a>') == sectors.count(">Blocked<") > 0


def test_a_sensor_that_measures_asks_for_no_connection(enter, viewer, measured):
    assert "Connect:" not in text(enter(viewer, measured).get("/sensors/retention-sensor/"))


def test_a_viewer_reads_nothing_anew(enter, viewer, measured):
    browser, before = enter(viewer, measured), count(measured)
    assert "Read all now" not in text(browser.get("/sensors/"))
    assert browser.post("/sensors/read/").status_code == 403
    assert browser.post("/sensors/ga4-sensor/read/").status_code == 403
    assert count(measured) == before


def test_unknown_sensors_do_not_exist(enter, manager, client_a):
    browser = enter(manager, client_a)
    assert browser.get("/sensors/nonsense/").status_code == 404
    assert browser.post("/sensors/nonsense/read/").status_code == 404


def count(client) -> int:
    with client.active():
        return Reading.objects.count()
