"""The structured output that every model must give, and how it becomes the project's Draft record."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from index.schema import Draft, Statement


class DraftStatement(BaseModel):
    """One short statement of the answer."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="One statement that names its source; the article's words in quotation marks.")
    citations: list[int] = Field(description="The numbers of the evidence that the statement rests on.")


class DraftAnswer(BaseModel):
    """An answer to the question from the evidence alone."""

    model_config = ConfigDict(extra="forbid")

    abstained: bool = Field(description="True where no evidence answers the question; statements is then empty.")
    statements: list[DraftStatement] = Field(description="The statements, best first.")


def to_record(answer: DraftAnswer) -> Draft:
    """The plain record; an answer without statements counts as abstained."""
    statements = tuple(
        Statement(" ".join(s.text.split()), tuple(s.citations)) for s in answer.statements if s.text.strip()
    )
    return Draft(statements, abstained=answer.abstained or not statements)
