"""What only looks like a time: the verb "march", the modal "may", "2000 soldiers", "the fall of the city"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from spacy.tokens import Doc

from onrecord.annotate.dates.grammar import Candidate
from onrecord.annotate.dates.words import plain
from onrecord.scheme.toml import load_scheme

# Years that stand alone without a word before them that times follow.
MODERN = range(1900, 2101)
SIGNALLED = range(1000, 2201)
AMBIGUOUS_MONTHS = (
    "may",
    "march",
    "august",
    "mar",
    "jan",
    "dec",
    "sep",
    "sept",
    "oct",
    "nov",
    "jun",
    "jul",
    "aug",
    "apr",
    "feb",
)
GRANULE_BEFORE = re.compile(
    r"\b(?:in|for|during|of|over|since|throughout|by|from|into|through|within|after|before|until|so far|earlier|later|on)\s+$"
)
BARE_BEFORE = re.compile(
    r"\b(?:for|in|of|after|within|over|took|takes?|lasted|lasts?|spent|last|through|many|in just|only)\s+$"
)
PART_BEFORE = re.compile(r"\b(?:in|at|by|before|after|since|until|during|through|throughout|into|till|around|towards?)\s+$")
SEASON_BEFORE = re.compile(
    r"\b(?:in|by|since|until|till|during|throughout|through|late|early|mid|before|after|over|last|next|this|of|from|to|for|and)[\s-]+(?:the\s+)?$"
)
NOUN_AFTER = re.compile(r"\s+(?:of|that|when|where|he|she|they|it|we|after|before|since|to come)\b")


# Senses whose words are written small, unless they begin a sentence.
COMMON = ("near_day", "often", "vaguely", "granule", "the_granule", "part", "overnight")


class Guard:
    """Looks at the words around a candidate. `doc` may be None: then only the words decide."""

    def __init__(self, text: str, doc: Doc | None) -> None:
        self.text = text
        self.doc = doc

    def admits(self, candidate: Candidate) -> bool:
        """Whether a candidate is a time, as far as its surroundings tell."""
        check = CHECKS.get(candidate.rule.sense)
        return (check is None or check(self, candidate)) and not self.in_a_title(candidate)

    def in_a_title(self, candidate: Candidate) -> bool:
        """Whether a word without a capital of its own has one between names: "Russia Today reported", "NBC Nightly News"."""
        if candidate.rule.sense not in COMMON or not self.text[candidate.start].isupper():
            return False
        before = re.search(r"(\w+)\s$", self.text[max(0, candidate.start - 20) : candidate.start])
        after = re.match(r"\s+([A-Z])", self.text[candidate.end : candidate.end + 4])
        if before is None or not _capital(before[1]):
            return False
        return after is None or candidate.rule.sense == "often"

    def before(self, candidate: Candidate, width: int = 30) -> str:
        """The words before, in lower case."""
        return self.text[max(0, candidate.start - width) : candidate.start].lower()

    def after(self, candidate: Candidate, width: int = 30) -> str:
        """The words after, in lower case."""
        return self.text[candidate.end : candidate.end + width].lower()

    def signalled(self, candidate: Candidate) -> bool:
        """Whether the word before is one that times follow ("in", "since", "early")."""
        if self.text[candidate.start : candidate.start + 4].lower() == "the ":
            return True
        last = re.search(r"([a-z]+)[\s-]+(?:[\"'“‘(]\s*)?$", self.before(candidate))
        return last is not None and last[1] in signal_words()

    def label(self, candidate: Candidate) -> str:
        """The label of spaCy's entity over the candidate's first token, "" without one."""
        if self.doc is None:
            return ""
        tokens = self.doc.char_span(candidate.start, candidate.end, alignment_mode="expand")
        return tokens[0].ent_type_ if tokens is not None and len(tokens) else ""

    def tag(self, candidate: Candidate) -> str:
        """The tag of the candidate's last token, "" without a parse."""
        if self.doc is None:
            return ""
        tokens = self.doc.char_span(candidate.start, candidate.end, alignment_mode="expand")
        return tokens[-1].tag_ if tokens is not None and len(tokens) else ""


@cache
def signal_words() -> frozenset[str]:
    """Words after which a bare month, season or year is one."""
    return frozenset(load_scheme("dates")["signals"]["words"])


@cache
def counted_nouns() -> frozenset[str]:
    """Nouns that make the number before them a count."""
    return frozenset(word.lower() for word in load_scheme("dates")["counted"]["nouns"])


