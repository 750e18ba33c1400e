"""The bare rings of messages: whoever leaves a row that waits rings, and a worker looks for all such rows."""

from tasks.doorbell import Ring

INGEST = Ring("messaging.ingest", "inbound")
ADVANCE = Ring("messaging.advance", "nlu")
SEND = Ring("messaging.send", "outbound")
