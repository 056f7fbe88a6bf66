"""Exploring in a browser, under the policy of the pages: the page of all events, and figures."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from dateline.addresses import explore
from tests.browser.serving import serving
from tests.projects import ARTICLE, BUILD, ROOT, Project, copy

EVIL = "</script><img src=x onerror=alert(1)>\"'&amp; =1+1"
NOTE = f"{EVIL} Erratum"
DAYS = [dt.date(2018, 4, 6) + dt.timedelta(day) for day in range(7)]
EXPLORE = "---\ntitle: Explore the events\ndescription: Every event.\ntemplate: explore.html\n---\n"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def later_report() -> str:
    """A week of 70 events with a place each, one over two weeks, a hostile note, a range, and one that was retracted."""
    lines = ["source: second", "actor: cjtf-oir", "period: 2018-04-06/2018-04-12", "events:"]
    for number in range(70):
        place = "baghdad" if number % 2 else "shadaddi"
        targets = ", targets: {destroyed: {vehicle: 2, cave: 1}}" if number == 0 else ""
        lines.append(f"  - {{id: later-{number:02}, on: {DAYS[number % 7]}, place: {place}, strikes: 2{targets}}}")
    lines.append(f"  - {{id: later-note, on: 2018-04-06, place: rutbah, strikes: {{min: 1, max: 4}}, note: {json.dumps(NOTE)}}}")
    lines.append("  - {id: later-gone, on: 2018-04-06, place: rutbah, strikes: 9, retracted: true, note: Withdrawn.}")
    return "\n".join([*lines, ""])


@pytest.fixture(scope="module")
def site(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed project with a second week, an explore page, and a figure that can be explored."""
    project = copy(warm_seed, tmp_path_factory.mktemp("explore") / "project")
    project.write("content/explore.md", EXPLORE)
    project.edit("mkdocs.yml", "  - articles/index.md\n", "  - articles/index.md\n  - explore.md\n")
    project.write("data/events/2018/2018-04-13-cjtf-oir.yml", later_report())
    day = "  published: 2018-04-13\n"
    project.add(
        "data/sources.yml", f"second:\n  title: {json.dumps(EVIL)}\n  publisher: Airwars\n  url: https://example.org/b\n{day}"
    )
    project.edit(ARTICLE, "/// chart | weekly\n", "/// chart | weekly\n    to: 2018-04-12\n    explore: true\n")
    built = project.call(*BUILD)
    assert built.returncode == 0, built.stderr
    return project.site


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may complain of nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    found = context.new_page()
    complaints: list[str] = []
    found.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on("dialog", lambda _: complaints.append("a dialog opened"))
    yield found
    context.close()
    assert complaints == []


def opened(page: Page, address: str, query: str = "explore/") -> Page:
    page.goto(address + query)
    page.wait_for_selector(".dlx-app[data-ready]")
    return page


def count(page: Page) -> str:
    return page.locator("[data-part=count]").inner_text()


def cells(page: Page, kind: str) -> list[str]:
    return [text.replace("\n", " ") for text in page.locator(f".tabulator-row .dlx-{kind}").all_inner_texts()]


def settled(page: Page, words: str) -> None:
    """Wait until the page says how many it shows."""
    expect(page.locator("[data-part=count]")).to_contain_text(words)


def test_all_events_are_there_with_their_sum(page: Page, address: str) -> None:
    opened(page, address)
    assert count(page) == "75 events · 150 to 153 strikes itemised · 1 more on record that count nothing"
    assert len(cells(page, "when")) == 50
    places = dict(zip(page.locator(".dlx-place").all_inner_texts(), page.locator(".dlx-number").all_inner_texts(), strict=True))
    assert places == {"Baghdad": "71", "Shadaddi": "70", "Rutbah": "1 to 4", "One of several places": "8"}
    assert page.locator(".dlx-weeks svg rect.dl-c1:not(.dlx-light)").count() == 2
    assert page.locator(".dlx-weeks svg rect.dlx-light").count() == 1