@cache
def seasonal_nouns() -> frozenset[str]:
    """Nouns that a season stands before as their time: "the spring offensive"."""
    return frozenset(load_scheme("dates")["seasonal"]["nouns"])


def _capital(words: str) -> bool:
    return words[:1].isupper()


def is_month(guard: Guard, candidate: Candidate) -> bool:
    """A month alone: capital, and no verb, modal or person's name."""
    groups = candidate.groups
    words = guard.text[candidate.start : candidate.end]
    name = plain(groups["month"])
    if "year" in groups or "yearshift" in groups or "which" in groups or "short" in groups:
        return _capital(groups["month"]) or name not in AMBIGUOUS_MONTHS
    if not _capital(groups["month"]):
        return name not in AMBIGUOUS_MONTHS and guard.signalled(candidate)
    if name.endswith(".") or guard.signalled(candidate):
        return guard.label(candidate) != "PERSON" or guard.signalled(candidate)
    if name in AMBIGUOUS_MONTHS and (guard.doc is None or guard.tag(candidate) not in ("NNP", "NNPS")):
        return False
    return guard.label(candidate) not in ("PERSON", "ORG", "GPE", "FAC") and not _named(guard, candidate, words)


def _named(guard: Guard, candidate: Candidate, words: str) -> bool:
    """Whether a capitalised word stands before or a surname after: "Theresa May", "April Jones"."""
    if words.isupper():
        return False
    before = re.search(r"(\w+)\s$", guard.text[max(0, candidate.start - 20) : candidate.start])
    return bool(before and _capital(before[1]) and before[1].lower() not in signal_words())


def is_day(_guard: Guard, candidate: Candidate) -> bool:
    """A day of a month: "3 may" is one only as "3rd may" or with a year."""
    groups = candidate.groups
    name = plain(groups["month"])
    if _capital(groups["month"]) or name not in ("may", "march", "mar", "august", "sep", "dec", "jan"):
        return True
    return "year" in groups or bool(re.search(r"(?:st|nd|rd|th)$", groups["day"].lower()))


def is_year(guard: Guard, candidate: Candidate) -> bool:
    """A year alone: four digits that count nothing."""
    words = guard.text[candidate.start : candidate.end]
    if not words.isdigit():
        return True
    following = re.match(r"\s+([\w.]+)", guard.after(candidate))
    if following and following[1].rstrip(".") in counted_nouns():
        return False
    if guard.signalled(candidate):
        return int(words) in SIGNALLED
    if re.search(r"[\w.]\s*[-‐–—]$|[($]$|\bno\.\s$", guard.before(candidate)) and not re.search(
        r"[\s(]\w{3,}[-–—(]$|\($", guard.before(candidate)
    ):
        return False
    return int(words) in MODERN and not _counts(guard, candidate)


def _counts(guard: Guard, candidate: Candidate) -> bool:
    """Whether a plural noun follows at once and no article or possessive stands before: "2000 rebels"."""
    if guard.doc is None:
        return False
    tokens = guard.doc.char_span(candidate.start, candidate.end, alignment_mode="expand")
    if tokens is None or not len(tokens) or tokens.end >= len(guard.doc):
        return False
    before = guard.doc[tokens.start - 1] if tokens.start else None
    determined = before is not None and (before.tag_ in ("DT", "POS", "PRP$") or before.pos_ in ("ADJ", "PROPN"))
    return guard.doc[tokens.end].tag_ == "NNS" and not determined


def is_season(guard: Guard, candidate: Candidate) -> bool:
    """A season: not the verb "fall", not "the fall of the city"; before what armies and parliaments do in one, a modifier."""
    groups = candidate.groups
    following = re.match(r"\s+([a-z]+)", guard.after(candidate))
    if following and following[1] in seasonal_nouns():
        return True
    if any(key in groups for key in ("year", "which", "yearshift")):
        return True
    words = plain(guard.text[candidate.start : candidate.end])
    if re.match(r"\s+of\b", guard.after(candidate)) or not SEASON_BEFORE.search(
        guard.before(candidate) + ("the " if words.startswith("the ") else "")
    ):
        return False
    return guard.tag(candidate) in ("", "NN", "NNP") and not re.search(r"\bof the $|\bto $", guard.before(candidate))


