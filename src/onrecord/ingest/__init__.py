"""Bytes -> Report: text files, JSON reports, web pages, addresses, folders, standard input."""

from onrecord.ingest.inputs import Failure, Incoming, Overrides, find_inputs
from onrecord.ingest.parse import parse_reports

__all__ = ["Failure", "Incoming", "Overrides", "find_inputs", "parse_reports"]
