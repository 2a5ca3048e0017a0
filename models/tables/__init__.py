"""Tables: what the catalogue and the system need in PostgreSQL, and the plan that gets there."""
