"""Whatever order the interpreter gives sets, facts, agenda and papers come out byte for byte the same."""

import shutil
from pathlib import Path

from tests.commands import started

SEEDS = ("1", "2")


def told(folder: Path, seed: str, *command: object) -> str:
    ran = started(folder, *command, PYTHONHASHSEED=seed)
    assert (ran.returncode, ran.stderr) == (0, ""), (seed, command, ran.stderr[-500:], ran.stdout[-500:])
    return ran.stdout


def test_facts_are_rebuilt_the_same_in_another_order_of_sets(sample_folder, tmp_path):
    shutil.copytree(sample_folder, tmp_path / "var")
    for seed in SEEDS:
        assert "alles is gelijk gebleven" in told(tmp_path, seed, "rebuild")


def test_agenda_and_papers_are_the_same_in_another_order_of_sets(sample_folder, tmp_path):
    shutil.copytree(sample_folder, tmp_path / "var")
    made = []
    for seed in SEEDS:
        out = tmp_path / seed
        agenda = told(tmp_path, seed, "agenda", "--month", "2021-05")
        told(tmp_path, seed, "papers", "--month", "2021-05", "--output", out)
        made.append((agenda, {p.name: p.read_bytes() for p in sorted(out.iterdir())}))
    assert made[0][1] and made[0] == made[1]
