"""How the time of the reading grows with the length of a text, on texts that invite trouble.

    python -m bench.growth [--json]

Each text is read at a length and at eight times that length. Linear growth gives a factor near 8; more than 16 is named.
"""

from __future__ import annotations

import argparse
import json
import time

from onrecord.model import Report
from onrecord.reader import Reader, load_reader

TIMES = 8
TEXTS = {
    "one paragraph of plain news": "The minister said on Monday that Norway and Sweden had met in Oslo, and accused Denmark of stalling. ",
    "quotation marks that never close": "“The river must be shared, said Ana Kovac, adding that it is late. ",
    "capitals": "NORWAY ACCUSED SWEDEN OF SPYING ON FRIDAY, OFFICIALS SAID. ",
    "numbers and dates": "About 1,200 of 3.5 million people left between 3 March and 5 May 2025, nearly $90 billion in all. ",
    "emoji and combining marks": "🙂 The e\u0301nvoy sai\u0308d on Tuesday: \u201cWe are ready 🙂.\u201d ",
    "names only": "Ana Kovac, Pavel Doru, Maria Stone and John Reed of Norway, ",
}
# Characters of the shorter text.
LENGTH = 10_000


def seconds(reader: Reader, text: str) -> float:
    """The time of one reading."""
    start = time.process_time()
    reader.read(Report(id="growth", published="2025-03-03", language="en", text=text))
    return time.process_time() - start


def main() -> None:
    """Print a row a text: seconds at both lengths, and the factor between them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    reader = load_reader()
    seconds(reader, TEXTS["names only"])
    rows = []
    for name, sentence in TEXTS.items():
        short = sentence * (LENGTH // len(sentence))
        took, longer = seconds(reader, short), seconds(reader, short * TIMES)
        rows.append(
            {"text": name, "seconds": round(took, 2), "seconds_longer": round(longer, 2), "factor": round(longer / took, 1)}
        )
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"{'text':36} {'1x, s':>8} {f'{TIMES}x, s':>8} {'factor':>8}")
    for row in rows:
        print(f"{row['text']:36} {row['seconds']:>8} {row['seconds_longer']:>8} {row['factor']:>8}")


if __name__ == "__main__":
    main()
