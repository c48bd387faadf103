"""What a decision says, why, and how it reads."""
