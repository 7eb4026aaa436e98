"""Feeds of articles, per space: ``document`` reads one, ``polling`` keeps them and brings their new items in."""
