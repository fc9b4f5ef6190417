"""Who reaches which address: every route, verb and kind of person, against a reviewed table."""
