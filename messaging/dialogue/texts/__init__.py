"""What the bot says, a module a language. `{gaps}` are filled by messaging/dialogue/wording.py.

A line of a text whose gaps all have nothing to tell (no deposit, no end of a hold) is left out.
"""
