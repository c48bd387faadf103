"""What people and machines are given to read."""
