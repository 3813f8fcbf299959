"""Control maps to areas: how much was gained, lost and held, by day, month and region. Knows nothing of reports."""
