"""Text itself: names, sentences, what is safe to print."""
