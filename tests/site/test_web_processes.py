"""Several processes answer at one port, count together, and do without one that falls over."""

import re
import time
from collections.abc import Iterator

import httpx
import psutil
import pytest

from assistdesk.site.variables import BadSetting
from assistdesk.site.web_processes import MOST, MOST_BY_ITSELF, web_processes
from tests.serving import Desk

ASKED = 40
SECONDS = 60


@pytest.mark.parametrize(("given", "meant"), [("1", 1), ("3", 3), (str(MOST), MOST)])
def test_as_many_as_are_given(given: str, meant: int) -> None:
    assert web_processes({"ASSISTDESK_WEB_PROCESSES": given}) == meant


def test_by_itself_a_desk_has_a_few() -> None:
    assert 1 <= web_processes({}) <= MOST_BY_ITSELF


@pytest.mark.parametrize("given", ["0", str(MOST + 1), "-1", "two", "1.5", " 2", "²"])
def test_what_is_no_such_number_is_refused(given: str) -> None:
    with pytest.raises(BadSetting, match="ASSISTDESK_WEB_PROCESSES: give a number from 1 to 64"):
        web_processes({"ASSISTDESK_WEB_PROCESSES": given})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return a desk of which two processes answer."""
    desk = Desk(tmp_path_factory.mktemp("two") / "data", {"ASSISTDESK_WEB_PROCESSES": "2"})
    yield desk.start()
    desk.stop()


def answering(desk: Desk) -> list[psutil.Process]:
    """Return the processes that answer for a desk."""
    assert desk.process is not None
    children = psutil.Process(desk.process.pid).children()
    return [one for one in children if "web" in one.cmdline()]


def answered(desk: Desk) -> float:
    """Return how many requests for the guide the desk counted."""
    text = httpx.get(f"{desk.address}/metrics", timeout=30).text
    found = re.search(
        r'assistdesk_requests_total\{[^}]*route="m/<slug:marketplace>/guide/"[^}]*\} (\S+)', text
    )
    return float(found.group(1)) if found else 0.0


def wait_for_both(desk: Desk) -> None:
    """Wait until two processes listen."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if sum(listens(one) for one in answering(desk)) == 2:
            return
        time.sleep(0.2)
    raise AssertionError(desk.log.read_text())


def listens(process: psutil.Process) -> bool:
    """Return whether a process takes connections; one that is gone does not."""
    try:
        return any(one.status == psutil.CONN_LISTEN for one in process.net_connections("tcp"))
    except psutil.NoSuchProcess:
        return False


@pytest.mark.real
def test_two_answer_and_count_together(desk: Desk) -> None:
    wait_for_both(desk)
    before = answered(desk)
    spent = {one.pid: sum(one.cpu_times()[:2]) for one in answering(desk)}

    for _ in range(ASKED):  # each by a connection of its own, which the system deals to one of them
        assert httpx.get(f"{desk.address}/m/maryland/guide/", timeout=30).status_code == httpx.codes.OK

    assert answered(desk) == before + ASKED
    busier = [one.pid for one in answering(desk) if sum(one.cpu_times()[:2]) > spent[one.pid]]
    assert len(busier) == 2


@pytest.mark.real
def test_one_that_falls_over_comes_back_and_nothing_counted_is_lost(desk: Desk) -> None:
    wait_for_both(desk)
    httpx.get(f"{desk.address}/m/maryland/guide/", timeout=30)
    before = answered(desk)
    first, other = answering(desk)

    first.kill()
    first.wait(SECONDS)
    wait_for_both(desk)

    assert other.pid in {one.pid for one in answering(desk)}
    assert answered(desk) == before
