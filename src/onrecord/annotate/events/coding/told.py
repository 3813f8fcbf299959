"""What the rules read in a sentence, kept whole: every trigger with its roles and status, also those that make no event."""

from __future__ import annotations

from onrecord.annotate.events.candidate import Scene
from onrecord.annotate.events.coding.features import Told
from onrecord.annotate.events.roles import find_roles
from onrecord.annotate.events.said import find_said
from onrecord.annotate.events.status import outlook_of
from onrecord.annotate.events.triggers import find_triggers


def told_in(scene: Scene) -> list[Told]:
    """All that the vocabulary and the parse make of a document, in no particular order."""
    found = []
    for trigger in find_triggers(scene.document.doc, scene.lexicon):
        roles, outlook = find_roles(trigger, scene.phrases, scene.lexicon), outlook_of(trigger, scene.lexicon)
        entry = trigger.entry
        found.append(
            Told(entry.type, entry.lemma, tuple(roles.actors), tuple(roles.recipients), outlook.status, outlook.asserted)
        )
    for candidate in find_said(scene):
        event = candidate.event
        lemma = candidate.trigger.entry.lemma
        found.append(Told(f"said-{event.type}", lemma, event.actors, event.recipients, event.status, asserted=True))
    return found
