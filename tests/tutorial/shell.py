"""A terminal that is typed into, one block after the other."""

import os
import subprocess
import sys
from pathlib import Path

_END = "---- end of what this block prints"


class Shell:
    """One bash. A block that leaves something running is left running behind it."""

    def __init__(self, folder: Path, home: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if "GRIDBOOK" not in name}
        path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
        self.process = subprocess.Popen(
            ["bash", "--norc"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**kept, "PATH": path, "HOME": str(home), "LANGUAGE": "en"},
            text=True,
        )

    def type(self, block: str) -> str:
        """What the commands print."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{block}\necho '{_END}'\n")
        self.process.stdin.flush()
        printed = []
        for line in self.process.stdout:
            if line.rstrip() == _END:
                return "".join(printed)
            printed.append(line)
        raise AssertionError(f"the shell ended: {''.join(printed)}")

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(20)
