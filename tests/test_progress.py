"""What a long command shows of itself."""

import pytest

from app.progress import Progress


def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tty: bool) -> str:
    monkeypatch.setattr("sys.stdout.isatty", lambda: tty)
    with Progress(1).step("Loading") as told:
        told(1, 4)
    return capsys.readouterr().out


def test_a_terminal_shows_a_bar_that_the_seconds_replace(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = shown(capsys, monkeypatch, tty=True)

    assert "██████░░░░░░░░░░░░░░░░░░ 25 %" in out
    assert "%" not in out.rpartition("\r")[2]


def test_a_file_gets_one_line_for_each_step(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = shown(capsys, monkeypatch, tty=False)

    assert out.count("\n") == 1
    assert "\r" not in out and "%" not in out
