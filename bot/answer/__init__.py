"""From claims to an answer: choosing, checking, wording, JSON."""
