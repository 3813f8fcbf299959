"""How the time of the reading grows with the length of a text, on texts that invite trouble.

    python -m bench.growth [--json]

Each text is read at a length and at eight times that length: linear growth gives a factor near 8. Then a line of 500,000
characters of each, of which a reader reads a part and marks the rest (`reader.MOST_READ_CHARS`). Last, the peak memory of it all.
"""

from __future__ import annotations

import argparse
import json
import resource
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
    "no sentence ends": "the minister said on Monday that Norway and Sweden had met in Oslo and accused Denmark of stalling while ",
    "names only": "Ana Kovac, Pavel Doru, Maria Stone and John Reed of Norway, ",
}
# Characters of the shorter text.
LENGTH = 10_000
LONG_LINE = 500_000


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
        line = seconds(reader, sentence * (LONG_LINE // len(sentence)))
        rows.append(
            {
                "text": name,
                "seconds": round(took, 2),
                "seconds_longer": round(longer, 2),
                "factor": round(longer / took, 1),
                "seconds_long_line": round(line, 1),
            }
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if options.json:
        print(json.dumps({"texts": rows, "peak_memory_mb": peak}, indent=1))
        return
    print(f"{'text':36} {'1x, s':>8} {f'{TIMES}x, s':>8} {'factor':>8} {'long line, s':>14}")
    for row in rows:
        print(" ".join(f"{value:{width}}" for value, width in zip(row.values(), (36, 8, 8, 8, 14), strict=True)))
    print(f"peak memory, MB {peak:,}")


if __name__ == "__main__":
    main()
