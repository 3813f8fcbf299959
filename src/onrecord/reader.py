"""The reader: a report in, a reading out. Models and vocabularies are loaded once, when it is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from onrecord import __version__
from onrecord.annotate.encoder import load_model
from onrecord.annotate.language import load_language
from onrecord.annotate.pipeline import annotate
from onrecord.annotate.stretches import cut_stretches
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.errors import GazetteerMissing
from onrecord.model import Reading, Report
from onrecord.model.draft import Annotations
from onrecord.model.reading import ReaderVersion
from onrecord.resolve.gazetteer import open_gazetteer, say
from onrecord.resolve.places import PlaceResolver
from onrecord.resolve.reading import RULES, resolve
from onrecord.scheme.codebook import DEFAULT, load_codebook
from onrecord.scheme.directory import Directory, load_directory

# Languages that the layers know. A report in another one is kept, with an empty reading that says so.
READ_LANGUAGES = ("en",)
UNREAD = "unread: "
# Code points. A report of thirty pages is read whole in under 20 seconds; what is longer is no news report, and is kept whole but
# read up to here. If the reading gets faster (`python -m bench.growth`), this can grow.
MOST_READ_CHARS = 100_000
REST = "after character "


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads reports with one language model, one set of vocabularies and one gazetteer."""

    language: Language
    vocabulary: Vocabulary
    places: PlaceResolver | None = None
    most_chars: int = MOST_READ_CHARS

    def read(self, report: Report) -> Reading:
        """Annotate, then resolve: the first half of the straight line.

        A report in another language is returned unread; one whose language is unknown is read as English. One longer than
        `most_chars` is read up to the last end of a line or sentence before that, and its `reader` says from where it is unread.
        """
        if report.language is not None and report.language not in READ_LANGUAGES:
            version = ReaderVersion(reader=f"{__version__} {UNREAD}{report.language}", weights="", codebook="")
            return Reading(reading=version, report=report)
        head = next(cut_stretches(report.text, self.most_chars))
        annotations = annotate(report.model_copy(update={"text": head}), self.language, self.vocabulary)
        reading = self.resolve(annotations)
        return reading if head == report.text else _with_rest(reading, report.text)

    def resolve(self, annotations: Annotations) -> Reading:
        """The reading of what the layers found."""
        model = self.vocabulary.model
        weights = RULES if model is None else model.version
        return resolve(annotations, self.vocabulary.directory, self.vocabulary.codebook, weights, self.places)


def _with_rest(reading: Reading, text: str) -> Reading:
    """A reading of a text's beginning as one of the whole text, marked with where the unread rest begins."""
    version, report = reading.reading, reading.report
    marked = version.model_copy(update={"reader": f"{version.reader} {UNREAD}{REST}{len(report.text)}"})
    return reading.model_copy(update={"reading": marked, "report": report.model_copy(update={"text": text})})


def unread_from(reading: Reading) -> int | None:
    """From which character on the report was kept without being read: 0 for another language, None where all was read."""
    _, unread, rest = reading.reading.reader.partition(UNREAD)
    if not unread:
        return None
    return int(rest.removeprefix(REST)) if rest.startswith(REST) else 0


def is_unread(reading: Reading) -> bool:
    """Whether the whole report was kept without being read, because of its language."""
    return unread_from(reading) == 0


def load_reader(codebook: str | Path = DEFAULT, actors: Iterable[Path] = (), weights: Path | None = None) -> Reader:
    """Make a reader: a codebook by name or file, and files of actors on top of the built-in directory.

    `weights` is a folder of trained weights to read with in place of those that come with onrecord.

    Raises: InvalidVocabulary, ModelMissing.
    """
    directory = load_directory(*actors)
    places = _load_places(directory)
    vocabulary = Vocabulary(directory, load_codebook(codebook), load_model(weights))
    return Reader(load_language(), vocabulary, places)


def _load_places(directory: Directory) -> PlaceResolver | None:
    """Find coordinates if there is a gazetteer; a report is worth reading without them, and the user is told why they lack."""
    try:
        return PlaceResolver(open_gazetteer(), directory)
    except GazetteerMissing as error:
        say(f"places are kept without coordinates: {error.message}")
        return None
