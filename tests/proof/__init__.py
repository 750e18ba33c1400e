"""The proof's own tests: drills in their short form, and what benches print."""
