from pathlib import Path

import pytest

from tests import snapshots


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(snapshots, "FOLDER", tmp_path)
    path = tmp_path / "answer.json"
    path.write_text('{\n "name": "OpenAI"\n}\n')
    return path


def test_failing_snapshot_shows_difference_and_command(stored: Path):
    with pytest.raises(pytest.fail.Exception) as failure:
        snapshots.assert_matches("answer", {"name": "DeepSeek"})
    message = str(failure.value)
    assert '- "name": "OpenAI"' in message and '+ "name": "DeepSeek"' in message
    assert "RENEW_SNAPSHOTS=1 make test ARGS='tests/test_snapshots.py::" in message


def test_snapshot_is_renewed_by_the_variable(stored: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RENEW_SNAPSHOTS", "1")
    snapshots.assert_matches("answer", {"name": "DeepSeek"})
    assert "DeepSeek" in stored.read_text()
