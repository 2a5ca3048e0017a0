"""The one fixture of these tests: load definitions."""

from pathlib import Path

import pytest

from .load import Load, sound


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """`load(core__extra="entity: …")`: the catalogue with these files laid over the base."""

    def load(**files: str) -> object:
        return sound(tmp_path, **files)

    return load  # type: ignore[return-value]
