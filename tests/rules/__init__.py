"""What the source must never do: one rule each, and for each a planted fault that it must catch."""