def test_weeks_of_which_nothing_is_itemised_are_not_drawn_as_none(page: Page, address: str) -> None:
    def longer(route: Route) -> None:
        data = route.fetch().json()
        end = data["weeks"][-1][1]
        route.fulfill(json={**data, "weeks": [*data["weeks"], [end + 1, end + 7], [end + 8, end + 14]]})

    page.route("**/data/explore.json", longer)
    opened(page, address)
    settled(page, "75 events")
    assert page.locator(".dlx-weeks svg rect.dlx-gap").count() == 2
    page.locator("[name=country]").select_option("syria")
    page.wait_for_url("**country=syria**")
    assert page.locator(".dlx-weeks svg rect.dlx-gap").count() == 2, "a filter makes no gap in the record"
    box = page.locator(".dlx-weeks svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 10, box["y"] + 40)
    expect(page.locator(".dlx-readout")).to_contain_text("nothing itemised")


def test_paper_shows_the_explore_page_whole(page: Page, address: str) -> None:
    opened(page, address)
    page.set_viewport_size({"width": 680, "height": 1000})
    page.emulate_media(media="print")
    weeks, drawing, places = (page.locator(name).first.bounding_box() for name in (".dlx-weeks", ".dlx-weeks svg", ".dlx-places"))
    assert weeks
    assert drawing
    assert places
    assert drawing["height"] <= weeks["height"] + 1
    assert drawing["y"] + drawing["height"] <= places["y"]
    page.set_viewport_size({"width": 1000, "height": 1000})
    cell = page.locator(".dlx-table .tabulator-cell.dlx-kinds").first.bounding_box()
    assert cell
    assert cell["width"] > 500


def test_an_address_sets_the_filters(page: Page, address: str) -> None:
    query = explore(start=dt.date(2018, 3, 30), end=dt.date(2018, 4, 12), place=["bayji", "baghdad"], q="long war")
    opened(page, address, query)
    assert count(page) == "2 events · 1 to 4 strikes itemised"
    assert page.input_value("[name=from]") == "2018-03-30"
    assert page.locator("[name=place] option:checked").inner_text() == "Baghdad or Bayji"
    page.locator("[name=q]").fill("war long")
    written = explore(start=dt.date(2018, 3, 30), end=dt.date(2018, 4, 12), place=["bayji", "baghdad"], q="war long")
    expect(page).to_have_url(address + written)


def test_a_filter_changes_the_address_and_back_undoes_it(page: Page, address: str) -> None:
    opened(page, address)
    page.select_option("[name=country]", "syria")
    settled(page, "36 events · 73 strikes")
    assert page.url.endswith("explore/?country=syria")
    page.select_option("[name=targets]", "vehicle")
    settled(page, "1 event · 1 to 2 strikes")
    assert page.url.endswith("?country=syria&targets=vehicle")
    page.go_back()
    settled(page, "36 events")
    assert page.input_value("[name=targets]") == ""
    page.go_back()
    settled(page, "75 events")
    page.go_forward()
    settled(page, "36 events")
    page.click("[data-part=reset]")
    settled(page, "75 events")
    assert page.url == address + "explore/"


def test_search_finds_aliases_notes_and_targets(page: Page, address: str) -> None:
    opened(page, address)
    for words, found in (
        ("Albu Kamal", "1 event · 3 strikes"),
        ("erratum", "1 event · 1 to 4"),
        ("CAVE vehicle", "1 event · 2 strikes"),
    ):
        page.fill("[name=q]", words)
        settled(page, found)
    page.fill("[name=q]", "nothing like it")
    settled(page, "No event answers these filters.")
    expect(page.locator(".dlx-table")).to_contain_text("No event answers these filters.")


def test_days_make_spans_possible(page: Page, address: str) -> None:
    opened(page, address)
    page.fill("[name=from]", "2018-04-01")
    page.fill("[name=to]", "2018-04-05")
    settled(page, "4 events · 0 to 9 strikes itemised")
    assert page.locator(".dlx-weeks svg rect.dl-c1:not(.dlx-light)").count() == 0


def test_sorting_and_paging_stand_in_the_address(page: Page, address: str) -> None:
    opened(page, address)
    assert cells(page, "when")[0].endswith("12 Apr 2018")
    page.get_by_role("button", name="Strikes").click()
    page.wait_for_url("**/?sort=-strikes")
    assert [cell[-1] for cell in cells(page, "amount")][:4] == ["9", "3", "3", "2"]
    expect(page.get_by_role("columnheader", name="Strikes")).to_have_attribute("aria-sort", "descending")
    page.get_by_role("button", name="Next page").click()
    page.wait_for_url("**/?sort=-strikes&page=2")
    expect(page.locator(".tabulator-row")).to_have_count(26)
    page.go_back()
    page.wait_for_url("**/?sort=-strikes")
    expect(page.locator(".tabulator-row")).to_have_count(50)
    opened(page, address, "explore/?sort=where&page=2")
    assert len(cells(page, "where")) == 26
    assert cells(page, "where")[-1] == "Where: Shadaddi or Abu Kamal, Syria"


def test_the_bars_choose_places_and_weeks(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_role("button", name="Shadaddi").click()
    settled(page, "36 events · 70 to 73 strikes")
    assert page.url.endswith("?place=shadaddi")
    expect(page.get_by_role("button", name="Shadaddi")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Shadaddi").click()
    settled(page, "75 events")
    box = page.locator(".dlx-weeks svg").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + 60)
    settled(page, "4 events · 9 strikes")
    assert page.url.endswith("?from=2018-03-30&to=2018-04-05")
    page.click("[data-part=reset]")
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 60, steps=4)
    page.mouse.up()
    page.wait_for_url("**/?from=2018-03-30&to=2018-04-12")


def test_what_is_shown_can_be_taken_along(page: Page, address: str, site: Path) -> None:
    opened(page, address, "explore/?sort=when")
    with page.expect_download() as taken:
        page.click("[data-part=csv]")
    assert Path(taken.value.path()).read_bytes() == (site / "data/events.csv").read_bytes()
    page.select_option("[name=place]", "rutbah")
    settled(page, "2 events")
    with page.expect_download() as taken:
        page.click("[data-part=csv]")
    rows = list(csv.DictReader(io.StringIO(Path(taken.value.path()).read_text(encoding="utf-8"))))
    assert [row["id"] for row in rows] == ["2018-04-06-rutbah-al-qaim", "later-gone", "later-note"]
    assert rows[2]["note"] == NOTE
    with page.expect_download() as taken:
        page.click("[data-part=json]")
    told = json.loads(Path(taken.value.path()).read_text(encoding="utf-8"))
    assert told["question"].endswith("?place=rutbah&sort=when")
    assert told["events"][2]["counts"] == {"strikes": {"low": 1, "high": 4}}
    assert told["events"][1]["status"] == "retracted"


def test_rows_lead_to_their_report_and_source(page: Page, address: str, site: Path) -> None:
    opened(page, address, "explore/?q=erratum")
    row = page.locator(".tabulator-row")
    assert NOTE in row.inner_text()
    assert page.locator(".dlx-app img").count() == 0
    links = [str(link.evaluate("link => link.href")) for link in row.locator("a").all()]
    assert links == [address + "reports/2018-04-13-cjtf-oir/#later-note", "https://example.org/b"]
    assert 'id="later-note"' in (site / "reports/2018-04-13-cjtf-oir/index.html").read_text(encoding="utf-8")


def test_what_the_record_does_not_know_is_said(page: Page, address: str) -> None:
    opened(page, address, "explore/?place=atlantis&from=2018-13-01")
    expect(page.locator("[data-part=unknown]")).to_contain_text("The address asks for atlantis, which the record does not know.")


@pytest.mark.parametrize("wide", [360, 1280])
def test_long_names_do_not_widen_a_narrow_page(page: Page, address: str, wide: int) -> None:
    def renamed(route: Route) -> None:
        data = route.fetch().json()
        long = "Al" * 200
        data["places"] = [[place, f"{long} {name}", *rest] for place, name, *rest in data["places"]]
        data["countries"] = [[country, f"{long} {name}", *rest] for country, name, *rest in data["countries"]]
        data["measures"] = [[measure, *(f"{name}{long}" for name in names)] for measure, *names in data["measures"]]
        data["categories"] = [{**category, "many": f"{category['many']} {long}"} for category in data["categories"]]
        route.fulfill(json=data)

    page.route("**/data/explore.json", renamed)
    page.set_viewport_size({"width": wide, "height": 900})
    opened(page, address)
    page.set_viewport_size({"width": 360, "height": 900})
    expect(page.locator(".tabulator-row")).to_have_count(50)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    ends = "all => Math.max(...all.map(one => one.getBoundingClientRect().right))"
    assert page.locator(".dlx-app *:visible").evaluate_all(ends) <= 360


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_fits(browser: Browser, address: str, width: int, scheme: Any) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened(page, address)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found] == []
    small = page.evaluate(
        """() => [...document.querySelectorAll('.dlx *')]
          .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
          .filter(e => parseFloat(getComputedStyle(e).fontSize) < 11).map(e => e.className)"""
    )
    assert small == []
    page.close()


