"""A web page to its article: tree, JSON-LD, metadata, and what is no article. Runs in the sandbox's child process."""
