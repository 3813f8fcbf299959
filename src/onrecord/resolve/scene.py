"""Where in a report things stand: its day, its sentences and paragraphs, its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from onrecord.model.draft import Annotations, MentionDraft
from onrecord.model.span import Span
from onrecord.scheme.directory import Directory
from onrecord.scheme.nouns import short_forms

DEFINITE = {"the", "this", "these", "those", "both", "his", "her", "their", "its", "our"}


@dataclass(slots=True)
class Scene:
    """A report's annotations with the directory, and where sentences and paragraphs begin."""

    annotations: Annotations
    directory: Directory
    sentence_starts: list[int] = field(init=False)
    paragraph_starts: list[int] = field(init=False)
    told: list[int] = field(init=False)
    starts: list[int] = field(init=False)
    pointed: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [draft.span.start for draft in self.drafts]
        self.pointed = {draft.span.start for draft in self.drafts if draft.pointed}
        self.sentence_starts = [span.start for span in self.annotations.sentences]
        self.paragraph_starts = [span.start for span in self.annotations.paragraphs]
        quoted = [quotation.span for quotation in self.annotations.quotations]
        starts = [span.start for span in quoted]
        count, self.told = 0, []
        for start in self.sentence_starts:
            # A sentence that begins with a quotation mark begins one character before the quotation.
            at = bisect_right(starts, start + 1) - 1
            count += not (at >= 0 and quoted[at].start <= start + 1 < quoted[at].end)
            self.told.append(count)

    @property
    def text(self) -> str:
        """The report's text."""
        return self.annotations.report.text

    @property
    def day(self) -> str | None:
        """The report's day, if known."""
        return self.annotations.report.published

    @property
    def drafts(self) -> list[MentionDraft]:
        """The report's mentions, unresolved."""
        return self.annotations.mentions

    def words(self, span: Span | None) -> str:
        """The words under a span on one line, short forms as the nouns that they stand for; "" for none."""
        return " ".join(short_forms().get(w.casefold(), w) for w in self.text[span.start : span.end].split()) if span else ""

    def sentence(self, offset: int) -> int:
        """The number of the sentence at an offset."""
        return bisect_right(self.sentence_starts, offset) - 1

    def narrated(self, offset: int) -> int:
        """How many sentences of the report's own, which do not begin in a quotation, begin before an offset."""
        number = self.sentence(offset)
        return self.told[number] if number >= 0 else 0

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph at an offset."""
        return bisect_right(self.paragraph_starts, offset) - 1

    def before(self, span: Span, length: int = 24) -> str:
        """The words just before a span, in lower case, within its line."""
        return self.text[max(0, span.start - length) : span.start].rpartition("\n")[2].casefold()

    def mentions_in(self, start: int, end: int) -> list[MentionDraft]:
        """The mentions that begin in `[start, end)`."""
        return self.drafts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def numbers_in(self, start: int, end: int) -> range:
        """The numbers of the mentions that begin in `[start, end)`."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def definite(self, span: Span) -> bool:
        """Whether "the", "this" or a possessive stands right before a span, or a "that" which points to it."""
        words = self.before(span, 8).split()
        if words[-1:] == ["that"]:
            return span.start in self.pointed
        return bool(words) and words[-1] in DEFINITE
