#!/usr/bin/python3
"""Tests of the report for browsers, in Chromium.

SIPEXPERT_PAGES names a folder with pages: en.html, ja.html, ar.html, vi.html of captures, hostile.html with markup in all texts, many.html with
100,000 rows, empty.html of an empty capture. SIPEXPERT_AXE, if set, names axe.min.js of axe-core for the checks of accessibility.

What a page should show is computed here from its data block.

SPDX-License-Identifier: GPL-2.0-or-later
"""

import base64
import json
import os
import re
import time
import unittest
from datetime import datetime, timezone
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

PAGES = Path(os.environ.get("SIPEXPERT_PAGES", "pages")).resolve()
AXE = os.environ.get("SIPEXPERT_AXE")
FACETS = ["severity", "kind", "method", "code", "verdict", "origin"]
ROWS_AT_A_TIME = 200
MOST_BYTES = 20_000_000
MARKUP = ["script", "img", "iframe", "object", "embed", "link", "style", "b", "base", "meta"]

# Before the script of the page: what it copies, and what should not happen.
WATCH = """
window.copied = [];
Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied.push(text); } } });
window.dialogs = 0;
window.alert = window.confirm = window.prompt = () => { window.dialogs++; };
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.sample));
"""


def start_browser():
    options = Options()
    for argument in ("--headless=new", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def data_of(page):
    text = (PAGES / page).read_text(encoding="utf-8")
    return json.loads(text.split('id="data">', 1)[1].split("</script>", 1)[0])


def time_us(text):
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
    return int(moment.replace(microsecond=0).timestamp()) * 1_000_000 + moment.microsecond


class Case:
    """A case or row of the data block, as the list has it."""

    def __init__(self, number, source, group, users, time, count, details):
        self.number, self.users, self.time, self.count, self.details = number, users, time, count, details
        unanswered = group.get("type") == "unanswered"
        self.facets = {name: group.get(name) or "" for name in FACETS}
        self.facets["kind"] = "unanswered" if unanswered else group.get("kind") or ""
        self.facets["code"] = f"{group['code']:03}" if not unanswered and group.get("code", 0) > 0 else ""
        self.frame = source
        texts = [group.get("phrase"), group.get("title"), *self.facets.values(), *users]
        if details:
            texts += [details.get(key) for key in ("call_id", "call", "cause", "fix", "product", "client")]
            texts += details["path"] + details["evidence"]
        self.text = "\n".join(text for text in texts if text).lower()


def cases_of(data):
    cases = []
    for case in data["cases"]:
        cases.append(Case(len(cases), case.get("frame") or case["first_frame"], case, [case["from_user"], case["to_user"]],
                          time_us(case["time"]), case["count"], case))
    for first, us, from_user, to_user, group, count, frame in data["rows"]:
        cases.append(Case(len(cases), frame or first, data["groups"][group], [from_user, to_user], us, count, None))
    return cases


def changed_page(test, page, change):
    """Name of a page whose data block is what change(text of the block) returns; deleted after the test."""
    path = PAGES / "changed.html"
    before, rest = (PAGES / page).read_text(encoding="utf-8").split('id="data">', 1)
    block, after = rest.split("</script>", 1)
    path.write_text(f'{before}id="data">{change(block)}</script>{after}', encoding="utf-8")
    test.addCleanup(path.unlink)
    return path.name


def in_order(cases):
    return [case.number for case in sorted(cases, key=lambda case: (case.time, case.number))]


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = start_browser()
        cls.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()

    def setUp(self):
        self.resize(1600, 1000)
        self.scheme("light")

    def resize(self, width, height):
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                     {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def scheme(self, name):
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]})

    def run_script(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def wait(self, condition):
        return WebDriverWait(self.browser, 20, 0.05).until(lambda browser: condition())

    def open(self, page, **state):
        """Loads the page with its state in the fragment."""
        self.browser.get("about:blank")
        self.browser.get((PAGES / page).as_uri() + ("#" + urlencode(state) if state else ""))
        self.wait(lambda: self.run_script("return document.documentElement.dataset.ready !== undefined"))

    def find(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def find_all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def listed(self):
        """Numbers of the rows in the page."""
        return self.run_script("return [...document.querySelectorAll('#list button.row')].map((row) => Number(row.dataset.case))")

    def wait_for_list(self, expected):
        try:
            self.wait(lambda: self.listed() == expected[:ROWS_AT_A_TIME])
        except Exception:
            self.assertEqual(self.listed(), expected[:ROWS_AT_A_TIME])
        self.assertIn(f"{len(expected):,}", self.find("#shown").text)

    def show(self, number):
        """Opens another case of the page that is loaded."""
        self.run_script("location.hash = 'case=' + arguments[0]", number)
        self.wait(lambda: self.run_script("return document.querySelector('#list [aria-expanded=true]')?.dataset.case") == str(number))

    def facet_counts(self, facet):
        options = self.run_script("return [...document.querySelectorAll(`#facet-${arguments[0]} option`)].map((one) => "
                                  "[one.value, one.textContent.match(/\\(([0-9,]+)\\)$/)?.[1]])", facet)
        return {value: int(count.replace(",", "")) for value, count in options if value}

    def place(self, selector, text):
        """Left and right side of a text in an element; None if it is not there."""
        return self.run_script("""
            const walk = document.createTreeWalker(document.querySelector(arguments[0]), NodeFilter.SHOW_TEXT);
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const at = node.data.indexOf(arguments[1]);
                if (at >= 0) {
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + arguments[1].length);
                    const box = range.getBoundingClientRect();
                    return [box.left, box.right];
                }
            }
            return null;""", selector, text)

    def assert_from_left(self, selector, texts):
        """The texts stand in this order, none over another."""
        places = [self.place(selector, text) for text in texts]
        self.assertNotIn(None, places, texts)
        for (_, end), (begin, _) in pairwise(places):
            self.assertLessEqual(end, begin + 0.5, f"{texts} at {places}")

    def copy(self, key):
        self.run_script("window.copied.length = 0")
        self.find(f'button[data-copy="{key}"]').click()
        self.wait(lambda: self.run_script("return window.copied.length > 0 && document.getElementById('said').textContent !== ''"))
        self.assertTrue(self.find("#said").is_displayed())
        return self.run_script("return window.copied[0]")


class LoadTest(PageTest):
    def test_no_errors_and_no_requests(self):
        for page in ("en.html", "ja.html", "ar.html", "vi.html", "hostile.html", "empty.html"):
            with self.subTest(page):
                self.browser.get_log("performance")
                self.browser.get_log("browser")
                self.open(page)
                self.assertEqual([entry["message"] for entry in self.browser.get_log("browser")], [])
                messages = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
                urls = {message["params"]["request"]["url"].split("#")[0] for message in messages if message["method"] == "Network.requestWillBeSent"}
                self.assertEqual(urls - {"about:blank"}, {(PAGES / page).as_uri()})

    def test_empty_capture_says_so(self):
        self.open("empty.html")
        self.assertEqual(self.find("#none").text, data_of("empty.html")["labels"]["no-failures"])
        self.assertFalse(self.find("#nothing").is_displayed())
        self.assertFalse(self.find("#filters").is_displayed())

    def test_counts(self):
        self.open("en.html")
        data = data_of("en.html")
        shown = dict(self.run_script("return [...document.querySelectorAll('#counts dl:first-child div')].map((item) => "
                                     "[item.querySelector('dt').textContent, item.querySelector('dd').textContent])"))
        labels, summary = data["labels"], data["summary"]
        self.assertEqual(shown[labels["calls"]], f"{summary['calls']:,}")
        self.assertEqual(shown[labels["failed"]], f"{summary['failed_calls']:,}")
        self.assertAlmostEqual(float(shown[labels["answer-seizure"]].rstrip("%")), 100 * summary["answered"] / summary["calls"], delta=0.051)


class FilterTest(PageTest):
    def test_each_facet(self):
        data = data_of("en.html")
        cases = cases_of(data)
        self.open("en.html")
        self.wait_for_list(in_order(cases))
        for facet in FACETS:
            counts = {}
            for case in cases:
                counts[case.facets[facet]] = counts.get(case.facets[facet], 0) + case.count
            counts.pop("", None)
            self.assertEqual(self.facet_counts(facet), counts, facet)
            for value in sorted(counts, key=counts.get)[:2]:
                with self.subTest(facet=facet, value=value):
                    Select(self.find(f"#facet-{facet}")).select_by_value(value)
                    self.wait_for_list(in_order(case for case in cases if case.facets[facet] == value))
                    self.find("#reset").click()
                    self.wait_for_list(in_order(cases))

    def test_two_facets_count_each_other(self):
        cases = cases_of(data_of("en.html"))
        kinds = {}
        for case in cases:
            if case.facets["severity"] == "note":
                kinds[case.facets["kind"]] = kinds.get(case.facets["kind"], 0) + case.count
        self.open("en.html", severity="note", kind="call")
        self.wait_for_list(in_order(case for case in cases if case.facets["severity"] == "note" and case.facets["kind"] == "call"))
        self.assertEqual(self.facet_counts("kind"), kinds)

    def test_search(self):
        cases = cases_of(data_of("en.html"))
        some = next(case for case in cases if case.details and case.details["call_id"])
        for text in ("alice", some.details["call_id"].upper(), "5060 note", some.facets["verdict"], "no-such-text"):
            with self.subTest(text):
                self.open("en.html")
                self.find("#search").send_keys(text)
                self.wait_for_list(in_order(case for case in cases if all(word in case.text for word in text.lower().split())))
        self.assertTrue(self.find("#nothing").is_displayed())
        self.find("#reset").click()
        self.wait_for_list(in_order(cases))
        self.assertEqual(self.find("#search").get_attribute("value"), "")

    def test_sorted_by_count(self):
        cases = cases_of(data_of("many.html"))
        self.open("many.html", sort="count")
        self.wait_for_list([case.number for case in sorted(cases, key=lambda case: (-case.count, case.time, case.number))])

    def test_state_survives_reload_and_back(self):
        cases = cases_of(data_of("en.html"))
        warned = in_order(case for case in cases if case.facets["severity"] == "warn")
        self.open("en.html")
        Select(self.find("#facet-severity")).select_by_value("warn")
        self.wait_for_list(warned)
        self.browser.refresh()
        self.wait_for_list(warned)
        self.assertEqual(Select(self.find("#facet-severity")).first_selected_option.get_attribute("value"), "warn")
        self.browser.back()
        self.wait_for_list(in_order(cases))

    def test_bars_filter(self):
        data = data_of("en.html")
        cases = cases_of(data)
        for key, member, facet in (("by-verdict", "failures_by_verdict", "verdict"), ("by-origin", "failures_by_origin", "origin")):
            self.open("en.html")
            bars = self.find_all(f".chart-{key} button.bar")
            self.assertEqual(len(bars), min(6, len(data["summary"][member])))
            value, count = next(iter(data["summary"][member].items()))
            self.assertIn(value, bars[0].get_attribute("title"))
            self.assertEqual(bars[0].find_element(By.CSS_SELECTOR, ".number").text, f"{count:,}")
            bars[0].send_keys(Keys.ENTER)
            self.wait_for_list(in_order(case for case in cases if case.facets[facet] == value))
            self.assertEqual(bars[0].get_attribute("aria-pressed"), "true")
            bars[0].send_keys(Keys.ENTER)
            self.wait_for_list(in_order(cases))

    def test_column_filters(self):
        data = data_of("many.html")
        chart = data["summary"]["failures_by_time"]
        column = next(i for i, count in enumerate(chart["counts"]) if count > 0)
        begin = time_us(chart["begin"]) + column * chart["step_us"]
        self.open("many.html")
        self.find(".columns button").click()
        self.wait_for_list(in_order(case for case in cases_of(data) if begin <= case.time < begin + chart["step_us"]
                                    and case.facets["kind"] != "unanswered"))


class CaseTest(PageTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = data_of("en.html")
        cls.cases = cases_of(cls.data)

    def elapsed(self, case, message):
        us = time_us(message["time"]) - time_us(case["messages"][0]["time"])
        return f"{'-' if us < 0 else '+'}{(abs(us) + 500) // 1000 / 1000:.3f}"

    def notes(self, message):
        labels = self.data["labels"]
        return ([labels["relayed"]] if message["relay"] else []) + (["ICMP"] if message["kind"] == "icmp" else []) \
            + ([labels["mark-" + message["mark"]]] if message["mark"] else [])

    def ticket(self, case):
        labels, one = self.data["labels"], case.details
        title = one["title"] if "code" not in one else f"{one['code']:03} {one['phrase']}: {one['title']}"
        silent = {hop: f" ({labels['silent']})" for hop in one["silent"]}
        lines = [f"{title} [{one['verdict']}, {labels['severity-' + one['severity']]}]",
                 f"{one['time']}  {one['method']}  {one['from_user'] or '?'} > {one['to_user'] or '?'}", f"{labels['frame']}: {case.frame}"]
        for key, value in (("call-id", one["call_id"]), ("path", " > ".join(hop + silent.get(hop, "") for hop in one["path"])),
                           ("origin", one.get("origin")), ("cause" if one["certain"] else "typical-cause", one["cause"]), ("fix", one["fix"])):
            lines += [f"{labels[key]}: {value}"] if value else []
        for key, name, text in (("at", one["product"], one["fix_product"]), ("at-client", one["client"], one["fix_client"])):
            lines += [f"{labels[key].replace('{name}', name)}: {text}"] if text else []
        lines += [labels["evidence"] + ":"] + ["- " + line for line in one["evidence"]] if one["evidence"] else []
        lines += [f"{labels['seen']}: {one['count']}"] if one["count"] > 1 else []
        lines += ["", labels["messages"] + ":"] if one["messages"] else []
        address = [element["addresses"][0] for element in one["elements"]]
        for message in one["messages"]:
            again = message["retransmissions"]
            notes = self.notes(message) + ([f"{labels['last-frame']}: {message['last_frame']}"] if again else [])
            lines.append(f"{self.elapsed(one, message)}  frame {message['frame']}  {address[message['from']]} > {address[message['to']]}  "
                         f"{message['what']}{f' × {again + 1}' if again else ''}{'  (' + ', '.join(notes) + ')' if notes else ''}")
        return "\n".join(lines) + "\n"

    def some(self, *tests):
        """The first case of each test."""
        return [next(case for case in self.cases if case.details and test(case.details)) for test in tests]

    def interesting(self):
        return self.some(lambda one: True, lambda one: len(one["elements"]) > 2, lambda one: any(message["retransmissions"] for message in one["messages"]),
                         lambda one: one["type"] == "unanswered", lambda one: one["fix_product"], lambda one: one["silent"],
                         lambda one: any(message["relay"] for message in one["messages"]), lambda one: one["count"] > 1)

    def test_open_by_keyboard(self):
        self.open("en.html")
        self.find("#list button.row").send_keys(Keys.ARROW_DOWN)
        self.browser.switch_to.active_element.send_keys(Keys.ENTER)
        second = self.cases[in_order(self.cases)[1]]
        self.wait(lambda: second.details["title"] in self.find("#pane h3").text)
        self.assertEqual(self.run_script("return document.activeElement.tagName"), "H3")
        self.assertIn(second.details["cause"].replace("`", ""), self.find("#pane .cause").text)
        self.assertIn(second.details["fix"].replace("`", ""), self.find("#pane .fix").text)
        for line in second.details["evidence"]:
            self.assertIn(line, self.find("#pane .evidence").text)
        self.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        self.wait(lambda: self.run_script("return document.activeElement.dataset.case") == str(second.number))
        self.assertIn(second.details["title"], self.find("#pane h3").text)

    def test_first_case_beside_the_list(self):
        self.open("en.html")
        first = in_order(self.cases)[0]
        self.assertEqual(self.find("#list [aria-expanded=true]").get_attribute("data-case"), str(first))
        self.assertIn(self.cases[first].details["title"], self.find("#pane h3").text)
        self.assertEqual(self.run_script("return [location.hash, scrollY, document.activeElement.tagName]"), ["", 0, "BODY"])
        last = in_order(self.cases)[-1]
        self.show(last)
        other = next(case for case in self.cases if case.facets["verdict"] != self.cases[last].facets["verdict"])
        Select(self.find("#facet-verdict")).select_by_value(other.facets["verdict"])
        first = in_order(case for case in self.cases if case.facets["verdict"] == other.facets["verdict"])[0]
        self.wait(lambda: self.find("#list [aria-expanded=true]").get_attribute("data-case") == str(first))
        self.resize(400, 900)
        self.wait(lambda: not self.find_all("article.case"))

    def test_in_place_on_narrow_pages(self):
        self.resize(400, 900)
        self.open("en.html")
        row = self.find_all("#list button.row")[2]
        row.click()
        self.wait(lambda: self.find_all("#list > li:nth-child(4).opened article.case"))
        self.assertEqual(row.get_attribute("aria-expanded"), "true")
        self.assertLessEqual(self.run_script("return document.documentElement.scrollWidth"), 400)
        self.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        self.wait(lambda: not self.find_all("article.case"))
        self.assertEqual(self.run_script("return document.activeElement.dataset.case"), row.get_attribute("data-case"))

    def test_next_and_previous(self):
        order = in_order(self.cases)
        self.open("en.html", case=order[3])
        self.find('button[data-step="1"]').click()
        self.wait(lambda: self.run_script("return location.hash").endswith(f"case={order[4]}"))
        self.wait(lambda: self.run_script("return document.activeElement.dataset.step") == "1")

    def test_copied_for_a_ticket(self):
        self.open("en.html")
        for case in self.interesting():
            with self.subTest(case.number):
                self.show(case.number)
                self.assertEqual(self.copy("copy-ticket"), self.ticket(case))

    def test_copied_filter(self):
        self.open("en.html")
        for case in self.interesting():
            frames = sorted({message[key] for message in case.details["messages"] for key in ("frame", "last_frame")})
            self.show(case.number)
            self.assertEqual(self.copy("copy-filter"), f"frame.number in {{{', '.join(map(str, frames))}}}")

    def test_filter_without_details(self):
        data = data_of("many.html")
        case = cases_of(data)[len(data["cases"]) + 5]
        self.open("many.html", case=case.number)
        self.assertEqual(self.copy("copy-filter"), f"frame.number == {case.frame}")
        self.assertIn(f"frame.number == {case.frame}", self.find("#pane .advice").text)

    def test_copied_mermaid(self):
        self.open("en.html")
        for case in self.interesting():
            self.show(case.number)
            lines = self.copy("copy-mermaid").splitlines()
            self.assertEqual(lines[0], "sequenceDiagram")
            participants = [line for line in lines if line.startswith("    participant ")]
            self.assertEqual(len(participants), len(case.details["elements"]))
            for i, (line, element) in enumerate(zip(participants, case.details["elements"])):
                self.assertTrue(line.startswith(f"    participant E{i + 1} as "))
                self.assertIn(element["addresses"][0], self.unescaped(line))
            arrows = {"request": "->>", "response": "-->>", "icmp": "-x"}
            found = [re.match(r"    E(\d+)(->>|-->>|-x)E(\d+): (.*)$", line).groups() for line in lines if re.match(r"    E\d", line)]
            self.assertEqual([(int(a) - 1, arrow, int(b) - 1) for a, arrow, b, _ in found],
                             [(message["from"], arrows[message["kind"]], message["to"]) for message in case.details["messages"]])
            for (_, _, _, text), message in zip(found, case.details["messages"]):
                self.assertTrue(self.unescaped(text).startswith(message["what"]))

    @staticmethod
    def unescaped(text):
        return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text)

    def test_ladder(self):
        self.open("en.html")
        for case in self.interesting():
            with self.subTest(case.number):
                self.show(case.number)
                self.check_ladder(case.details)

    def check_ladder(self, one):
        """Heads and arrows by their places in pixels."""
        heads = self.run_script("return [...document.querySelectorAll('.ladder-head .element')].map((head) => "
                                "({ x: Number(head.querySelector('text').getAttribute('x')), title: head.querySelector('title').textContent }))")
        self.assertEqual(len(heads), len(one["elements"]))
        self.assertEqual([head["x"] for head in heads], sorted(head["x"] for head in heads))
        for head, element in zip(heads, one["elements"]):
            for text in element["addresses"] + ([element["name"]] if element["name"] else []):
                self.assertIn(text, head["title"])
        arrows = self.run_script(
            "return [...document.querySelectorAll('.ladder-body .message[role=listitem]')].map((group) => { const line = group.querySelector('.line');"
            "const at = (name) => Number(line.getAttribute(name)); const place = line.getBoundingClientRect();"
            "return { tag: line.tagName, from: at('x1'), to: at('x2'), y: place.top, frame: group.dataset.frame, text: group.querySelector('.what').textContent,"
            "label: group.querySelector('.what').getBoundingClientRect().bottom, mark: group.querySelector('.mark-text')?.textContent ?? null,"
            "name: group.getAttribute('class'), dash: getComputedStyle(line).strokeDasharray, about: group.getAttribute('aria-label') }; })")
        self.assertEqual([arrow["frame"] for arrow in arrows], [str(message["frame"]) for message in one["messages"]])
        self.assertEqual([arrow["y"] for arrow in arrows], sorted({arrow["y"] for arrow in arrows}))
        for arrow, message in zip(arrows, one["messages"]):
            if message["from"] == message["to"]:
                self.assertEqual(arrow["tag"], "path")
            else:
                self.assertAlmostEqual(arrow["from"], heads[message["from"]]["x"], delta=0.5)
                self.assertAlmostEqual(arrow["to"], heads[message["to"]]["x"], delta=5)
                self.assertLess(arrow["label"], arrow["y"] + 2)
            again = message["retransmissions"]
            self.assertEqual(arrow["text"], message["what"] + (f" × {again + 1}" if again else ""))
            self.assertEqual(arrow["mark"], self.data["labels"]["mark-" + message["mark"]] if message["mark"] else None)
            self.assertEqual(arrow["dash"] != "none", message["relay"] or message["kind"] == "icmp")
            self.assertIn(message["time"], arrow["about"])
        rows = self.run_script("return [...document.querySelectorAll('.as-table tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))")
        self.assertEqual([(row[0], row[1], row[4]) for row in rows],
                         [(self.elapsed(one, message), str(message["frame"]), message["what"]) for message in one["messages"]])

    def test_texts_of_ladder_do_not_overlap(self):
        self.open("en.html")
        for case in [case for case in self.cases if case.details["messages"]][:60]:
            self.show(case.number)
            overlaps = self.run_script("""
                const found = [];
                for (const svg of document.querySelectorAll('.ladder svg')) {
                    const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent !== '');
                    const boxes = texts.map((text) => text.getBoundingClientRect());
                    const width = svg.getBoundingClientRect();
                    boxes.forEach((a, i) => boxes.forEach((b, j) => {
                        if (i < j && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 5 && b.top < a.bottom - 5) {
                            found.push(texts[i].textContent + ' / ' + texts[j].textContent);
                        }
                    }));
                    boxes.filter((box) => box.left < width.left || box.right > width.right).forEach((box) => found.push('cut ' + box.left));
                }
                return found;""")
            self.assertEqual(overlaps, [], case.number)

    def test_messages_left_out(self):
        case = self.some(lambda one: len(one["messages"]) > 3)[0]

        def leave_out(block):
            data = json.loads(block)
            data["cases"][case.number].update(messages_left_out=1234, messages_left_out_at=2)
            return json.dumps(data).replace("<", "\\u003c")

        self.open(changed_page(self, "en.html", leave_out), case=case.number)
        text = f"{self.data['labels']['left-out']}: 1,234"
        names = self.run_script("return [...document.querySelectorAll('.ladder-body [role=listitem]')].map((one) => one.dataset.frame ?? one.textContent)")
        frames = [str(message["frame"]) for message in case.details["messages"]]
        self.assertEqual(names, [*frames[:2], text, *frames[2:]])
        rows = self.run_script("return [...document.querySelectorAll('.as-table tbody tr')].map((row) => row.textContent)")
        self.assertEqual(rows.index(text), 2)
        lines = self.copy("copy-ticket").splitlines()
        self.assertEqual(lines.index(text), lines.index(self.data["labels"]["messages"] + ":") + 3)
        lines = self.copy("copy-mermaid").splitlines()
        self.assertEqual([i for i, line in enumerate(lines) if "Note over" in line], [1 + len(case.details["elements"]) + 2])

    def test_focus_does_not_cover_the_line_below(self):
        self.open("en.html")
        self.find("#list button.row").send_keys(Keys.ENTER)
        self.wait(lambda: self.run_script("return document.activeElement.matches('#pane h3:focus-visible')"))
        ring, below = self.run_script("const h3 = document.activeElement; const style = getComputedStyle(h3); return [h3.getBoundingClientRect().bottom"
                                      " + parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset), "
                                      "document.querySelector('#pane .subtitle').getBoundingClientRect().top]")
        self.assertLessEqual(ring, below)

    def test_transaction_stands_out(self):
        case = self.some(lambda one: len({message["transaction"] for message in one["messages"]}) > 1)[0]
        self.open("en.html", case=case.number)
        message = self.find(".ladder-body .message[role=listitem]")
        self.run_script("arguments[0].focus()", message)
        same = self.run_script("return [...document.querySelectorAll('.ladder-body .message.same[role=listitem]')].map((group) => group.dataset.frame)")
        first = case.details["messages"][0]["transaction"]
        self.assertEqual(same, [str(message["frame"]) for message in case.details["messages"] if message["transaction"] == first])
        self.assertIn(case.details["messages"][0]["time"], self.find(".about-message").text)


class LookTest(PageTest):
    def background(self):
        return self.run_script("return getComputedStyle(document.body).backgroundColor")

    def test_themes(self):
        self.open("en.html")
        light = self.background()
        Select(self.find("#theme")).select_by_value("dark")
        dark = self.background()
        self.assertNotEqual(light, dark)
        Select(self.find("#theme")).select_by_value("")
        self.assertEqual(self.background(), light)
        self.scheme("dark")
        self.assertEqual(self.background(), dark)
        Select(self.find("#theme")).select_by_value("light")
        self.assertEqual(self.background(), light)

    def test_directions(self):
        for page, direction in (("en.html", "ltr"), ("ar.html", "rtl")):
            self.open(page, case=0)
            self.assertEqual(self.run_script("return getComputedStyle(document.querySelector('.split')).direction"), direction)
            self.assertEqual(self.run_script("return getComputedStyle(document.querySelector('.ladder')).direction"), "ltr")
            first, second = (self.run_script("return arguments[0].getBoundingClientRect().left", self.find(name)) for name in ("#list", "#pane"))
            self.assertEqual(first < second, direction == "ltr")

    def test_arabic_message(self):
        data = data_of("ar.html")
        number = next(case.number for case in cases_of(data) if case.details and len(case.details["messages"]) > 3)
        message = data["cases"][number]["messages"][2]
        self.open("ar.html", case=number)
        self.run_script("arguments[0].focus()", self.find_all(".ladder-body .message[role=listitem]")[2])
        about = self.find(".about-message").text
        elapsed = re.search(r"[+][0-9.]+", about)[0]
        self.assert_from_left(".about-message", [message["what"], message["time"], "+", elapsed[1:], " s", str(message["frame"]), data["labels"]["frame"]])

    def test_arabic_ticket_in_any_editor(self):
        """Lines of messages read from the left, whatever direction the editor gives to a line."""
        data = data_of("ar.html")
        case = next(case for case in cases_of(data) if case.details and any(message["mark"] for message in case.details["messages"]))
        self.open("ar.html", case=case.number)
        text = self.copy("copy-ticket")
        addresses = [element["addresses"][0] for element in case.details["elements"]]
        for style in ({"direction": "ltr"}, {"direction": "rtl"}, {"unicodeBidi": "plaintext"}):
            for line, message in zip(text.split(data["labels"]["messages"] + ":\n")[1].splitlines(), case.details["messages"]):
                self.run_script("document.getElementById('ticket')?.remove(); const pre = document.createElement('pre'); pre.id = 'ticket';"
                                "pre.textContent = arguments[0]; Object.assign(pre.style, arguments[1]); document.body.append(pre)", line, style)
                frame = data["labels"]["frame"]
                self.assert_from_left("#ticket", [re.search(r"[+][0-9.]+", line)[0], frame, f"{addresses[message['from']]} > ",
                                                  f"{addresses[message['to']]}  ", message["what"]])
                self.assert_from_left("#ticket", [str(message["frame"]) + "\u2069", frame])

    def test_arabic_table_of_times(self):
        self.open("ar.html")
        edges = self.run_script("""
            const left = (cell) => { const range = document.createRange(); range.selectNodeContents(cell); return range.getBoundingClientRect().left; };
            const rows = [...document.querySelectorAll('.chart-response-times tr')];
            return [1, 2, 3, 4, 5].map((column) => rows.map((row) => Math.round(left(row.cells[column]))));""")
        for column in edges:
            self.assertLessEqual(max(column) - min(column), 1, edges)

    def test_heads_of_times_are_whole_words(self):
        self.open("ja.html")
        for width in (1024, 1440, 1600):
            self.resize(width, 1000)
            lines = self.run_script("return [...document.querySelectorAll('.chart-response-times thead th')].map((cell) => { const range = "
                                    "document.createRange(); range.selectNodeContents(cell); return range.getClientRects().length; })")
            self.assertEqual(lines, [1] * 6, width)

    def test_times_fit(self):
        self.open("en.html")
        for width in (1024, 1100, 1440, 1500, 1600):
            self.resize(width, 1000)
            wide, room = self.run_script("const scroll = document.querySelector('.chart .scroll'); return [scroll.scrollWidth, scroll.clientWidth]")
            self.assertLessEqual(wide, room, width)

    def test_filters_of_narrow_pages(self):
        self.open("en.html")
        for width, columns in ((480, 3), (400, 2)):
            self.resize(width, 1000)
            boxes = self.run_script("return [...document.querySelectorAll('#filters select')].map((one) => one.getBoundingClientRect().toJSON())")
            self.assertEqual(len({box["left"] for box in boxes}), columns)
            self.assertEqual(len({box["width"] for box in boxes}), 1)
            search = self.run_script("return document.querySelector('#search').getBoundingClientRect().toJSON()")
            self.assertEqual([search["left"], search["right"]], [min(box["left"] for box in boxes), max(box["right"] for box in boxes)])

    def test_notes_have_the_commas_of_the_language(self):
        for page, comma in (("en.html", ", "), ("ja.html", "、"), ("vi.html", ", ")):
            data = data_of(page)
            case, message = next((case, message) for case in cases_of(data) if case.details for message in case.details["messages"]
                                 if message["relay"] and message["mark"])
            self.open(page, case=case.number)
            notes = self.run_script("return [...document.querySelectorAll('.as-table tbody tr')].map((row) => row.lastElementChild.textContent)")
            self.assertIn(data["labels"]["relayed"] + comma + data["labels"]["mark-" + message["mark"]], notes)

    def test_all_texts_are_labels(self):
        """No text of the page is written in the script: each is a label, a value or a number."""
        for page in ("en.html", "ja.html", "ar.html", "vi.html"):
            data = data_of(page)
            separators = r" / |: | · |\(|\)| – |, |\n"
            labels = {piece.strip(" :") for value in data["labels"].values() for piece in re.split(separators, value)}
            for part in [re.split(r"\{[a-z-]+\}", value) for value in data["labels"].values() if "{" in value]:
                labels |= {text.strip(" :\u2066\u2067\u2068\u2069") for text in part}
            # Values of the data have an element of their own, but for the advice, which is made of texts of the catalog.
            self.open(page, case=0)
            texts = self.run_script("""
                const texts = [];
                const walk = document.createTreeWalker(document.getElementById('report'), NodeFilter.SHOW_TEXT);
                while (walk.nextNode()) {
                    if (!walk.currentNode.parentElement.closest('.value, .advice p, .advice li, svg .what, svg .element, svg title, .about-message, #made-by')) {
                        texts.push(walk.currentNode.data);
                    }
                }
                document.querySelectorAll('#report [aria-label]').forEach((node) => node.closest('svg .message') || texts.push(node.getAttribute('aria-label')));
                return texts;""")
            left = set()
            for text in texts:
                plain = text.split("\u2068")[-1].split("\u2069")[0] if text.startswith("\u2068") else text
                for piece in re.split(separators, plain):
                    piece = piece.strip(" \u2066\u2069:")
                    if piece not in labels and re.search(r"[^\W\d_]", piece):
                        left.add(piece)
            titles = {value for value in data["titles"].values()} | set(data["titles"])
            values = {case.facets[name] for case in cases_of(data) for name in FACETS} | titles
            left = {text for text in left if text not in values and text not in ("UTC", "ms", "s")
                    and not any(text.rstrip("…") in value for value in values)}
            self.assertEqual(left, set(), page)

    def test_other_languages_have_no_english(self):
        english = data_of("en.html")["labels"]
        for page in ("ja.html", "ar.html", "vi.html"):
            labels = data_of(page)["labels"]
            self.assertEqual(set(labels), set(english))
            shown = self.texts_of_labels(page)
            for key, text in english.items():
                if labels[key] != text:
                    self.assertNotIn(text, shown - set(labels.values()), f"{page} {key}")

    def texts_of_labels(self, page):
        self.open(page, case=0)
        return set(self.run_script("return [...document.querySelectorAll('button, label span, h1, h2, h3, h4, dt, th, summary, option')]"
                                   ".map((node) => node.textContent.trim())"))

    def test_prints(self):
        self.open("en.html", severity="note")
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        expected = in_order(case for case in cases_of(data_of("en.html")) if case.facets["severity"] == "note")
        self.run_script("window.dispatchEvent(new Event('beforeprint'))")
        printed = self.find_all("#printed article.case")
        self.assertEqual(len(printed), min(100, len(expected)))
        self.assertTrue(printed[0].is_displayed())
        self.assertFalse(self.find("#filters").is_displayed())
        self.assertFalse(self.find_all("#printed .copies")[0].is_displayed())
        self.run_script("window.dispatchEvent(new Event('afterprint'))")
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        self.assertEqual(self.find_all("#printed article.case"), [])
        pdf = base64.b64decode(self.browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])
        self.assertTrue(pdf.startswith(b"%PDF-"))
        self.assertGreater(len(re.findall(rb"/Type\s*/Page\b", pdf)), len(expected[:100]) // 4)

    def test_print_says_what_it_leaves_out(self):
        self.open("many.html")
        self.run_script("window.dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(len(self.find_all("#printed article.case")), 100)
        self.assertIn("100 / 100,", self.run_script("return document.querySelector('#printed .hint').textContent"))


class HostileTest(PageTest):
    def markup(self):
        return self.run_script("return arguments[0].map((tag) => document.getElementsByTagName(tag).length)", MARKUP)

    def test_data_is_never_markup(self):
        self.open("empty.html")
        own = self.markup()
        data = data_of("hostile.html")
        self.open("hostile.html")
        self.browser.get_log("browser")
        for number in range(len(data["cases"])):
            self.show(number)
            for button in self.find_all("#pane button[data-copy]"):
                button.click()
        self.run_script("window.dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(self.markup(), own)
        self.assertEqual(self.run_script("return [window.harmed ?? null, window.dialogs, window.violations]"), [None, 0, []])
        self.assertEqual([entry["message"] for entry in self.browser.get_log("browser")], [])
        self.assertLessEqual(self.run_script("return document.documentElement.scrollWidth"), 1600)

    def test_mermaid_has_no_live_characters(self):
        data = data_of("hostile.html")
        self.open("hostile.html")
        copied = 0
        for number in range(len(data["cases"])):
            self.show(number)
            if not self.find_all('button[data-copy="copy-mermaid"]'):
                continue
            copied += 1
            for line in self.copy("copy-mermaid").splitlines()[1:]:
                text = re.sub(r"#\d+;", "", line.replace("<br/>", ""))
                text = re.sub(r"^    (participant E\d+ as |E\d+(->>|-->>|-x)E\d+: |Note over E1,E\d+: )", "", text)
                self.assertNotRegex(text, r"[#;<>\"'`%{}\\|&$\[\]\x00-\x1f]", line)
        self.assertGreater(copied, 0)

    def test_broken_data_says_so(self):
        page = changed_page(self, "empty.html", lambda block: '{"a":')
        self.browser.get((PAGES / page).as_uri())
        self.wait(lambda: self.find("#broken").is_displayed())
        self.assertFalse(self.find("#report").is_displayed())


class ManyTest(PageTest):
    def test_size_and_time(self):
        size = (PAGES / "many.html").stat().st_size
        rows = len(data_of("many.html")["rows"])
        self.browser.get("about:blank")
        begin = time.monotonic()
        self.browser.get((PAGES / "many.html").as_uri())
        self.wait(lambda: len(self.listed()) == ROWS_AT_A_TIME)
        loaded = time.monotonic() - begin
        begin = time.monotonic()
        self.find("#search").send_keys("user12")
        self.wait(lambda: "q=user12" in self.run_script("return location.hash"))
        self.run_script("return document.querySelectorAll('#list button.row').length")
        found = time.monotonic() - begin
        print(f"\n{rows} rows, {size / 1e6:.1f} MB: list after {loaded:.2f} s, first search after {found:.2f} s")
        self.assertLess(size, MOST_BYTES)
        self.assertLess(loaded, 10)
        self.assertLess(found, 10)

    def test_show_more(self):
        order = in_order(cases_of(data_of("many.html")))
        self.open("many.html")
        self.find("#more").click()
        self.assertEqual(self.listed(), order[:2 * ROWS_AT_A_TIME])
        self.assertEqual(self.run_script("return Number(document.activeElement.dataset.case)"), order[ROWS_AT_A_TIME])


@unittest.skipUnless(AXE, "SIPEXPERT_AXE names no axe.min.js")
class AccessibilityTest(PageTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser.execute_cdp_cmd("Page.enable", {})
        cls.browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
        cls.axe = Path(AXE).read_text(encoding="utf-8")

    def violations(self):
        self.run_script(self.axe)
        result = self.browser.execute_async_script("const done = arguments[0]; axe.run().then(done, (error) => done(String(error)))")
        self.assertIsInstance(result, dict, result)
        return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in result["violations"] if one["impact"] in ("serious", "critical")
                for node in one["nodes"][:3]]

    def test_pages(self):
        for page in ("en.html", "ja.html", "ar.html", "vi.html", "hostile.html", "empty.html", "many.html"):
            for scheme in ("light", "dark"):
                for width in (1600, 400):
                    with self.subTest(page=page, scheme=scheme, width=width):
                        self.scheme(scheme)
                        self.resize(width, 1000)
                        self.open(page, case=0)
                        self.assertEqual(self.violations(), [])


if __name__ == "__main__":
    unittest.main()
