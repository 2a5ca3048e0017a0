"""A wrong definition that carries its own verdict.

A case is one file, laid over the sound tree in `base/`, or a folder of files laid over it. In a
file, `# file: codes/kind.yaml` says where it is laid (`core/extra.yaml` unless said). At the end of
a line, `# expect: source.E004` says what is wrong with it; `# expect at 3: source.E003` speaks of a
line that cannot carry a comment. `roles.yaml.removed` in a folder takes a file away.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from models.definitions import load_catalogue

HERE = Path(__file__).parent
BASE = HERE / "base"
WRONG = HERE / "wrong"

Verdict = tuple[str, int, str]  # file, line, code

_FILE = re.compile(r"^# file: (\S+)$", re.M)
_AT = re.compile(r"# expect at (\d+): (.+)$")
_HERE = re.compile(r"# expect: (.+)$")


@dataclass(frozen=True)
class WrongCase:
    """One case under `wrong/`."""

    path: Path

    def __str__(self) -> str:
        return self.path.relative_to(WRONG).with_suffix("").as_posix()

    @property
    def code(self) -> str:
        """The code that the case is named for."""
        return f"{self.path.parent.name}.{self.path.name[:4]}"

    def files(self) -> dict[str, bytes]:
        """Contents by the name of the file that they are laid over."""
        if self.path.is_file():
            content = self.path.read_bytes()
            where = _FILE.search(content.decode(errors="replace"))
            return {where[1] if where else "core/extra.yaml": content}
        inner = sorted(p for p in self.path.rglob("*") if p.is_file())
        return {p.relative_to(self.path).as_posix(): p.read_bytes() for p in inner}

    def expected(self) -> list[Verdict]:
        """What the comments say is wrong, sorted."""
        found = []
        for name, content in self.files().items():
            lines = content.decode(errors="replace").splitlines()
            for number, line in enumerate(lines, start=1):
                at, here = _AT.search(line), _HERE.search(line)
                codes = (at[2] if at else here[1] if here else "").split(", ")
                line_number = int(at[1]) if at else number
                file = f"forms/{name.removesuffix('.removed')}"
                found += [(file, line_number, code) for code in codes if code]
        return sorted(found)

    def lay_over_base(self, folder: Path) -> Path:
        """The tree that the case makes, under a new folder."""
        tree = folder / "forms"
        shutil.copytree(BASE, tree)
        for name, content in self.files().items():
            if name.endswith(".removed"):
                (tree / name.removesuffix(".removed")).unlink()
                continue
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_bytes(content)
        return tree


def all_cases() -> list[WrongCase]:
    """Every file and folder right under a room of `wrong/`."""
    return [WrongCase(path) for path in sorted(WRONG.glob("*/*"))]


def reported(tree: Path) -> list[Verdict]:
    """What loading a tree reports, sorted."""
    _, problems = load_catalogue(tree)
    return sorted((p.place.file, p.place.line, p.code.id) for p in problems)  # type: ignore[union-attr]
