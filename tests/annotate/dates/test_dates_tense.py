"""Weekdays, months and days by the tense of their clause, with the model's parse; the report is of Thursday 4 December 2025."""

from __future__ import annotations

import pytest

from onrecord.annotate.dates import find_dates

ROWS = [
    ("The delegations will meet in the capital on Monday.", "Monday", "2025-12-08"),
    ("The delegations met in the capital on Monday.", "Monday", "2025-12-01"),
    ("The delegations have met in the capital since Monday.", "Monday", "2025-12-01"),
    ("The delegations are expected to meet on Monday.", "Monday", "2025-12-08"),
    ("The delegations were due to meet on Saturday.", "Saturday", "2025-12-06"),
    ("The delegations are meeting in the capital on Monday.", "Monday", "2025-12-08"),
    ("The delegations meet in the capital on Monday.", "Monday", "2025-12-08"),
    ("The minister said on Monday that the delegations would meet.", "Monday", "2025-12-01"),
    ("The minister said that the delegations would meet on Monday.", "Monday", "2025-12-08"),
    ("The minister said Tuesday the river talks had failed.", "Tuesday", "2025-12-02"),
    ("Talks scheduled for Monday may slip, the ministry said.", "Monday", "2025-12-08"),
    ("In remarks published on Monday, the minister rejected the plan.", "Monday", "2025-12-01"),
    ("The minister, speaking to reporters on Monday, rejected the plan.", "Monday", "2025-12-01"),
    ("The two sides agreed to resume talks on Monday.", "Monday", "2025-12-08"),
    ("The envoy flew in ahead of a vote on Monday.", "Monday", "2025-12-08"),
    ("The government has until Monday to answer.", "Monday", "2025-12-08"),
    ("Envoys plan to visit the port on Wednesday.", "Wednesday", "2025-12-10"),
    ("The attack on Wednesday killed three people.", "Wednesday", "2025-12-03"),
    ("Wednesday's attack killed three people.", "Wednesday", "2025-12-03"),
    ("A deadline of Monday was set for the withdrawal.", "Monday", "2025-12-08"),
    ("The court is set to rule on Monday.", "Monday", "2025-12-08"),
    ("The court could rule as early as Monday.", "Monday", "2025-12-08"),
    ("The court should have ruled on Monday.", "Monday", "2025-12-01"),
    ("The new chief takes office Monday.", "Monday", "2025-12-08"),
    ("Thousands marched through the city on Sunday to protest against the deal.", "Sunday", "2025-11-30"),
    ("The parliament will vote on Thursday.", "Thursday", "2025-12-04"),
    ("The parliament voted on Thursday.", "Thursday", "2025-12-04"),
    ("The truce proposed in March failed.", "March", "2025-03"),
    ("A meeting planned for the border town in October never took place.", "October", "2025-10"),
    ("The vote was scheduled for Monday.", "Monday", "2025-12-08"),
    ("The vote had been scheduled for Monday.", "Monday", "2025-12-01"),
    ("The vote had been postponed to Monday, an official said.", "Monday", "2025-12-08"),
    ("The vote was postponed to Monday.", "Monday", "2025-12-08"),
    ("If the party wins in May, the tax will go.", "May", "2026-05"),
    ("Prices are up sharply in November.", "November", "2025-11"),
    ("Parties must file their October accounts this week.", "October", "2025-10"),
    ("The mediators gave both sides until Monday.", "Monday", "2025-12-08"),
    ("The guards stayed at the border until Monday.", "Monday", "2025-12-01"),
    ("The truce was signed in April.", "April", "2025-04"),
    ("The truce will be signed in April.", "April", "2026-04"),
    ("The truce is to be signed in April.", "April", "2026-04"),
    ("The mediators gave both sides an April deadline.", "April", "2026-04"),
    ("The truce has held since April.", "April", "2025-04"),
    ("The summit was postponed until February.", "February", "2026-02"),
    ("The summit will open on 20 January.", "20 January", "2026-01-20"),
    ("The summit opened on 20 January.", "20 January", "2025-01-20"),
    ("The letter was dated November 25.", "November 25", "2025-11-25"),
    ("The war marks its third anniversary on December 24.", "December 24", "2025-12-24"),
    ("The vote follows the November 20 ruling.", "November 20", "2025-11-20"),
    ("He was killed in the spring.", "the spring", "2025-SP"),
    ("The army plans an offensive in the spring.", "the spring", "2026-SP"),
    ("The ministers met in May, officials said.", "May", "2025-05"),
    ("The May ceasefire did not hold.", "May", "2025-05"),
    ("The mediators demanded a withdrawal by Monday.", "Monday", "2025-12-08"),
    ("The mediators demanded a withdrawal by 20 January.", "20 January", "2026-01-20"),
    ("The accord foresaw the release of all prisoners by 10 March.", "10 March", "2026-03-10"),
    ("The troops must leave by 20 January.", "20 January", "2026-01-20"),
    ("The troops had left by Monday.", "Monday", "2025-12-01"),
    ("Under Friday's agreement, the army will withdraw.", "Friday", "2025-11-28"),
    ("Friday's attack will be discussed by the council.", "Friday", "2025-11-28"),
    ("Friday's agreement ends the strike.", "Friday", "2025-11-28"),
    ("The envoy will attend Friday's meeting.", "Friday", "2025-12-05"),
    ("The envoy spoke ahead of Friday's meeting.", "Friday", "2025-12-05"),
    ("The council called off Friday's vote.", "Friday", "2025-12-05"),
    ("The envoys met on Wednesday, 3 December.", "Wednesday, 3 December", "2025-12-03"),
    ("The envoys met on Thursday, 3 December.", "Thursday, 3 December", "2025-12-03"),
]


@pytest.mark.model
@pytest.mark.parametrize(
    ("published", "value"), [("2031-06-10", "2031-07-20"), ("2031-06-28", "2031-07-20"), ("2031-08-02", "2031-07-20")]
)
def test_last_day_without_a_year_is_not_of_the_year_before(parsed, published, value):
    (found,) = find_dates(parsed("The mediators demanded a withdrawal by 20 July.", published), None)
    assert found.value == value


@pytest.mark.model
@pytest.mark.parametrize(("text", "words", "value"), ROWS, ids=[row[0] for row in ROWS])
def test_day_follows_the_tense_of_its_clause(parsed, text, words, value):
    found = {text[t.span.start : t.span.end].removesuffix("'s"): t.value for t in find_dates(parsed(text), None)}
    assert {key.lower(): day for key, day in found.items()}.get(words.lower(), found) == value
