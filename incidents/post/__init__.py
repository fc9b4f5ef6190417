"""Things that talk outwards: mail, the virus scanner."""
