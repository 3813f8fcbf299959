"""The readings made by hand are a module beside this folder; pytest's importlib mode does not look there by itself."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
