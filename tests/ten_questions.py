"""Ten questions of different kinds about the packaged sample articles: docs/answers.md shows what is answered."""

from __future__ import annotations

TEN = (
    "Who denies that repairs were delayed?",
    "What did Lena Osterberg say about the memo?",
    "Has Colm Reddick changed his account of the memo?",
    "Do Vasker Motors and the union agree on whether the plant closes?",
    "Where does the claim that suppliers were told to stop deliveries come from?",
    "How many independent sources say repairs were delayed?",
    "Is it true that the governor's office had the memo?",
    "who said “It was never opened”",
    "how many jobs will be lost according to whom",
    "What did the prime minister say about the dam?",
)
