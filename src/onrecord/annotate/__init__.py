"""Report -> annotations: what the words say, in drafts that point at text by spans (`pipeline.annotate`)."""