def test_keys_reach_everything(page: Page, address: str) -> None:
    opened(page, address)
    page.focus("[name=q]")
    seen = set()
    for _ in range(60):
        seen.add(
            page.evaluate(
                "document.activeElement.name || document.activeElement.dataset.part || document.activeElement.classList[0]"
            )
        )
        page.keyboard.press("Tab")
    assert {
        "q",
        "from",
        "to",
        "place",
        "country",
        "targets",
        "report",
        "reset",
        "dlx-placerow",
        "csv",
        "json",
        "dlx-sort",
    } - seen == set(), seen


def test_without_scripts_the_weeks_are_listed(browser: Browser, address: str, site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + "explore/")
    assert not page.locator(".dlx-app").is_visible()
    weeks = page.locator(".dlx-weeklist li")
    texts = [text.replace("\n", " ") for text in weeks.all_inner_texts()]
    assert texts == ["30 March to 5 April 2018 9 strikes", "6 to 12 April 2018 141 to 144 strikes"]
    assert (site / "explore" / str(weeks.first.locator("a").get_attribute("href")) / "index.html").resolve().is_file()
    assert page.get_by_role("link", name="CSV", exact=True).is_visible()
    page.close()


@pytest.mark.parametrize("missing", ["**/explore.json", "**/tabulator.min.js", "**/explore-store.js"])
def test_what_cannot_be_loaded_leaves_the_weeks(browser: Browser, address: str, missing: str) -> None:
    page = browser.new_page()
    page.route(missing, lambda route: route.abort())
    page.goto(address + "explore/")
    expect(page.locator(".dlx-plain")).to_be_visible()
    expect(page.locator(".dlx-failed")).to_be_visible()
    assert not page.locator(".dlx-app").is_visible()
    page.close()


