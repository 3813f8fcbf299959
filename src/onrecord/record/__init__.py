"""The record: what was read, kept so that it can be checked. `Writer` writes it, `View` reads it."""
