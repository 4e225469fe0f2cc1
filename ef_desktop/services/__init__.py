"""Use cases: one method is one thing that a facilitator does."""
