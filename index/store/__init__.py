"""What is known, kept: the database, the vector index that follows it, and search over both."""
