"""Which positions are renderings of one utterance: copies of a wire, or one remark in several reports."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.queries.positions import PositionRow
from onrecord.record.view import View
from onrecord.relate import copies, same_record
from onrecord.relate.derived import read

# Kinds of relations whose clusters are one utterance.
SAME, COPIES = same_record.KIND, copies.KIND


def utterances(view: View, rows: Collection[PositionRow], case: str | None) -> dict[str, str]:
    """Return for the rows that were related to others (`onrecord relate`) a key that all renderings of one utterance share.

    Two positions are one utterance where their statements are the same one, or where the same words stand in copies of one report.
    """
    said = {row.statement for row in rows if row.statement}
    same = {one.row_id: one.cluster for one in read(view, SAME, case=case, rows=said)}
    copied = {one.report_id: one.cluster for one in read(view, COPIES, case=case, reports={row.report for row in rows})}
    keys: dict[str, str] = {}
    for row in rows:
        if row.statement in same:
            keys[row.id] = f"{SAME} {same[row.statement]}"
        elif row.report in copied:
            keys[row.id] = f"{COPIES} {copied[row.report]} {' '.join(row.words.casefold().split())}"
    return keys