def is_granule(guard: Guard, candidate: Candidate) -> bool:
    """The year that runs, not one that is described: "for the year", not "the year of the flood"."""
    before, after = guard.before(candidate).lower(), guard.after(candidate)
    within = re.search(r"\b(?:later|earlier|late|early) in $", before)
    if (not within and NOUN_AFTER.match(after)) or re.match(r"\s+\d|-", after):
        return False
    if plain(candidate.groups["granule"]) == "day":
        return bool(re.search(r"\b(?:end|start|beginning|rest|course) (?:of )?$", before) or within)
    return bool(GRANULE_BEFORE.search(before)) and not re.search(r"\b(?:times?|man|person|half|part|most) of $", before)


def is_bare_length(guard: Guard, candidate: Candidate) -> bool:
    """As in "for days", "weeks of talks"."""
    words = plain(guard.text[candidate.start : candidate.end])
    if " " in words:
        return True
    return bool(BARE_BEFORE.search(guard.before(candidate))) or bool(re.match(r"\s+of\b", guard.after(candidate)))


def is_part(guard: Guard, candidate: Candidate) -> bool:
    """As in "in the morning", "at night", not "the evening paper"."""
    words = plain(guard.text[candidate.start : candidate.end])
    if "part" not in candidate.groups or "hours" in words:
        return True
    return bool(PART_BEFORE.search(guard.before(candidate))) and not re.match(r"\s+of\b|-", guard.after(candidate))


def is_clock(guard: Guard, candidate: Candidate) -> bool:
    """A clock time: "10.30" only with a.m., p.m. or a zone, "4:30" not in a longer number."""
    words = plain(guard.text[candidate.start : candidate.end])
    return not re.fullmatch(r"\d{1,2}\.\d\d", words) and not re.match(
        r"\s*(?:percent|per cent|%|million|billion)", guard.after(candidate)
    )


def is_vaguely(guard: Guard, candidate: Candidate) -> bool:
    """As in "the past", "the present", "the future" as nouns of their own."""
    words = plain(candidate.groups["vaguely"])
    if words == "soon":
        return not re.search(r"\bas\s+$", guard.before(candidate)) and not re.match(
            r"\s+(?:after|as)\b", guard.after(candidate)
        )
    if words in load_scheme("dates")["standard"]["words"]:
        # Adjectives: "its current leader", not "the former and the latter".
        return re.match(r"\s+(?!and\b|or\b|is\b|was\b|of\b|to\b)[A-Za-z]", guard.after(candidate)) is not None
    if words not in ("the past", "the present", "the future"):
        return True
    return (
        re.match(
            r"\s*(?:$|[.,;:!?)\"”’'—–-]|(?:and|or|but|of|in|on|to|with|for|is|was|as|when|that|who|the|by|from|at|than)\b)",
            guard.after(candidate),
        )
        is not None
    )


def is_weekday(guard: Guard, candidate: Candidate) -> bool:
    """A weekday of the calendar, not one in a name ("Monday.com")."""
    return not re.match(r"\.\w", guard.after(candidate))


def is_quarter(guard: Guard, candidate: Candidate) -> bool:
    """A quarter of a year, not a quarter-final."""
    return not re.match(r"[\s-]*finals?\b", guard.after(candidate))


def is_length(guard: Guard, candidate: Candidate) -> bool:
    """A length, not a set phrase: "a second round", "one day he will"."""
    unit = plain(candidate.groups.get("unit", ""))
    if re.match(r"-[a-z]", guard.after(candidate)):
        return False
    if unit == "second":
        return bool(re.match(r"[\d]|one|two|three|ten|half", plain(candidate.groups["amount"])))
    if unit.startswith("quarter") and " " in plain(candidate.groups["amount"]) + " ":
        return not re.match(r"\s+of\b", guard.after(candidate)) and "consecutive" in plain(
            guard.text[candidate.start : candidate.end]
        )
    return True


def is_bare_day(guard: Guard, candidate: Candidate) -> bool:
    """As in "the 20th" where a day can stand."""
    return "monthshift" in candidate.groups or bool(
        re.search(r"\b(?:on|by|until|since|from|to|before|after|till|and)\s+$", guard.before(candidate))
    )


Check = Callable[[Guard, Candidate], bool]
CHECKS: dict[str, Check] = {
    "month": is_month, "day": is_day, "days": is_day, "year": is_year, "season": is_season, "the_granule": is_granule,
    "bare_length": is_bare_length, "part": is_part, "clock": is_clock, "vaguely": is_vaguely, "weekday": is_weekday,
    "quarter": is_quarter, "length": is_length, "bare_day": is_bare_day,
}  # fmt: skip
