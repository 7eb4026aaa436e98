"""Who asks: settings, answers, terminal and Discord."""
