"""Folds the files of dead processes into one file for each kind of metric; every function expects the folder's lock.

A fold writes the new archives beside the old ones, then a plan; the plan's appearance is the moment it counts. Killed
before, nothing has happened; killed after, whoever comes next carries the plan out, as often as it takes.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from config.metrics.presence import is_alive, list_names, lock_path
from config.metrics.valuefiles import (
    ARCHIVE,
    DAMAGE,
    FOLDS,
    Entry,
    ValueFile,
    fold_values,
    list_files,
    read_values,
    write_values,
)

PLAN = "plan.json"
# Damaged files are kept for whoever wants to look, but not without end.
KEPT_BROKEN = 20


def settle(folder: Path) -> int:
    """Carry out a plan that somebody left, then fold what the dead left, and return how many processes that were."""
    carry_out(folder)
    files = list_files(folder)
    owners = {file.owner for file in files} - {ARCHIVE} | list_names(folder)
    gone = {owner for owner in owners if not is_alive(folder, owner)}
    if gone:
        # On a full disk the files stay where they are and go on being counted there.
        with suppress(OSError):
            plan_fold(folder, [file for file in files if file.owner in gone], gone)
        carry_out(folder)
    return len(gone)


def plan_fold(folder: Path, dead: list[ValueFile], owners: set[str]) -> None:
    """Write the archives as they shall be, then the plan that puts them in place of the old ones and of the dead."""
    kinds = sorted({file.kind for file in dead} & FOLDS.keys())
    for kind in kinds:
        paths = [archive_path(folder, kind), *(file.path for file in dead if file.kind == kind)]
        write_values(next_path(folder, kind), fold_values(kind, (read_or_set_aside(path) for path in paths)))
    gone = {file.path.name for file in dead} | {lock_path(folder, owner).name for owner in owners}
    draft = folder / f"{PLAN}.draft"
    draft.write_text(json.dumps({"kinds": kinds, "gone": sorted(gone)}))
    draft.replace(folder / PLAN)


def carry_out(folder: Path) -> None:
    """Do what a plan says, if there is one. Each step may already have been done by one who died over it."""
    path = folder / PLAN
    if not path.exists():
        return
    # A plan appears whole or not at all, unless the power went before it reached the disk: then it is none.
    with suppress(ValueError):
        plan = json.loads(path.read_bytes())
        for kind in plan["kinds"]:
            with suppress(FileNotFoundError):
                next_path(folder, kind).replace(archive_path(folder, kind))
        for name in plan["gone"]:
            (folder / name).unlink(missing_ok=True)
    path.unlink()


def archive_path(folder: Path, kind: str) -> Path:
    """Return where the values of the dead are kept."""
    return folder / f"{kind}_{ARCHIVE}.db"


def next_path(folder: Path, kind: str) -> Path:
    """Return where an archive waits for its plan."""
    return folder / f"{kind}_{ARCHIVE}.next"


def read_or_set_aside(path: Path) -> dict[str, Entry]:
    """Return the values of a file that nobody writes any more, or none if it is absent or damaged."""
    try:
        return read_values(path)
    except FileNotFoundError:
        return {}
    except DAMAGE:
        path.replace(path.with_suffix(".broken"))
        for old in list_broken(path.parent)[:-KEPT_BROKEN]:
            old.unlink()
        return {}


def list_broken(folder: Path) -> list[Path]:
    """Return the damaged files that were set aside, oldest first."""
    return sorted(folder.glob("*.broken"), key=lambda path: path.stat().st_mtime)