# --- figures -------------------------------------------------------------------------------------------------------------


def pressed(page: Page, address: str) -> Any:
    page.goto(address + "articles/a-week/")
    page.get_by_role("button", name="Explore in place").click()
    figure = page.locator(".dl-figure.dlx-open")
    figure.locator(".dlx-drawing svg").wait_for()
    return figure


def labels(figure: Any) -> dict[str, str]:
    """What the bars say, by what they stand for."""
    found = figure.locator(".dlx-drawing [role=graphics-symbol][aria-label]").all()
    return dict(
        str(one.get_attribute("aria-label")).split(": ", 1) for one in found if ": " in str(one.get_attribute("aria-label"))
    )


def mark(figure: Any, words: str) -> Any:
    """The bars whose words begin so: to be waited for, since they are drawn after the sum is written."""
    return figure.locator(f".dlx-drawing [role=graphics-symbol][aria-label^='{words}']")


def test_a_figure_is_explored_in_its_place(page: Page, address: str) -> None:
    figure = pressed(page, address)
    assert not figure.locator(".dl-plot").first.is_visible()
    assert figure.locator(".dlx-sum").inner_text() == "75 events · 150 to 153 strikes itemised"
    found = labels(figure)
    assert found["Baghdad"] == "71 strikes"
    assert found["One of several"] == "8 strikes"
    assert found["6 to 12 April 2018"] == "141 to 144 strikes"
    assert "Bayji" not in found
    assert "This explores 150 to 153 strikes that reports itemise, of 150 to 153 that they count." in figure.inner_text()


