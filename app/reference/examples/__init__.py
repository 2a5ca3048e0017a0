"""One file of each kind, with every key: shown in the reference, and loaded by its tests."""

from pathlib import Path

EXAMPLES = Path(__file__).parent
