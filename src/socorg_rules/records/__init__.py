"""What callers hand in: the record of an organization, what its fields mean, and how files of records are read."""
