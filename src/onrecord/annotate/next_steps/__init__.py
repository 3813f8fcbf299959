"""Next steps: what is to come, with who takes part and when."""
