"""A codebook: the issues of a negotiation, as a TOML file that a researcher can write in an hour (docs/codebooks.md).

name = "river"
description = "..."                  # optional
extends = "peace-process"            # optional: start from the issues of another codebook
without = ["climate-finance"]        # optional: issues of the other one to leave out
parties = ["Velmora", "Ostvar"]      # optional

[[issue]]
slug = "water-rights"                # of an issue that is extended, the words are added, the rest replaced
label = "Water rights"
description = "Who may draw how much water from the river."
words = ["water right*", "draw .. water"]
hints = ["river", "cubic metre"]     # optional
examples = ["Ostvar demanded half of the river's water."]                     # optional
means = { support = "...", oppose = "..." }                                   # optional
general = true                       # optional: yields to any other issue beside it
joint = true                         # optional: something that the sides do together, such as talks
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from onrecord.errors import InvalidVocabulary
from onrecord.model.reading import Stance
from onrecord.scheme.toml import parse_toml
from onrecord.scheme.wording import parse_wording

DEFAULT = "peace-process"
STANCES = get_args(Stance)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
HEADER = re.compile(r"^\s*\[\[\s*issue\s*\]\]", re.MULTILINE)
FIELDS = {"name", "description", "extends", "without", "parties", "issue"}
ISSUE_FIELDS = {"slug", "label", "description", "words", "hints", "examples", "means", "general", "joint"}
HASH_LENGTH = 12
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue: slug, label, description, and the words that mark it.

    `words` mark the issue by themselves, `hints` only where two of them or a word of the issue stand together; both are
    patterns (`scheme/wording.py`). `examples` are sentences about it, `means` what each stance on it means. A `general` issue
    yields to any other beside it ("a deal on prisoners"); who wants a `joint` one supports it, as the sides do it together,
    and does not demand it ("wants talks").
    """

    slug: str
    label: str
    description: str = ""
    words: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    means: tuple[tuple[str, str], ...] = ()
    general: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Codebook:
    """The issues in use, with the parties of the case. `hash` identifies the content of its file and of those it extends."""

    name: str
    issues: tuple[Issue, ...]
    parties: tuple[str, ...] = ()
    hash: str = ""
    description: str = ""

    def issue(self, slug: str) -> Issue | None:
        """The issue with this slug."""
        return next((issue for issue in self.issues if issue.slug == slug), None)


@dataclass(frozen=True, slots=True)
class _File:
    """A codebook's file: where it came from, what it says."""

    origin: str
    content: str
    folder: Path | None = None

    def line(self, entry: int) -> str:
        """Where issue number `entry` begins, for a message."""
        starts = [match.start() for match in HEADER.finditer(self.content)]
        if entry >= len(starts):
            return f"issue {entry + 1}"
        return f"line {self.content.count(chr(10), 0, starts[entry]) + 1}"

    def bad(self, problem: str, entry: int | None = None) -> InvalidVocabulary:
        """The error that names the file and, for an issue, its line."""
        return InvalidVocabulary(": ".join([self.origin, *([self.line(entry)] if entry is not None else []), problem]))


