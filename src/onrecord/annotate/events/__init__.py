"""Events: who did what to whom, by PLOVER's sixteen types, and whether it happened."""
