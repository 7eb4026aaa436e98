"""The web and its formats, read at arm's length."""
