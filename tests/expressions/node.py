"""The browser's evaluator, run by node where there is one."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MODULE = HERE.parents[1] / "views" / "static" / "js" / "expressions.js"
NODE = shutil.which("node")

needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")


def in_node(
    batch: list[dict[str, object]], patterns: list[tuple[str, str]] | None = None
) -> tuple[list[object], list[bool]]:
    """The answers to a batch, and those of JavaScript's regular expressions; one process."""
    given = json.dumps({"module": str(MODULE), "batch": batch, "patterns": patterns or []})
    ended = subprocess.run(
        [str(NODE), str(HERE / "in_node.mjs")],
        input=given.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    answers = json.loads(ended.stdout)
    return answers["outcomes"], answers["regexps"]
