"""`kb links` as a whole: from a guide on disk to a report and an exit code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kb.cli import main
from kb.cli.links import CACHE, Settings, command, links
from kb.links.rules import NAMES

Write = Callable[..., Path]


def run(world: Any, root: Path, **settings: Any) -> tuple[str, int]:
    settings = {"timeout": 0.25, **settings}
    return links(root, Settings(**settings), gate=world.gate(), options=world.options(interval=0.0))


def codes(text: str) -> list[str]:
    return [one["code"] for one in json.loads(text)["diagnostics"]]


@pytest.fixture
def mixed(world: Any, guide_of: Write) -> Path:
    """A guide with one address of each sort."""
    world.serve("/fine", 200)
    world.serve("/forbidden", 403)
    world.serve("/old", {"to": "/fine"})
    text = " ".join(f"[{path}]({world.url('/' + path)})" for path in ("fine", "dead", "forbidden", "old"))
    return guide_of(bowline=text)


def test_for_people(world: Any, mixed: Path) -> None:
    text, code = run(world, mixed)
    assert code == 1
    dead, moved, forbidden = world.url("/dead"), world.url("/old"), world.url("/forbidden")
    heads = [line for line in text.splitlines() if "[URL" in line]
    assert heads == [
        f"error[URL001]: `{dead}` answers 404 Not Found",
        f"info[URL004]: `{forbidden}` answers 403 Forbidden",
        f"warning[URL002]: `{moved}` has moved for good to `{world.url('/fine')}`",
    ]
    assert "  --> concepts/a/bowline.md:6:" in text
    assert f"help: write `{world.url('/fine')}` (safe fix)" in text
    last = text.splitlines()[-1]
    assert last.startswith("4 addresses, 0 from the cache, ")
    assert last.endswith(" s: 1 error, 1 warning, 1 info; 1 can be fixed with --fix")


def test_as_json_it_has_the_shape_of_kb_check(world: Any, mixed: Path) -> None:
    text, _ = run(world, mixed, form="json")
    document = json.loads(text)
    assert list(document["summary"]) == ["errors", "warnings", "infos", "nodes", "edges", "seconds"]
    assert (document["summary"]["errors"], document["summary"]["warnings"], document["summary"]["infos"]) == (1, 1, 1)
    moved = next(one for one in document["diagnostics"] if one["code"] == "URL002")
    assert moved["filename"] == "concepts/a/bowline.md"
    assert moved["url"] == "https://ropes.test/guide/rules/URL002.html"
    assert moved["fix"]["applicability"] == "safe"
    assert [edit["content"] for edit in moved["fix"]["edits"]] == [world.url("/fine")]


def test_for_github(world: Any, mixed: Path) -> None:
    rows = run(world, mixed, form="github")[0].splitlines()
    assert [row.split(" ")[0] for row in rows[:3]] == ["::error", "::warning", "::notice"]
    assert "title=URL001 dead-link::" in rows[0]


def test_for_an_issue(world: Any, mixed: Path) -> None:
    text, _ = run(world, mixed, form="markdown")
    assert text.startswith("4 addresses, 0 from the cache, ")
    headings = [line for line in text.splitlines() if line.startswith("### ")]
    assert headings == [
        "### An address, DOI or arXiv id that leads nowhere. (1)",
        "### An address that has moved for good. (1)",
        "### An address that cannot be verified. (1)",
    ]
    assert "[URL001](https://ropes.test/guide/rules/URL001.html) dead-link, error" in text
    assert text.count("- [ ] ") == 3
    assert f"- [ ] `{world.url('/dead')}` answers 404 Not Found<br>" in text
    assert "<br>`concepts/a/bowline.md` 6\n" in text


def test_titles_from_other_servers_are_inert_in_an_issue(world: Any, guide_of: Write) -> None:
    root = guide_of("@misc{x,\n title = {On Knots},\n eprint = {1906.01820},\n archivePrefix = {arXiv},\n}")
    title = "@everyone &lt;img src=x&gt; [x](https://evil.test) **b** `c`"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/1906.01820v1</id><title>{title}</title></entry></feed>'
    world.serve("/arxiv", {"body": feed, "type": "application/atom+xml"})
    text, code = run(world, root, form="markdown")
    assert code == 0
    assert "SRC010" in text
    for harmful in ("@everyone", "<img", "](https://evil", "**b**"):
        assert harmful not in text
    human, _ = run(world, root)
    assert "warning[SRC010]: the title of `x` is not that of the arXiv id `1906.01820`" in human


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_the_exit_code(world: Any, mixed: Path, level: str, code: int) -> None:
    assert run(world, mixed, fail_on=level)[1] == code


def test_what_cannot_be_verified_is_no_failure(world: Any, guide_of: Write) -> None:
    world.serve("/forbidden", 403)
    text, code = run(world, guide_of(bowline=f"[a]({world.url('/forbidden')})"), fail_on="info", form="json")
    assert (codes(text), code) == (["URL004"], 0)


def test_fix_writes_the_new_address_and_says_what_is_left(world: Any, mixed: Path, capsys: Any) -> None:
    before = (mixed / "concepts/a/bowline.md").read_text()
    text, code = run(world, mixed, fix=True, form="json")
    assert (codes(text), code) == (["URL001", "URL004"], 1)
    assert (mixed / "concepts/a/bowline.md").read_text() == before.replace(world.url("/old"), world.url("/fine"))
    assert "fixed 1 finding in 1 file" in capsys.readouterr().err
    again, _ = run(world, mixed, fix=True, form="json")
    assert codes(again) == ["URL001", "URL004"]


def test_only_what_changed_since_a_revision(world: Any, guide_of: Write) -> None:
    root = guide_of(bowline=f"[a]({world.url('/one')})", reef=f"[a]({world.url('/two')})")
    for step in (
        ["init", "-q"], ["add", "."], ["-c", "user.name=x", "-c", "user.email=x@x.test", "commit", "-qm", "x"],
    ):  # fmt: skip
        subprocess.run(["git", "-C", str(root), *step], check=True)
    guide_of(reef=f"[a]({world.url('/two')}) [b]({world.url('/three')})")
    text, _ = run(world, root, changed_since="HEAD", form="json")
    assert [one["message"].split("`")[1] for one in json.loads(text)["diagnostics"]] == [
        world.url("/two"),
        world.url("/three"),
    ]
    assert "/one" not in world.paths


def test_successes_are_kept_on_disk(world: Any, mixed: Path) -> None:
    run(world, mixed)
    assert list(json.loads((mixed / CACHE).read_text())["addresses"]) == [f"url:{world.url('/fine')}"]
    text, _ = run(world, mixed)
    assert "4 addresses, 1 from the cache, " in text


def test_without_the_cache_nothing_is_read_or_written(world: Any, mixed: Path) -> None:
    text, _ = run(world, mixed, no_cache=True)
    assert "0 from the cache" in text
    assert not (mixed / CACHE).exists()


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b'{"version": 1, "addresses": 3}'])
def test_a_damaged_cache_is_noted_and_replaced(world: Any, mixed: Path, capsys: Any, content: bytes) -> None:
    (mixed / CACHE).parent.mkdir(parents=True)
    (mixed / CACHE).write_bytes(content)
    _, code = run(world, mixed)
    assert code == 1
    assert (
        "note: build/cache/links.json: the cache cannot be read; everything is asked again" in capsys.readouterr().err
    )
    assert json.loads((mixed / CACHE).read_text())["version"] == 1


def test_a_cache_that_leads_out_of_the_guide_is_not_touched(
    world: Any, mixed: Path, tmp_path: Path, capsys: Any
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "links.json").write_text("mine")
    (mixed / "build").mkdir()
    (mixed / "build" / "cache").symlink_to(tmp_path / "elsewhere")
    run(world, mixed)
    assert (tmp_path / "elsewhere" / "links.json").read_text() == "mine"
    assert "is not kept: it lies outside the guide" in capsys.readouterr().err


def test_a_server_that_is_gone_is_dead_while_others_answer(world: Any, guide_of: Write) -> None:
    text, code = run(world, guide_of(bowline="[a](http://gone.test/)"), form="json")
    assert (codes(text), code) == (["URL001"], 1)
    assert world.paths == ["/witness"], "nobody else had answered, so the witness was asked"


def test_without_a_network_nothing_is_dead(world: Any, guide_of: Write, capsys: Any) -> None:
    from dataclasses import replace

    urls = [f"[{number}](http://site.test:{world.closed}/{number})" for number in range(3)]
    root = guide_of(bowline=" ".join(["[a](http://gone.test/)", "[b](http://busy.test/)", *urls]))
    options = world.options(interval=0.0)
    options = replace(options, services=replace(options.services, witness="http://gone.test/"))
    text, code = links(root, Settings(form="json", fail_on="info"), gate=world.gate(), options=options)
    assert (codes(text), code) == ([], 0)
    assert "note: could not be reached: none of 5 addresses answered; is there a network?" in capsys.readouterr().err
    human, _ = links(root, Settings(), gate=world.gate(), options=options)
    assert human.endswith(": the network could not be reached\n")
    assert links(root, Settings(form="markdown"), gate=world.gate(), options=options) == ("", 0), (
        "the issue stays as it is"
    )


def test_without_a_network_most_are_not_even_asked(world: Any, guide_of: Write) -> None:
    from dataclasses import replace

    root = guide_of(
        bowline=" ".join(
            f"[{number}](http://gone.test/{number}) [x](http://{number}.busy.test/)" for number in range(60)
        )
    )
    options = replace(
        world.options(interval=0.0, limits={"tries": 5}), services=replace(world.services, witness="http://gone.test/")
    )
    world.numbers |= {f"{number}.busy.test": [] for number in range(60)}
    assert links(root, Settings(concurrency=4), gate=world.gate(), options=options)[1] == 0
    assert len(world.looked_up) < 60


def test_when_the_time_runs_out_it_says_so(world: Any, guide_of: Write, capsys: Any) -> None:
    world.serve("/slow", {"status": 503, "headers": {"Retry-After": "30"}})
    world.serve("/fine", 200)
    root = guide_of(bowline=f"[a]({world.url('/slow')}) [b]({world.url('/fine', 'other.test')})")
    text, code = run(world, root, budget_seconds=5.0)
    assert code == 0
    assert "note: the time ran out: 1 of 2 addresses were not asked" in capsys.readouterr().err
    assert text.endswith(": no findings\n")


def test_fragments_on_request(world: Any, guide_of: Write) -> None:
    url = world.serve("/a", {"body": '<p id="x">'})
    root = guide_of(bowline=f"[a]({url}#x) [b]({url}#y)")
    assert codes(run(world, root, form="json")[0]) == []
    text, code = run(world, root, form="json", fragments=True)
    assert (codes(text), code) == (["URL003"], 1)
    assert world.methods == ["HEAD", "GET"]


def test_the_command_itself(guide_of: Write) -> None:
    """What needs no network: no address at all, one that is none, and one that is not asked."""
    runner = CliRunner()
    root = guide_of(bowline="Nothing.")
    result = runner.invoke(main, ["--root", str(root), "links"])
    assert (result.exit_code, result.stdout.split(",")[0]) == (0, "0 addresses")
    guide_of(bowline="[a](http://10.0.0.7/) [b](http://site.test:x/)")
    result = runner.invoke(main, ["--root", str(root), "links", "--format", "json", "--no-cache"])
    assert (result.exit_code, codes(result.stdout)) == (1, ["URL004", "URL001"])
    assert runner.invoke(main, ["--root", str(root), "links", "--fail-on", "never"]).exit_code == 0
    assert runner.invoke(main, ["--root", str(root), "links", "--timeout", "0"]).exit_code == 2
    assert runner.invoke(main, ["--root", str(root), "links", "--changed-since", "nothing"]).exit_code == 2


def test_kb_check_does_not_load_what_asks_the_network(guide_of: Write) -> None:
    root = guide_of(bowline="[a](https://old.test/a)")
    code = (
        "import sys\nfrom kb.cli import main\n"
        f"try:\n    main(['--root', {str(root)!r}, 'check'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in sys.modules if name.startswith(('httpx', 'kb.links'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_ignore_of_these_codes_is_no_mistake(guide_of: Write) -> None:
    root = guide_of(fields='ignore: {URL004: "opens in a browser"}\n', bowline="x")
    (root / "pyproject.toml").write_text('[tool.kb.severity]\nURL002 = "error"\n')
    result = CliRunner().invoke(main, ["--root", str(root), "check", "--format", "json"])
    assert "SUP001" not in codes(result.stdout)


def test_the_page_about_it_names_every_code() -> None:
    """And no option that the command does not have."""
    text = (Path(__file__).parents[2] / "docs" / "links.md").read_text(encoding="utf-8")
    assert all(f"| {code} |" in text for code in NAMES)
    known = {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"--[a-z][a-z-]+", text)) <= known
