"""Six invented articles about two invented stories that contradict one another, for the demo, README and tests.

Outlets, people, places and events are made up; the addresses end in the reserved name .example.
"""

from __future__ import annotations

from pathlib import Path

ARTICLES = Path(__file__).with_name("articles.jsonl")
QUESTIONS = (
    "Who says that the water authority was warned about Kestrel Dam?",
    "Does the water authority accept that it was warned about the dam?",
    "How has Colm Reddick's account of the memo changed?",
    "Who claims that Vasker Motors will close its Eastleigh Marsh plant?",
    "Did the governor confirm that her office had seen the memo?",
)


def path() -> Path:
    """The file that holds the sample articles, one per line of JSON."""
    return ARTICLES
