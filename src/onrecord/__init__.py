"""onrecord: follow a negotiation or a conflict through the news, every statement sourced."""

__version__ = "0.1.0"
