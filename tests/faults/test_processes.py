"""The process tools, proven on a Valkey and on small families of idle processes."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable

import psutil
import pytest
import redis

from proof.faults.machine import listens
from proof.faults.processes import NotInTime, Process, is_gone, kill_tree, pause, resume, tree, wait_for, wait_gone

Run = Callable[..., Process]
# A parent with two children, all of them idle.
FAMILY = ("sh", "-c", "sleep 600 & sleep 600 & wait")


def test_a_paused_server_keeps_silent_and_goes_on_when_resumed(client: redis.Redis, valkey: Process) -> None:
    pause(valkey.pid)
    with pytest.raises(redis.TimeoutError):
        client.ping()

    resume(valkey.pid)

    assert client.ping()


def test_a_killed_server_is_gone_and_starts_again(client: redis.Redis, valkey: Process, valkey_port: int) -> None:
    valkey.kill()
    with pytest.raises(redis.ConnectionError):
        client.ping()

    valkey.start()

    wait_for(lambda: listens(valkey_port), within=10, what="Valkey to listen again", process=valkey)
    assert client.ping()


def family(run: Run) -> list[int]:
    """Start a parent with two children, and return them."""
    parent = run(*FAMILY)
    wait_for(lambda: len(tree(parent.pid)) == 3, within=10, what="two children", process=parent)
    return tree(parent.pid)


def test_a_tree_is_frozen_and_thawed_to_the_last_child(run: Run) -> None:
    members = family(run)

    frozen = pause(members[0])

    assert frozen == members
    assert {psutil.Process(pid).status() for pid in members} == {psutil.STATUS_STOPPED}
    resume(members[0])
    assert psutil.STATUS_STOPPED not in {psutil.Process(pid).status() for pid in members}


def test_a_killed_tree_is_gone_to_the_last_child(run: Run) -> None:
    members = family(run)

    killed = kill_tree(members[0])

    assert killed == members
    wait_gone(killed)
    assert tree(members[0]) in ([], members[:1])


def test_those_that_stay_are_named(run: Run) -> None:
    members = family(run)

    with pytest.raises(NotInTime, match=rf"Left: {members[0]} \(sh -c sleep 600"):
        wait_gone(members, within=0.1)


def test_a_process_leaves_nothing_behind_however_far_it_wandered(run: Run) -> None:
    leave_a_child = "import subprocess; print(subprocess.Popen(['sleep', '600'], start_new_session=True).pid)"
    parent = run(sys.executable, "-W", "ignore", "-c", leave_a_child)
    wait_for(lambda: parent.exit_code == 0, within=10, what="the parent to end", process=parent)
    orphan = int(parent.log.read_text())
    assert not is_gone(orphan)

    parent.kill()

    assert is_gone(orphan)


def test_waiting_in_vain_says_what_for_and_how_the_log_ends(run: Run) -> None:
    process = run("sh", "-c", "echo still looking for my keys; sleep 600")
    wait_for(process.log.read_text, within=10, what="a word", process=process)

    with pytest.raises(NotInTime) as refusal:
        wait_for(lambda: False, within=0.1, what="the door to open", process=process)

    assert str(refusal.value) == "Waited 0.1 s in vain for the door to open. sh.log ends:\nstill looking for my keys"


def test_waiting_for_one_that_has_ended_stops_at_once(run: Run) -> None:
    process = run("sh", "-c", "echo no such database; exit 3")

    with pytest.raises(NotInTime, match=r"for the door to open, but sh ended with 3\. sh\.log ends:\nno such database"):
        wait_for(lambda: False, within=3600, what="the door to open", process=process)


def test_what_was_reached_before_the_end_counts(run: Run) -> None:
    process = run("true")

    assert wait_for(lambda: process.exit_code == 0, within=10, what="the end", process=process)


def test_stopping_returns_the_exit_code(run: Run) -> None:
    assert run("sleep", "600").stop() == -signal.SIGTERM
