"""Grammar stands in the clause layer: the modules that test relations of the parse themselves only become fewer."""

from __future__ import annotations

import ast
from pathlib import Path

ANNOTATE = Path(__file__).parents[3] / "src" / "onrecord" / "annotate"
RELATIONS = {
    "neg", "nsubj", "nsubjpass", "csubj", "csubjpass", "dobj", "iobj", "dative", "agent", "pobj", "aux", "auxpass", "attr",
    "acomp", "oprd", "expl", "mark", "prt",
}  # fmt: skip

# Modules that still do. Take a line out when its module no longer does; add none. What proposes and what the heads are
# given (`propose`, `encoder/syntax`) hand relations on as numbers: what these mean is learned, and no rule stands there.
STILL = [
    "carrying.py",
    "encoder/syntax.py",
    "events/anaphora.py",
    "events/candidate.py",
    "events/circumstance.py",
    "events/counterparts.py",
    "events/find.py",
    "events/naming.py",
    "events/phrases.py",
    "events/places.py",
    "events/prospect.py",
    "events/recipients.py",
    "events/reversal.py",
    "events/roles.py",
    "events/said.py",
    "events/scope.py",
    "events/select.py",
    "events/setting.py",
    "events/span.py",
    "events/status.py",
    "events/subjects.py",
    "events/triggers.py",
    "judge/setting.py",
    "mentions/phrases.py",
    "next_steps/announced.py",
    "next_steps/taking_part.py",
    "positions/cue.py",
    "positions/duties.py",
    "positions/find.py",
    "positions/holders.py",
    "positions/intents.py",
    "positions/names.py",
    "positions/nominals.py",
    "positions/scope.py",
    "positions/verbs.py",
    "statements/propose.py",
]


def relations_in(path: Path) -> set[str]:
    """The relations that a module names, if it reads relations at all."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    if not any(isinstance(node, ast.Attribute) and node.attr == "dep_" for node in nodes):
        return set()
    return RELATIONS & {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def modules_with_grammar() -> list[str]:
    files = sorted(path for path in ANNOTATE.rglob("*.py") if "clauses" not in path.relative_to(ANNOTATE).parts)
    return [path.relative_to(ANNOTATE).as_posix() for path in files if relations_in(path)]


def test_no_further_module_reads_relations_of_the_parse():
    further = [f"{name} names {sorted(relations_in(ANNOTATE / name))}" for name in modules_with_grammar() if name not in STILL]
    assert further == [], "look it up in annotate/clauses"


def test_the_list_only_shrinks():
    assert [name for name in STILL if name not in modules_with_grammar()] == [], "take these out of the list"


def test_a_module_that_names_a_relation_is_found(tmp_path):
    module = tmp_path / "layer.py"
    module.write_text('def denied(verb):\n    return any(c.dep_ == "neg" for c in verb.children)\n', encoding="utf-8")
    assert relations_in(module) == {"neg"}
