"""Building the shipped model files. Needs the extra ``train``; nothing here is imported at run time."""
