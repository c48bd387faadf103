"""The law handed to other systems."""
