"""When two titles name one work."""

import pytest

from kb.links.titles import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Risks from Learned Optimization", "Risks from learned optimization"),
        ("Risks from Learned Optimization", "Risks from Learned Optimisation"),
        (
            "Risks from Learned Optimization in Advanced Machine Learning Systems",
            "Risks from learned optimization in\n  advanced machine learning systems.",
        ),
        ("Sleeper Agents: Training Deceptive LLMs that Persist", "Sleeper Agents"),
        ("Sleeper Agents", "Sleeper Agents — Training Deceptive LLMs that Persist"),
        ("What is a gene?", "What is a Gene"),
        ("Über die Grundlagen", "Uber die Grundlagen"),
        ("The <i>t</i> haplotype in mice", "The t haplotype in mice"),
        ("On $\\alpha$-stable laws", "On \\alpha-stable laws"),
        ("“Why” and ‘how’", "\"Why\" and 'how'"),
        ("A note", ""),
        ("???", "A note"),
    ],
)
def test_one_work(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Risks from Learned Optimization", "Concrete Problems in AI Safety"),
        ("Attention", "Attention Is All You Need"),
        ("Goodhart's Law: Part I", "Reward Hacking: Part I"),
        ("A survey of knots", "A survey of boats and their sails"),
    ],
)
def test_two_works(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)
