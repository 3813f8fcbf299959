"""Which module holds each command, and its line in the list of commands: so that no module is loaded before it is asked for.

A module loads what its commands rest on (spaCy, shapely, the database), which takes seconds; the list takes none of it.
"""

COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("reading", "Read reports and print what is in them; nothing is kept."),
    "add": ("reading", "Read reports into the record. One that cannot be read is named with its reason, and the rest goes on."),
    "watch": (
        "watching",
        "Follow feeds and folders: add what is new, say in one line what came of each. Ctrl-C ends it; nothing is lost.",
    ),
    "schema": ("reading", "Print the JSON Schema of a reading."),
    "brief": ("questions", "Tell where a case stands: who said what, where the parties stand, what happened, what is next."),
    "statements": ("questions", "List statements: who said what, when, through whom."),
    "timeline": ("questions", "List events by day: who did what to whom, and whether it happened."),
    "next": ("questions", "List what is to come, by day, and what became of the meetings among it."),
    "figures": (
        "questions",
        "List figures: value, unit, what is measured, who claims it; or those about the same thing together.",
    ),
    "places": ("following", "List the places that reports name: how often, and where they are (GeoNames, CC BY 4.0)."),
    "search": ("questions", "Find reports by their words, best first."),
    "show": ("questions", "Show a report with what was read in it highlighted, or a row in its report."),
    "positions": (
        "movement",
        "Show where each party stands on each issue: a matrix of standing positions, each with its words.",
    ),
    "moves": (
        "movement",
        "List how positions moved: new, repeated, softened, hardened, reversed, contradicted; each with the words that show it.",
    ),
    "silence": ("movement", "List who has said nothing on an issue since a day, though they had spoken before."),
    "offers": ("movement", "List what was offered, and what others have said on the issue since."),
    "talks": (
        "following",
        "List meetings of the same parties as rounds: what was planned, what became of it, and who says so.",
    ),
    "relations": ("relating", "Show what two parties did and said to each other, by month and by PLOVER's quarters."),
    "commitments": ("relating", "List who promised what, by when, and what later reports tell of its keeping."),
    "chain": (
        "sourcing",
        "Draw through whom a report or a statement came, down to its innermost origin, and which reports are copies of it.",
    ),
    "versions": (
        "sourcing",
        "List the versions of a report with what changed, changes of fact apart from slips and other words.",
    ),
    "same": ("tellings", "Show what was said once and reported often: each statement with its tellings, origins and reports."),
    "drift": (
        "tellings",
        "Show what statements lost on their way: hedges, qualifiers, exact figures, sources; and what was hardened.",
    ),
    "check": ("checking", "Check figures and dates: conversions, sums, shares, weekdays, scale, ground held."),
    "mark": (
        "checking",
        "Mark a figure as confirmed, disputed or withdrawn: a row in the log of decisions, shown with the figure.",
    ),
    "territory": (
        "territory",
        "Show what was gained, lost and held, by month, day or region; draw a map of what changed, and a chart.",
    ),
    "maps": ("territory", "Data sets of control maps, areas and boundaries that you add."),
    "review": ("reviewing", "List what nobody has decided about, what the reader was least sure of first."),
    "reviewed": ("reviewing", "Say that a report has been gone through: what is left in it is right, until its text changes."),
    "correct": ("mending", "Correct fields of a row; `none` says that there is no such thing. The row keeps its id."),
    "reject": ("mending", "Take a row out that should not have been read, with what rests on it."),
    "accept": ("mending", "Say that a row is right as it is, so that `review` does not list it again."),
    "enter": ("mending", "Add a statement, event, date, figure, position, commitment or next step that the reader missed."),
    "agreement": ("reviewing", "Compare what two people decided about a report, layer by layer."),
    "decisions": ("reviewing", "List what people decided, with what no longer fits the texts and readings in view."),
    "undo": ("reviewing", "Take a decision back. An undo can be undone too: what it took back stands again."),
    "actors": (
        "actors",
        "Who speaks and acts in the record. What is decided about an actor holds in every report, also in those added later.",
    ),
    "case": ("cases", "Cases: a negotiation, a war or a strike, with its codebook, its actors and its reports."),
    "relate": ("sourcing", "Make anew what is derived from the reports of the record, or of a case: copies and the like."),
    "verify": ("keeping", "Check that every row still covers its words, and list what does not hold."),
    "reread": ("keeping", "Read the current versions again with the reader at hand, and show what changed."),
    "forget": (
        "keeping",
        "Remove a report's words and all that was read in it; a tombstone with hash, date, author and reason stays.",
    ),
    "serve": ("serving", "Serve the pages on this machine: the brief, and each report with what was read in it."),
}
