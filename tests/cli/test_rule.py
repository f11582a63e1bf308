"""`kb rule`: every check can be looked up."""

import pytest
from click.testing import CliRunner

from kb.checks.rules import rules
from kb.cli import main
from kb.cli.rules import every_rule
from kb.model.problem import Severity


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["rule", *arguments])
    assert result.exit_code == 0
    return result.stdout


def test_without_a_code_all_are_listed() -> None:
    rows = run().splitlines()
    assert [row.split()[:3] for row in rows] == [[rule.code, rule.name, rule.severity.label] for rule in every_rule()]


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_a_rule_is_told_whole(rule: object) -> None:
    from kb.model.rule import Rule

    assert isinstance(rule, Rule)
    text = run(rule.code)
    assert text.startswith(f"{rule.code} {rule.name} · {rule.severity.label}")
    assert ("--fix" in text.splitlines()[0]) == (rule.fix == "safe")
    assert ("--unsafe-fixes" in text.splitlines()[0]) == (rule.fix == "unsafe")
    headings = [heading for heading, _ in rule.sections]
    assert headings == ["What it does", "Why is this bad?", "Example", "Use instead"]
    assert all(f"\n{heading}\n{body}\n" in text for heading, body in rule.sections)


def test_names_and_small_letters_are_understood() -> None:
    assert run("rel002") == run("REL002") == run("dangling-target")


def test_an_unknown_code_names_a_similar_one() -> None:
    result = CliRunner().invoke(main, ["rule", "dangling-targets"])
    assert result.exit_code == 2
    assert result.stderr == (
        "error: no check has the code or name `dangling-targets`\nhelp: a similar one is `kb rule dangling-target`\n"
    )


def test_severities_of_a_guide_are_shown_in_its_rules() -> None:
    mild = {rule.code: rule.severity for rule in rules({"REL002": Severity.INFO})}
    assert mild["REL002"] == Severity.INFO
    assert mild["FM001"] == Severity.ERROR


def test_a_rule_as_markdown() -> None:
    rule = next(rule for rule in rules() if rule.code == "REL002")
    assert rule.title == "A typed link to an entry that does not exist."
    assert rule.markdown.startswith("## What it does\n\nLooks up the target")
    assert (
        "## Example\n\n    links:\n      mitigated-by: [adversarial-trainng]\n\n## Use instead\n\n    links:"
        in rule.markdown
    )
