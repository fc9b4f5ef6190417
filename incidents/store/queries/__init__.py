"""Every SELECT, named."""
