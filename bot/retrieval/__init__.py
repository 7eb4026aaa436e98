"""From what a question asks for to the claims that answer it."""
