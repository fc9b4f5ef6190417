"""What Candour costs beside a floor measured in the same run."""
