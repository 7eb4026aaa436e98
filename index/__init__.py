"""What is known: articles, attribution, the store and its search."""
