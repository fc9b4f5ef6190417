"""The rules: plain Python, standard library only, no clock and no input or output."""
