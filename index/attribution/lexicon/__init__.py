"""Word lists and closed classes of English news prose."""
