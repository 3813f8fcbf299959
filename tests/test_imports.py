"""The straight line holds: no module imports from a stage further down it."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "src" / "onrecord"

# Each stage with the stages it may import beside itself; `errors` and the package's version are free to all.
MAY_IMPORT = {
    "errors": set(),
    "config": set(),
    "model": set(),
    "scheme": {"model"},
    "ingest": {"model", "scheme", "config"},
    "annotate": {"model", "scheme", "config"},
    "resolve": {"model", "scheme", "config"},
    "reader": {"model", "scheme", "config", "annotate", "resolve"},
    "record": {"model", "scheme", "config", "resolve", "reader"},
    "relate": {"model", "scheme", "config", "annotate", "record"},
    "territory": {"config", "scheme"},
    "checks": {"model", "scheme", "config", "record", "relate", "territory"},
    "queries": {"model", "scheme", "config", "record", "relate", "territory", "checks"},
    "intake": {"model", "ingest", "record", "relate"},
    "web": {"model", "scheme", "config", "reader", "record", "relate", "territory", "checks", "queries"},
    "export": {"model", "scheme", "config", "record", "relate", "territory", "checks", "queries"},
    "cli": {"*"},
}


def stage_of(module: str) -> str:
    return [*module.split("."), ""][1]


def imported_stages(path: Path) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "onrecord":
            names = [node.module] if "." in node.module else [f"onrecord.{alias.name}" for alias in node.names]
            found += [(node.lineno, stage_of(name)) for name in names]
        elif isinstance(node, ast.Import):
            found += [(node.lineno, stage_of(alias.name)) for alias in node.names if alias.name.startswith("onrecord.")]
    return found


def modules() -> dict[str, Path]:
    """Every module of the package with its file; a package stands for its __init__."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("onrecord", *path.relative_to(PACKAGE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported_modules(path: Path, known: dict[str, Path]) -> set[str]:
    """The modules that a file imports, at whatever place: in a function or for types only too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name if name in known else node.module for name in inside}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & known.keys()


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """The modules that import one another in circles, those of one circle together."""
    inside = [name for name in sorted(imports) if reaches(name, name, imports)]
    found: list[list[str]] = []
    for name in inside:
        ring = next((ring for ring in found if reaches(name, ring[0], imports) and reaches(ring[0], name, imports)), None)
        ring.append(name) if ring else found.append([name])
    return found


def reaches(start: str, goal: str, imports: dict[str, set[str]]) -> bool:
    seen, todo = set[str](), [start]
    while todo:
        for other in imports.get(todo.pop(), ()):
            if other == goal:
                return True
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return False


def test_no_modules_import_one_another_in_a_circle():
    known = modules()
    # A package's own name stands for its parts, which its __init__ gathers: only modules can close a circle.
    packages = {name for name, path in known.items() if path.name == "__init__.py"}
    imports = {name: imported_modules(path, known) - packages for name, path in known.items()}
    assert circles(imports) == []


def test_a_circle_is_found_also_where_it_is_for_types_only(tmp_path):
    source = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from onrecord.record.view import View\n"
    (tmp_path / "overlay.py").write_text(source, encoding="utf-8")
    known = {"onrecord.record.view": tmp_path / "view.py", "onrecord.record.overlay": tmp_path / "overlay.py"}
    seen = imported_modules(known["onrecord.record.overlay"], known)
    assert seen == {"onrecord.record.view"}
    both = {"onrecord.record.overlay": seen, "onrecord.record.view": {"onrecord.record.overlay"}, "onrecord.errors": set()}
    assert circles(both) == [["onrecord.record.overlay", "onrecord.record.view"]]


def breaks(path: Path) -> list[str]:
    stage = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    allowed = MAY_IMPORT.get(stage, set()) | {stage, "errors", "__version__"}
    if "*" in allowed or stage == "__init__":
        return []
    return [
        f"{path.relative_to(PACKAGE)}:{line} imports {other}; {stage} may import {sorted(allowed)}"
        for line, other in imported_stages(path)
        if other not in allowed
    ]


def test_imports_point_up_the_line():
    assert [message for path in sorted(PACKAGE.rglob("*.py")) for message in breaks(path)] == []


def test_a_wrong_import_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.test_imports.PACKAGE" if __name__.startswith("tests.") else f"{__name__}.PACKAGE", tmp_path)
    (tmp_path / "model").mkdir()
    wrong = tmp_path / "model" / "span.py"
    wrong.write_text("from onrecord.record.view import View\n", encoding="utf-8")
    assert breaks(wrong) == ["model/span.py:1 imports record; model may import ['__version__', 'errors', 'model']"]


def test_every_stage_has_its_rule():
    stages = {
        path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert stages - {"__init__", "py.typed", "__main__", "weights"} <= set(MAY_IMPORT)
