"""Measuring: predictions in the scorers' formats, the results page, and the floors that quality must keep."""