def test_choices_change_weeks_and_places(page: Page, address: str) -> None:
    figure = pressed(page, address)
    figure.locator("select[name=country]").select_option("syria")
    expect(figure.locator(".dlx-sum")).to_have_text("36 events · 73 strikes itemised")
    expect(mark(figure, "Baghdad: ")).to_have_count(0)
    figure.locator("select[name=kind]").select_option("vehicle")
    expect(figure.locator(".dlx-sum")).to_have_text("1 event · 1 to 2 strikes itemised")
    expect(mark(figure, "Shadaddi: 1 to 2 strikes")).not_to_have_count(0)
    figure.get_by_role("button", name="Reset").click()
    expect(figure.locator(".dlx-sum")).to_have_text("75 events · 150 to 153 strikes itemised")
    figure.locator("select[name=last]").select_option(label="30 March to 5 April 2018")
    expect(figure.locator(".dlx-sum")).to_have_text("4 events · 9 strikes itemised")


def test_brushing_weeks_changes_the_places(page: Page, address: str) -> None:
    figure = pressed(page, address)
    bar = figure.locator(".dlx-drawing [aria-label^='30 March']").first.bounding_box()
    y = figure.locator(".dlx-drawing svg").bounding_box()["y"] + 90
    page.mouse.move(bar["x"] + 4, y)
    page.mouse.down()
    page.mouse.move(bar["x"] + bar["width"] - 8, y, steps=6)
    page.mouse.up()
    expect(figure.locator(".dlx-sum")).to_have_text("4 events · 9 strikes itemised")
    expect(mark(figure, "Baghdad: 1 strike")).not_to_have_count(0)
    expect(mark(figure, "Shadaddi: ")).to_have_count(0)
    figure.get_by_role("button", name="Reset").click()
    expect(figure.locator(".dlx-sum")).to_have_text("75 events · 150 to 153 strikes itemised")


def brushed(page: Page, figure: Any, first: str, last: str) -> None:
    """Drag from the middle of one week's bar to that of another."""
    ends = [figure.locator(f".dlx-drawing [aria-label^='{words}']").first.bounding_box() for words in (first, last)]
    y = figure.locator(".dlx-drawing svg").bounding_box()["y"] + 90
    for x, press in zip((end["x"] + end["width"] / 2 for end in ends), (page.mouse.down, page.mouse.up), strict=True):
        page.mouse.move(x, y, steps=6)
        press()


def chosen(figure: Any) -> list[str]:
    return [figure.locator(f"select[name={name}] option:checked").inner_text() for name in ("first", "last")]


def covered(figure: Any) -> tuple[float, float]:
    """Where the brush lies in the drawing, from and to, in px of the drawing."""
    drawn = str(figure.locator(".dlx-drawing .brush_brush_bg path").get_attribute("d"))
    found = re.match(r"M(-?[\d.]+),[\d.]+h(-?[\d.]+)", drawn)
    assert found, drawn
    return float(found[1]), float(found[1]) + float(found[2])


