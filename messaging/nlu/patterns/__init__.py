"""How guests say things: tables of patterns, data only (messaging/nlu/phrases.py says how they are written)."""
