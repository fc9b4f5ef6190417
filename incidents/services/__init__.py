"""Use cases: one verb, one function, one transaction, one entry in the trail."""
