"""The application: which address shows which page."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from pydantic import TypeAdapter

from onrecord.errors import OnrecordError
from onrecord.queries.brief import Brief, brief
from onrecord.queries.matrix import Matrix, matrix
from onrecord.queries.moves import Moves, moves
from onrecord.queries.show import Shown, show
from onrecord.record.clock import day
from onrecord.record.open import Record
from onrecord.record.view import View
from onrecord.web import brief_page, error_page, positions_page, report_page
from onrecord.web.page import render, report_path

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
COOKIE = "onrecord_token"
Next = Callable[[Request], Awaitable[Response]]


def _shown_token(request: Request) -> str:
    """The token that a request shows: in its header, its cookie, or once in its address."""
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    return bearer or request.cookies.get(COOKIE, "") or request.query_params.get("token", "")


def _guard(app: FastAPI, token: str | None) -> None:
    @app.middleware("http")
    async def guarded(request: Request, call_next: Next) -> Response:
        if token is not None and not hmac.compare_digest(_shown_token(request).encode(), token.encode()):
            return JSONResponse(
                {"error": {"kind": "Forbidden", "message": "show the token: ?token=... once"}}, 403, headers=HEADERS
            )
        response = await call_next(request)
        response.headers.update(HEADERS)
        if token is not None and request.query_params.get("token"):
            response.set_cookie(COOKIE, token, httponly=True, samesite="strict")
        return response


def _add_positions(app: FastAPI, record: Record) -> None:
    """The pages and answers that tell where the parties stand."""

    @app.get("/positions", response_class=HTMLResponse)
    def all_positions(at: str | None = None) -> Response:
        return render(positions_page.TEMPLATE, positions_page.positions_page(View(record), None, at))

    @app.get("/case/{name}/positions", response_class=HTMLResponse)
    def positions_of_case(name: str, at: str | None = None) -> Response:
        return render(positions_page.TEMPLATE, positions_page.positions_page(View(record), name, at))

    @app.get("/api/positions")
    def positions_json(case: str | None = None, at: str | None = None) -> Matrix:
        return matrix(View(record), case=case, at=at and day(at, "at"))

    @app.get("/api/moves")
    def moves_json(case: str | None = None, until: str | None = None) -> Moves:
        return moves(View(record), case=case, until=until and day(until, "until"))


def create_app(record: Record, token: str | None = None) -> FastAPI:
    """Make the application of one record. With a token, every request must show it."""
    app = FastAPI(title="onrecord", docs_url=None, redoc_url=None)
    app.mount("/static", StaticFiles(directory=str(files("onrecord.web").joinpath("static"))), name="static")
    _guard(app, token)
    _add_positions(app, record)

    @app.exception_handler(OnrecordError)
    async def failed(request: Request, error: OnrecordError) -> Response:
        status = error_page.status_of(error)
        if request.url.path.startswith("/api/"):
            return JSONResponse(error_page.error_json(error), status)
        cases = tuple(case.name for case in View(record).cases())
        return render(error_page.TEMPLATE, error_page.ErrorPage("Not shown", record.name, cases, error.message), status)

    @app.get("/", response_class=HTMLResponse)
    def whole(at: str | None = None) -> Response:
        return render(brief_page.TEMPLATE, brief_page.brief_page(View(record), None, at))

    @app.get("/case/{name}", response_class=HTMLResponse)
    def one_case(name: str, at: str | None = None) -> Response:
        return render(brief_page.TEMPLATE, brief_page.brief_page(View(record), name, at))

    @app.get("/report/{key}", response_class=HTMLResponse)
    def one_report(key: str) -> Response:
        return render(report_page.TEMPLATE, report_page.report_page(View(record), key))

    @app.get("/row/{key}")
    def one_row(key: str) -> Response:
        found = show(View(record), key)
        fragment = f"#r{quote(found.row.id)}" if found.row else ""
        return RedirectResponse(report_path(found.report.report) + fragment)

    @app.get("/api/brief")
    def brief_json(case: str | None = None, at: str | None = None) -> Brief:
        return brief(View(record), case=case, at=at)

    @app.get("/api/report/{key}")
    def report_json(key: str) -> Any:
        return TypeAdapter(Shown).dump_python(show(View(record), key), mode="json")

    return app
