"""What the system does when its surroundings fail; the tools for it are in `proof/faults`."""
