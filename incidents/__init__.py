"""Case management for charities whose people or pages get into trouble on social media. Start at domain/lifecycle."""
