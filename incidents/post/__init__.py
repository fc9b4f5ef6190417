"""Things that talk outwards: mail, the virus scanner, the provider for signing in."""
