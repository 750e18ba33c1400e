"""What the bot does with a message: `(state, heard, facts) -> (state, replies, effects)`. No Django, no I/O, no clock."""
