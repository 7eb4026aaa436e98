"""Who asks: settings, answers, terminal and Discord."""

__version__ = "0.1.0"
