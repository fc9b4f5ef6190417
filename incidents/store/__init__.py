"""Memory: tables, queries and the trail's only writer."""
