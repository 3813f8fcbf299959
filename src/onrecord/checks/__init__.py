"""Rules over what was read: each looks at the figures or dates of one report and returns Findings that point at spans."""
