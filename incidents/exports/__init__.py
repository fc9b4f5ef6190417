"""Rows in, bytes out: pure functions of their input, without store, web or clock; same input, same bytes."""
