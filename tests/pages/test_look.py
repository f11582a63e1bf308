"""Colors can be read, icons are there, and the configuration is the same for both renderers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from kb.load import load_guide
from kb.pages.colors import DARK, LIGHT, contrast, readable
from kb.pages.site import Site
from kb.pages.site_config import site_config
from kb.pages.styles import icon, style_sheet

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("ground", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("color", ["#ffffff", "#000000", "#ffff00", "#b8860b", "#0072b2", "#777777"])
def test_every_color_can_be_read_on_both_grounds(color: str, ground: str) -> None:
    assert contrast(readable(color, ground), ground) >= 4.5


def test_a_color_that_can_be_read_stays_as_it_is() -> None:
    assert readable("#004488", LIGHT) == "#004488"


def test_contrast_is_that_of_the_guidelines() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    sheet = (ROOT / "kb/pages/assets/css/0-colors.css").read_text(encoding="utf-8")
    assert re.findall(r"--kb-paper: (#\w+)", sheet) == [LIGHT, DARK]


def test_kinds_and_statuses_get_color_and_icon(site_of: Callable[..., Site]) -> None:
    sheet = style_sheet(site_of({}).vocabulary)
    assert re.search(r'\[data-kind="plant"\] \{ --kb-kind: #\w{6}; --kb-icon: url\("data:image/svg\+xml,', sheet)
    assert '[data-md-color-scheme="slate"] [data-status="seen"]' in sheet
    assert "living" not in sheet, "an abstract kind is never shown"


def test_an_icon_that_is_not_there_is_a_dot() -> None:
    assert icon("leaf") != icon(None)
    assert icon("no-such-icon") == icon(None)
    assert icon("../../../etc/passwd") == icon(None)


def test_styles_and_scripts_load_nothing_from_another_host() -> None:
    for path in (ROOT / "kb/pages/assets").rglob("*.*"):
        for address in re.findall(r"(?:https?:)?//[\w.-]+\.\w+", path.read_text(encoding="utf-8")):
            assert address.endswith("www.w3.org"), (path, address)


def test_the_configuration_of_this_guide_is_the_one_made_for_it() -> None:
    assert (ROOT / "mkdocs.yml").read_text(encoding="utf-8") == site_config(load_guide(ROOT))


def test_a_configuration_is_yaml_whatever_the_guide_is_called(site_of: Callable[..., Site]) -> None:
    vocabulary = 'guide: {title: "A: \\"b\\" <c> & d", description: "#x", url: "https://x.example/y"}'
    config = yaml.safe_load(site_config(site_of({}, vocabulary=vocabulary).guide))
    assert config["site_name"] == "A: &quot;b&quot; &lt;c&gt; &amp; d"
    assert config["site_url"] == "https://x.example/y/"
    assert "repo_url" not in config
    assert config["plugins"] == []
    assert config["use_directory_urls"] is False


@pytest.mark.parametrize(
    "texts", [{}, {"vocabulary": "kinds: {k: {label: K, plural: Ks, definition: D.}}"}], ids=["all", "none"]
)
def test_the_navigation_names_only_pages_that_are_made(
    pages_of: Callable[..., dict[str, str]], site_of: Callable[..., Site], texts: dict[str, str]
) -> None:
    named = re.findall(r": ([\w/-]+\.md)$", site_config(site_of({}, **texts).guide), re.MULTILINE)
    assert set(named) - set(pages_of({}, **texts)) == {"map.md"}, "the map is made by its own room"
