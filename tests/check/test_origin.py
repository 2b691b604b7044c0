"""Whether a return is the one that was issued: service, period, template, version of the rules."""

from typing import Any

import pytest

from support_changed import replace
from support_issued_rows import COVER, SCHEME, came_back, check, found, issued
from support_rows import indicator, service_return
from workbook_tools import catalogue
from workbook_tools.findings import Where
from workbook_tools.model.layout import TEMPLATE
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.periods import parse_period

OLD = "Standard return, version 0"


def given(before: dict[str, Any], now: dict[str, Any]) -> ServiceReturn:
    """A return whose cover was issued with `before` and says `now`."""
    return came_back(indicator(), of=issued(indicator(), **before), cover=replace(COVER, **now))


class TestService:
    @pytest.mark.parametrize(
        ("before", "now", "wrong"),
        [
            ("Housing", "Housing", False),
            ("Housing", " housing ", False),
            ("Roads  and Parks", "Roads and parks", False),
            ("Housing", "Roads", True),
            ("Housing", "", True),
            ("", "Roads", False),
            (" ", "Roads", False),
        ],
    )
    def test_on_the_cover(self, before: str, now: str, *, wrong: bool) -> None:
        expected = [("wrong-service", "Cover", "B5", "")] if wrong else []
        assert found(given({"service": before}, {"service": now})) == expected

    def test_the_sentence_names_both(self) -> None:
        (finding,) = check(given({}, {"service": "Roads"}))
        assert finding.message.startswith("The cover says 'Roads', but the return was issued for 'Housing'.")

    def test_of_a_cover_that_is_not_there_only_that_is_said(self) -> None:
        bare = replace(given({}, {"service": ""}), findings=(catalogue.COVER_MISSING.at(Where("Housing.xlsx")),))
        assert found(bare) == []

    def test_hostile_text_stays_on_one_line(self) -> None:
        (finding,) = check(given({}, {"service": "=cmd|' /C calc'!A0\n{issued}" + "x" * 500}))
        assert finding.message.isprintable()
        assert len(finding.message) < 300


class TestPeriod:
    @pytest.mark.parametrize(
        ("before", "now", "wrong"),
        [
            ("Q2 2019/20", "quarter to September 2019", False),
            ("Q2 2019/20", "Q3 2019/20", True),
            ("Q2 2019/20", "September 2019", True),
            ("", "Q3 2019/20", False),
            ("Q2 2019/20", "soon", False),
        ],
    )
    def test_on_the_cover(self, before: str, now: str, *, wrong: bool) -> None:
        cover = {"period": parse_period(now), "period_text": now}
        expected = [("wrong-period", "Cover", "B8", "")] if wrong else []
        assert found(given({"period": parse_period(before)}, cover)) == expected

    def test_the_sentence_names_both(self) -> None:
        (finding,) = check(given({}, {"period": parse_period("Q3 2019/20"), "period_text": "Q3 19/20"}))
        assert finding.message.startswith("The cover says 'Q3 19/20', but the return was issued for Q2 2019/20.")


class TestTemplate:
    @pytest.mark.parametrize(
        ("before", "now", "stale"),
        [
            (TEMPLATE, TEMPLATE, False),
            (TEMPLATE, "", False),
            (TEMPLATE.upper(), f" {TEMPLATE}", False),
            ("", "", False),
            (OLD, OLD, True),
            (OLD, TEMPLATE, True),
            (TEMPLATE, OLD, True),
            ("", "Standard return, version 12", True),
            ("SR-4", "SR-5", False),
        ],
    )
    def test_of_what_was_issued_and_of_the_cover(self, before: str, now: str, *, stale: bool) -> None:
        expected = [("template-stale", "Cover", "B14", "")] if stale else []
        assert found(given({"template": before}, {"template": now})) == expected

    @pytest.mark.parametrize(
        ("template", "stale"),
        [(TEMPLATE, False), (OLD, True), ("", False), ("SR-4", False), ("A Standard return, version", False)],
    )
    def test_of_a_return_that_was_not_issued(self, template: str, *, stale: bool) -> None:
        own = service_return(indicators=(indicator(),), cover=replace(COVER, template=template))
        assert found(own) == ([("template-stale", "Cover", "B14", "")] if stale else [])


class TestScheme:
    @pytest.mark.parametrize(
        ("scheme", "version", "stale"),
        [
            (SCHEME.name, SCHEME.version, False),
            (SCHEME.name, f" {SCHEME.version} ", False),
            (SCHEME.name, "", False),
            (SCHEME.name, "0", True),
            ("moray", "0", False),
        ],
    )
    def test_another_version_of_the_rules(self, scheme: str, version: str, *, stale: bool) -> None:
        expected = [("scheme-stale", "Cover", "B15", "")] if stale else []
        assert found(given({"scheme": scheme, "scheme_version": version}, {"scheme": "moray"})) == expected

    def test_at_the_scheme_where_the_cover_states_no_version(self) -> None:
        cells = {name: cell for name, cell in COVER.cells.items() if name != "scheme_version"}
        stale = given({"scheme": SCHEME.name, "scheme_version": "0"}, {"cells": cells})
        assert found(stale) == [("scheme-stale", "Cover", "B3", "")]


def test_a_return_that_was_not_issued_is_of_any_service_and_period() -> None:
    assert found(came_back(indicator(), issued=None, cover=replace(COVER, scheme=SCHEME.name, scheme_version="0"))) == []


def test_a_refused_return_gives_nothing() -> None:
    assert found(replace(given({"template": OLD}, {"service": "Roads"}), refused="It is damaged.")) == []
