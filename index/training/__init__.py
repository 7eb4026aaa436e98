"""Build-time scripts: they need the extra `train` and are never imported at run time."""
