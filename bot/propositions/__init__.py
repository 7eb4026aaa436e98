"""Claims -> propositions: the same thing said, denied or left open, across articles and wordings."""
