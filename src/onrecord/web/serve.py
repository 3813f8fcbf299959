"""Serve the pages: on loopback freely, elsewhere only to those who show a token."""

from __future__ import annotations

import ipaddress

import uvicorn

from onrecord.errors import UsageError
from onrecord.record.open import Record
from onrecord.web.app import create_app


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(record: Record, host: str = "127.0.0.1", port: int = 8765, token: str | None = None) -> None:
    """Serve until stopped. Raises: UsageError, for a host beyond loopback without a token."""
    if not is_loopback(host) and not token:
        raise UsageError(f"--host {host} is open to other machines: choose a --token that they must show")
    uvicorn.run(create_app(record, token), host=host, port=port, log_level="warning")
