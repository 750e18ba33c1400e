"""A phone and fake outside services, for trying everything without an account. It speaks only HTTP to the rest."""