def builtin_codebooks() -> tuple[str, ...]:
    """The names of the codebooks that come with onrecord."""
    folder = files("onrecord.scheme").joinpath("codebooks")
    return tuple(sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")))


def load_codebook(name_or_path: str | Path = DEFAULT) -> Codebook:
    """The codebook of this name that comes with onrecord, or the one in a file.

    Raises: InvalidVocabulary, naming the file, the line of the issue, and what is wrong with it.
    """
    return _load(_open(name_or_path, None), 0)


def _open(name: str | Path, folder: Path | None) -> _File:
    if str(name) in builtin_codebooks():
        resource = files("onrecord.scheme").joinpath("codebooks", f"{name}.toml")
        return _File(f"scheme/codebooks/{name}.toml", resource.read_text(encoding="utf-8"))
    path = (folder or Path()) / name
    if not path.is_file():
        known = ", ".join(builtin_codebooks())
        raise InvalidVocabulary(f"the codebook {str(name)!r} is neither a file nor one that comes with onrecord ({known})")
    try:
        return _File(str(path), path.read_text(encoding="utf-8"), path.parent)
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidVocabulary(f"{path}: cannot be read: {error}") from error


def _load(file: _File, depth: int) -> Codebook:
    table = parse_toml(file.content, file.origin)
    _check_fields(table, file)
    base = _base(table, file, depth)
    issues = {issue.slug: issue for issue in base.issues} if base else {}
    for slug in table.get("without", []):
        if issues.pop(slug, None) is None:
            raise file.bad(f"`without` names {slug!r}, which {table.get('extends', 'no codebook')!r} does not have")
    own: set[str] = set()
    for entry, row in enumerate(table.get("issue", [])):
        issue = _issue(row, entry, file, issues.get(row.get("slug", "")) if isinstance(row, dict) else None)
        if issue.slug in own:
            raise file.bad(f"the slug {issue.slug!r} is given twice", entry)
        own.add(issue.slug)
        issues[issue.slug] = issue
    if not issues:
        raise file.bad("a codebook needs at least one [[issue]]")
    content = file.content + (base.hash if base else "")
    return Codebook(
        name=table["name"],
        issues=tuple(issues.values()),
        parties=tuple(table.get("parties", base.parties if base else ())),
        hash=hashlib.sha256(content.encode()).hexdigest()[:HASH_LENGTH],
        description=table.get("description", base.description if base else ""),
    )


def _base(table: dict[str, Any], file: _File, depth: int) -> Codebook | None:
    if "extends" not in table:
        return None
    if depth >= DEEPEST:
        raise file.bad(f"`extends` goes deeper than {DEEPEST} codebooks; does one extend itself?")
    return _load(_open(table["extends"], file.folder), depth + 1)


def _check_fields(table: dict[str, Any], file: _File) -> None:
    unknown = sorted(set(table) - FIELDS)
    if unknown:
        raise file.bad(f"unknown field {unknown[0]!r}; a codebook has {', '.join(sorted(FIELDS))}")
    if not isinstance(table.get("name"), str) or not table["name"].strip():
        raise file.bad("a codebook needs a `name`")
    for name in ("description", "extends"):
        if name in table and not isinstance(table[name], str):
            raise file.bad(f"`{name}` is text, not {table[name]!r}")
    for name in ("without", "parties"):
        if not _texts(table.get(name, [])):
            raise file.bad(f"`{name}` is a list of texts, not {table[name]!r}")
    if not isinstance(table.get("issue", []), list):
        raise file.bad("issues are written as [[issue]], with two brackets")


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _issue(row: Any, entry: int, file: _File, extended: Issue | None) -> Issue:
    _check_issue(row, entry, file)
    own = Issue(
        slug=row["slug"],
        label=row.get("label", ""),
        description=row.get("description", ""),
        words=tuple(row.get("words", [])),
        hints=tuple(row.get("hints", [])),
        examples=tuple(row.get("examples", [])),
        means=tuple(row.get("means", {}).items()),
        general=row.get("general", extended.general if extended else False),
        joint=row.get("joint", extended.joint if extended else False),
    )
    if extended is not None:
        return _extended(extended, own)
    for name in ("label", "words"):
        if not getattr(own, name):
            raise file.bad(f"issue {own.slug!r} needs `{name}`", entry)
    return own


def _extended(base: Issue, own: Issue) -> Issue:
    """An issue of another codebook with more words, and with what else is said of it here in place of what was said there."""
    return replace(
        own,
        label=own.label or base.label,
        description=own.description or base.description,
        words=tuple(dict.fromkeys(base.words + own.words)),
        hints=tuple(dict.fromkeys(base.hints + own.hints)),
        examples=base.examples + own.examples,
        means=own.means or base.means,
    )


def _check_issue(row: Any, entry: int, file: _File) -> None:
    if not isinstance(row, dict):
        raise file.bad(f"an issue is a table, not {row!r}", entry)
    slug = row.get("slug")
    if not isinstance(slug, str) or not SLUG.fullmatch(slug):
        raise file.bad(f"an issue needs a `slug` of small letters, digits and hyphens, not {slug!r}", entry)
    unknown = sorted(set(row) - ISSUE_FIELDS)
    if unknown:
        raise file.bad(
            f"issue {slug!r} has the unknown field {unknown[0]!r}; an issue has {', '.join(sorted(ISSUE_FIELDS))}", entry
        )
    for name in ("label", "description"):
        if not isinstance(row.get(name, ""), str):
            raise file.bad(f"`{name}` of issue {slug!r} is text, not {row[name]!r}", entry)
    for name in ("words", "hints", "examples"):
        if not _texts(row.get(name, [])):
            raise file.bad(f"`{name}` of issue {slug!r} is a list of texts, not {row[name]!r}", entry)
    for name in ("general", "joint"):
        if not isinstance(row.get(name, False), bool):
            raise file.bad(f"`{name}` of issue {slug!r} is true or false, not {row[name]!r}", entry)
    _check_means(row.get("means", {}), slug, entry, file)
    _check_wordings([*row.get("words", []), *row.get("hints", [])], slug, entry, file)


def _check_means(means: Any, slug: str, entry: int, file: _File) -> None:
    if not isinstance(means, dict):
        raise file.bad(f"`means` of issue {slug!r} is a table of stances, not {means!r}", entry)
    for stance, meaning in means.items():
        if stance not in STANCES:
            raise file.bad(f"issue {slug!r} has the unknown stance {stance!r}; stances are {', '.join(STANCES)}", entry)
        if not isinstance(meaning, str):
            raise file.bad(f"what {stance!r} means on issue {slug!r} is text, not {meaning!r}", entry)


def _check_wordings(patterns: list[str], slug: str, entry: int, file: _File) -> None:
    for pattern in patterns:
        try:
            parse_wording(pattern)
        except ValueError as error:
            raise file.bad(f"issue {slug!r}: {error}", entry) from error
