"""Everything that changes a stay, its nights or its money: one service, one transaction."""
