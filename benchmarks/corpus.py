"""A made-up guide of any size in the format of a real one, equal for equal seeds, in which `kb check` finds no error.

    python -m benchmarks.corpus FOLDER --entries 8500 --seed 1

Levels keep it free of loops: what must not have one leads from an entry to one a level below. About seven typed links an
entry, most with a reason; four to eight kilobytes a file; one work in the bibliography for ten entries.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import yaml

from benchmarks.language import Language
from benchmarks.vocabulary import Made, Rule, make_vocabulary
from kb.model.slug import anchor_for

LEVELS = 6
LINKS = (5, 9)
FIRST_YEAR = 1960
_PER_LEVEL = 10
_SHARES = {"thought": 70, "proof": 10, "writing": 14, "maker": 6}
_STEPS = 8
ENTRIES_PER_COURSE = 200
ENTRIES_PER_WORK = 10


@dataclass(slots=True)
class Entry:
    """One entry while it is being made."""

    id: str
    title: str
    group: str
    kind: str
    area: str
    level: int
    year: int
    links: list[tuple[str, str]] = field(default_factory=list)
    """Relation and target."""


class Corpus:
    """All entries of a made-up guide, and the text of each."""

    def __init__(self, count: int, seed: int) -> None:
        self.random = Random(seed)
        self.language = Language(self.random)
        self.made: Made = make_vocabulary(self.language)
        self.works = [f"work{number:05d}" for number in range(max(count // ENTRIES_PER_WORK, 1))]
        courses = max(count // ENTRIES_PER_COURSE, 1)
        self.entries = [self._entry(number) for number in range(count - courses)]
        self.places: dict[tuple[str, int], list[Entry]] = {}
        for entry in self.entries:
            self.places.setdefault((entry.group, entry.level), []).append(entry)
        self.pairs: set[frozenset[str]] = set()
        self.received: dict[tuple[str, str], int] = {}
        for entry in self.entries:
            self._link(entry)
        self.courses = [self._named("course", 0) for _ in range(courses)]
        # Nothing can be broader than the entries of the lowest level.
        self.made.data["roots"] = [entry.id for entry in self.places.get(("thought", 0), [])]

    def _entry(self, number: int) -> Entry:
        group = self.random.choices(tuple(_SHARES), tuple(_SHARES.values()))[0]
        return self._named(group, number % LEVELS)

    def _named(self, group: str, level: int) -> Entry:
        title = self.language.new_name(self.random.choice((2, 3))).capitalize()
        kind, area = self.random.choice(self.made.kinds[group]), self.random.choice(self.made.areas)
        year = FIRST_YEAR + level * _PER_LEVEL + self.random.randrange(_PER_LEVEL)
        return Entry(title.lower().replace(" ", "-"), title, group, kind, area, level, year)

    def _link(self, entry: Entry) -> None:
        rules = {name: rule for name, rule in self.made.relations.items() if rule.start in (entry.group, "any")}
        names, shares = tuple(rules), tuple(rule.share for rule in rules.values())
        parents = next(iter(rules))
        wanted = self.random.randint(*LINKS)
        chosen = [parents, *self.random.choices(names, shares, k=wanted * 2)]
        once = {name for name, rule in rules.items() if rule.down and dict(rule.flags).get("transitive")}
        for name in chosen:
            if len(entry.links) == wanted:
                return
            rule = rules[name]
            vague = "budget" in dict(rule.flags)
            if (vague or name in once) and any(name == given for given, _ in entry.links):
                continue
            if (target := self._target(entry, name, rule)) is not None:
                entry.links.append((name, target.id))
                self.pairs.add(frozenset((entry.id, target.id)))
                self.received[name, target.id] = self.received.get((name, target.id), 0) + 1

    def _target(self, entry: Entry, name: str, rule: Rule) -> Entry | None:
        """Another entry that the relation may lead to; None if none was met in a few attempts."""
        group = self.random.choices(tuple(_SHARES), tuple(_SHARES.values()))[0] if rule.end == "any" else rule.end
        level = entry.level - 1 if rule.down else self.random.randrange(LEVELS)
        candidates = self.places.get((group, level), [])
        most = dict(rule.flags).get("max-in", 10**9)
        for _ in range(5 if candidates else 0):
            target = self.random.choice(candidates)
            if (
                target is not entry
                and frozenset((entry.id, target.id)) not in self.pairs
                and not (rule.apart and target.area == entry.area)
                and self.received.get((name, target.id), 0) < most
            ):
                return target
        return None

    def files(self) -> Iterator[tuple[str, str]]:
        """Path and text of everything, one after another."""
        yield "concepts/vocabulary.yml", yaml.safe_dump(self.made.data, sort_keys=False, width=120)
        yield "concepts/references.bib", "\n".join(map(self._work, self.works))
        for entry in self.entries:
            yield f"concepts/{entry.area}/{entry.id}.md", self._text(entry)
        for course in self.courses:
            yield f"concepts/{course.area}/{course.id}.md", self._course(course)

    def _work(self, key: str) -> str:
        authors = " and ".join(
            f"{self._capital()}, {self._capital()}" for _ in range(self.random.randint(1, 5))
        )  # fmt: skip
        return (
            f"@article{{{key},\n  author = {{{authors}}},\n  title = {{{self.language.sentence(5, 11)[:-1]}}},\n"
            f"  journal = {{{self._capital()} {self._capital()}}},\n  year = {{{self.random.randint(1960, 2024)}}},\n"
            f"  doi = {{10.5555/{key}}},\n}}\n"
        )

    def _capital(self) -> str:
        return self.random.choice(self.language.words[50:]).capitalize()

    def _text(self, entry: Entry) -> str:
        lines = ["---", f"title: {entry.title}", f"kind: {entry.kind}", f"summary: {self._summary()}"]
        if self.random.random() < 0.4:
            lines.append(f"aliases: [{self.language.new_name(3)}]")
        if entry.group in ("thought", "proof"):
            lines.append(f"status: {self.random.choice(self.made.statuses)}")
        lines.append(f"origin: {{year: {entry.year}}}")
        lines += ["links:", *self._links(entry)] if entry.links else []
        lines += [f"sources: [{self.random.choice(self.works)}]", "---", "", *self._body(entry)]
        return "\n".join(lines) + "\n"

    def _summary(self) -> str:
        return self.language.sentence(14, 26)

    def _links(self, entry: Entry) -> Iterator[str]:
        groups: dict[str, list[str]] = {}
        for name, target in entry.links:
            groups.setdefault(name, []).append(target)
        for name, targets in groups.items():
            yield f"  {name}:"
            required = self.made.relations[name].required
            for target in targets:
                yield f"    - to: {target}"
                if required or self.random.random() < 0.6:
                    yield f"      reason: {self.language.sentence(10, 22)}"
                if "limit" in required:
                    yield f"      limit: {self.language.sentence(10, 18)}"
                if self.random.random() < 0.2:
                    yield f"      ref: {self.random.choice(self.works)}"

    def _body(self, entry: Entry) -> Iterator[str]:
        yield from self._paragraphs(2)
        for number, section in enumerate(self.made.sections[entry.kind]):
            yield from (f"## {section}", "")
            yield from self._paragraphs(self.random.randint(2, 3))
            if number == 1:
                yield from self._extra()
        yield from (f"- {self.language.sentence()}" for _ in range(3))
        if self.random.random() < 0.1:
            yield from ("", *self._exercise())

    def _paragraphs(self, count: int) -> Iterator[str]:
        for _ in range(count):
            sentences = [self.language.sentence() for _ in range(self.random.randint(2, 4))]
            for _ in range(self.random.choice((1, 1, 2, 2, 3))):
                at = self.random.randrange(len(sentences))
                sentences[at] = sentences[at][:-1] + f" {self._mention()}."
            yield from (" ".join(sentences), "")

    def _mention(self) -> str:
        other = self.random.choice(self.entries)
        turn = self.random.random()
        if turn < 0.25:
            return f"[@{self.random.choice(self.works)}]"
        if turn < 0.6:
            return f"[[{other.id}]]"
        if turn < 0.8:
            return f"[[{other.id}|{self.language.clause(2, 3)}]]"
        heading = anchor_for(self.random.choice(self.made.sections[other.kind]))
        return f"[{self.language.clause(2, 4)}](../{other.area}/{other.id}.md#{heading})"

    def _extra(self) -> Iterator[str]:
        turn = self.random.random()
        if turn < 0.15:
            yield "| " + " | ".join(self.language.clause(1, 2) for _ in range(3)) + " |"
            yield "|---|---|---|"
            for _ in range(4):
                yield "| " + " | ".join(self.language.clause(1, 4) for _ in range(3)) + " |"
            yield ""
        elif turn < 0.3:
            yield from ("> [!note]", f"> {self.language.sentence()}", "")
        elif turn < 0.4:
            yield from (rf"$$f_{{{self.random.randint(1, 9)}}}(x) = \frac{{\alpha x^2 + 1}}{{\sqrt{{x}}}}$$", "")

    def _exercise(self) -> Iterator[str]:
        yield from ("```exercise", "type: choice", f"question: {self.language.sentence()[:-1]}?", "options:")
        for number in range(4):
            yield f"  - text: {self.language.sentence(4, 8)}"
            if number == 2:
                yield "    correct: true"
            yield f"    why: {self.language.sentence()}"
        yield "```"

    def _course(self, course: Entry) -> str:
        steps = sorted(self.random.sample(self.entries, min(_STEPS, len(self.entries))), key=lambda one: one.level)
        lines = ["---", f"title: {course.title}", f"kind: {course.kind}", f"summary: {self._summary()}", "steps:"]
        for step in steps:
            lines += [f"  - to: {step.id}", f"    why: {self.language.sentence()}"]
        return "\n".join([*lines, "---", "", *self._paragraphs(2)]).rstrip() + "\n"


def write_corpus(folder: Path, count: int, seed: int) -> int:
    """Write a corpus of `count` entries below `folder`; returns its size in bytes."""
    size = 0
    made: set[Path] = set()
    for path, text in Corpus(count, seed).files():
        full = folder / path
        if full.parent not in made:
            full.parent.mkdir(parents=True, exist_ok=True)
            made.add(full.parent)
        data = text.encode("utf-8")
        full.write_bytes(data)
        size += len(data)
    return size


def main() -> None:
    """Write a corpus, from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    size = write_corpus(given.folder, given.entries, given.seed)
    print(f"{given.entries} entries, {size / 1e6:.1f} MB in {given.folder}")


if __name__ == "__main__":
    main()
