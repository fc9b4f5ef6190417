"""Case management for charities in trouble on social media. Start reading at domain/lifecycle."""
