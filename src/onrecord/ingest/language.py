"""Which language a text is in."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Code points. Enough for a sure answer, and a bound on time for a long text.
SAMPLE_CHARS = 4000
# Words. In shorter texts names outweigh the language: "KYIV" alone is told to be Finnish.
MIN_WORDS = 6
# Below this the answer is no answer. English news of one paragraph scores above 0.99.
MIN_PROBABILITY = 0.9


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def find_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, or None where it is too short or too mixed to tell."""
    sample = text[:SAMPLE_CHARS]
    if len(sample.split()) < MIN_WORDS:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= MIN_PROBABILITY else None
