"""When people of the staff are there, for guests who ask for one."""

from __future__ import annotations

from datetime import time


def back_at(now: time, begins: time | None, ends: time | None) -> time | None:
    """Return when somebody is there again; None if somebody is, or the business has not said when.

    >>> back_at(time(23), time(9), time(20))
    datetime.time(9, 0)
    >>> back_at(time(23), time(18), time(2))
    """
    if begins is None or ends is None or begins == ends:
        return None
    # Hours may go past midnight.
    is_there = begins <= now < ends if begins < ends else now >= begins or now < ends
    return None if is_there else begins
