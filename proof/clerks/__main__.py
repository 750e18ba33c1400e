"""One process of clerks. Prints one line of JSON: what was tried, what came of it, and what nobody expected."""

from __future__ import annotations

import sys

import django
import orjson

if __name__ == "__main__":
    django.setup()
    from proof.clerks.clerk import Clerk, work_together
    from proof.clerks.orders import Orders

    orders = Orders(**orjson.loads(sys.stdin.readline()))
    clerks = [Clerk(orders, number) for number in range(orders.threads)]
    # All processes begin together, once each has said that it is there.
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    begun = float(sys.stdin.readline())
    found = work_together(clerks, begun=begun)
    sys.stdout.write(orjson.dumps(found.to_json()).decode() + "\n")