def test_a_brush_and_the_selects_are_one_choice(page: Page, address: str) -> None:
    figure = pressed(page, address)
    brushed(page, figure, "6 to 12 April 2018", "30 March to 5 April 2018")  # from right to left
    expect(figure.locator(".dlx-sum")).to_have_text("75 events · 150 to 153 strikes itemised")
    assert chosen(figure) == ["the first week", "the last week"]
    bar = figure.locator(".dlx-drawing [aria-label^='6 to 12 April 2018']").first.bounding_box()
    y = figure.locator(".dlx-drawing svg").bounding_box()["y"] + 90
    page.mouse.move(bar["x"] + bar["width"] * 0.6, y)
    page.mouse.down()
    page.mouse.move(bar["x"] + bar["width"] * 0.7, y, steps=4)
    page.mouse.up()
    expect(figure.locator(".dlx-sum")).to_have_text("71 events · 141 to 144 strikes itemised")
    assert chosen(figure) == ["6 to 12 April 2018", "the last week"], "a small brush chooses the week that it lies in"
    page.wait_for_timeout(200)  # let go, the brush lies over the whole week
    middle, wide = covered(figure)
    assert middle == pytest.approx(wide / 2, abs=0.6)
    figure.locator("select[name=last]").select_option(label="30 March to 5 April 2018")
    expect(figure.locator(".dlx-sum")).to_have_text("4 events · 9 strikes itemised")
    assert chosen(figure) == ["the first week", "30 March to 5 April 2018"], "the last week goes no further back than the first"
    page.wait_for_timeout(200)
    assert covered(figure) == pytest.approx((0, wide / 2), abs=0.6)
    figure.locator("select[name=last]").select_option(label="the last week")
    expect(figure.locator(".dlx-sum")).to_have_text("75 events · 150 to 153 strikes itemised")
    page.wait_for_timeout(200)
    assert covered(figure) == (0, 0)


def test_a_press_beside_the_brush_takes_the_choice_back(page: Page, address: str) -> None:
    figure = pressed(page, address)
    figure.locator("select[name=first]").select_option(label="6 to 12 April 2018")
    expect(figure.locator(".dlx-sum")).to_have_text("71 events · 141 to 144 strikes itemised")
    bar = figure.locator(".dlx-drawing [aria-label^='30 March']").first.bounding_box()
    page.mouse.click(bar["x"] + 20, figure.locator(".dlx-drawing svg").bounding_box()["y"] + 90)
    expect(figure.locator(".dlx-sum")).to_have_text("75 events · 150 to 153 strikes itemised")
    assert chosen(figure) == ["the first week", "the last week"]


def test_weeks_without_a_report_or_items_are_not_drawn_as_none(page: Page, address: str) -> None:
    def longer(route: Route) -> None:
        data = route.fetch().json()
        last = data["data"]["weeks"][1]
        assert last["week"] == "6 to 12 April 2018"
        gaps = {"13 to 19 April 2018": "no report", "20 to 26 April 2018": "nothing itemised"}
        for number, (words, why) in enumerate(gaps.items()):
            step = (number + 1) * (last["end"] - last["start"])
            days = {name: last[name] + step for name in ("start", "end", "middle")}
            data["data"]["weeks"].insert(2 + number, {**last, **days, "week": words, "gap": why})
            data["choices"]["weeks"].append([days["middle"], words])
        data["key"] += [["hatch", "no report"], ["ground", "nothing itemised"]]
        for spec in data["specs"].values():
            text = json.dumps(spec).replace(str(last["end"]), str(last["end"] + 2 * (last["end"] - last["start"])))
            spec.update(json.loads(text))
        route.fulfill(json=data)

    page.route("**/*.explore.json", longer)
    figure = pressed(page, address)
    found = labels(figure)
    assert (found["13 to 19 April 2018"], found["20 to 26 April 2018"]) == ("no report", "nothing itemised")
    expect(mark(figure, "13 to 19 April 2018: no report")).to_have_attribute("fill", "url(#dlx-hatch)")
    assert page.locator("pattern#dlx-hatch").count() == 1
    key = figure.locator(".dlx-explored .dl-key").inner_text().split("\n")
    assert key == ["possible, not certain", "no report", "nothing itemised"]
    figure.locator("select[name=country]").select_option("syria")
    expect(figure.locator(".dlx-sum")).to_have_text("36 events · 73 strikes itemised")
    assert labels(figure)["20 to 26 April 2018"] == "nothing itemised"


