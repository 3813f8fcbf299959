"""Read-only questions to the record. Every row that they return says which report, version and words it came from."""
