"""Faults on command, without root or containers: a wire, a process, a clock, a disk that fail when a test says so.

`proxy` is the wire (`link`: one connection on it), `processes` starts, freezes and kills, `machine` has ports, memory,
the full disk and the way to `clock/`. They import nothing of ours, so that tests and drills alike may use them;
`docs/howto/write-a-fault-test.md` shows them at work.
"""