def test_an_explored_figure_has_the_ground_of_its_page(browser: Browser, address: str) -> None:
    page = browser.new_page(color_scheme="dark")
    figure = pressed(page, address)
    fills = "marks => marks.map(one => one.getAttribute('fill'))"
    assert "white" not in figure.locator(".dlx-drawing svg :is(rect, path)").evaluate_all(fills)
    page.close()


def test_closing_brings_the_figure_back(page: Page, address: str) -> None:
    figure = pressed(page, address)
    page.keyboard.press("Escape")
    expect(figure).to_have_count(0)
    assert page.locator(".dl-figure .dl-plot svg:visible").count() == 2
    assert page.evaluate("document.activeElement.textContent") == "Explore in place"
    expect(page.get_by_role("button", name="Explore in place")).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("width", [360, 1280])
def test_an_explored_figure_is_accessible_and_legible(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    figure = pressed(page, address)
    found = Axe().run(page, context=".dlx-open", options=WCAG).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found] == []
    drawn = figure.locator(".dlx-drawing svg").evaluate("svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
    assert drawn * 13 >= 11
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.close()


@pytest.mark.parametrize("missing", ["**/vega.min.js", "**/vega-interpreter.js", "**/*.explore.json", "**/explore.css"])
def test_a_figure_stays_where_exploring_cannot_be_loaded(browser: Browser, address: str, missing: str) -> None:
    page = browser.new_page()
    page.route(missing, lambda route: route.abort())
    page.goto(address + "articles/a-week/")
    page.get_by_role("button", name="Explore in place").click()
    expect(page.locator(".dl-explore-note")).to_contain_text("Exploring could not be loaded.")
    assert page.locator(".dl-figure .dl-plot svg:visible").count() == 2
    page.close()


def test_a_library_that_was_changed_is_not_run(browser: Browser, address: str) -> None:
    page = browser.new_page()
    changed = (ROOT / "templates/assets/vendor/vega-6.4.0/vega.min.js").read_text(encoding="utf-8") + ";globalThis.changed = true"
    page.route("**/vega.min.js", lambda route: route.fulfill(body=changed, content_type="text/javascript"))
    page.goto(address + "articles/a-week/")
    page.get_by_role("button", name="Explore in place").click()
    expect(page.locator(".dl-explore-note")).to_contain_text("Exploring could not be loaded.")
    assert page.evaluate("globalThis.changed") is None
    page.close()


def test_without_scripts_a_link_leads_to_the_same_events(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + "articles/a-week/")
    assert page.get_by_role("button", name="Explore in place").count() == 0
    link = page.get_by_role("link", name=re.compile("Explore these events"))
    assert link.evaluate("link => link.href") == address + "explore/?from=2018-03-30&to=2018-04-12"
    page.close()


def test_a_site_without_the_page_says_what_is_missing(seed: Project) -> None:
    seed.edit(ARTICLE, "/// chart | weekly\n", "/// chart | weekly\n    explore: true\n")
    built = seed.call(*BUILD)
    assert built.returncode == 1
    assert "error[no-explore-page]" in built.stderr
    assert "add content/explore.md" in built.stderr
