"""How tests, drills and the phone page steer the sandbox; everything below /_sandbox/."""
