"""What the bot says and does with what guests say, without a database."""
