"""Question -> checked answer: the one road that terminal, JSON and Discord share.

    parse -> retriever -> prompt -> chat model that chooses -> verification -> composition

written as LangChain runnables wherever a chat model is built or runs are traced. The offline model alone needs neither:
it chooses among the same evidence without LangChain, the import of which costs more than all the rest, and without the
prompt, of which it would read no more than each piece's place. The same prompt and verification serve hosted models and
the offline one; when a hosted model fails after its retries, the offline one chooses and the notes say so. No model
writes a sentence.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import prompts
from bot.answer import (
    choice,
    composition,
    limits,
    offline_choice,
    overview,
    prompting,
    provenance,
    tracing,
    verification,
)
from bot.answer.choice import Choice
from bot.answer.hosted_model import HostedModel, Reply, is_hosted, provider_of
from bot.answer.quotation import plain
from bot.answer.serialize import citation_json
from bot.question.follow_up import Turn, complete
from bot.question.parser import Kind, Query, parse
from bot.question.pasted import pasted, places
from bot.retrieval.running import whole
from bot.settings import OFFLINE, Settings
from index.embedding import available_cores, default_embedder
from index.errors import InputError, ModelError, PromptError
from index.schema import Answer, Evidence, Role, Statement, Usage
from index.text.counting import counted

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

    from index.store.library import Space

PROMPT = "answer"

__all__ = ["Asker", "Turn", "as_json"]


def _retrieved(space: Space, query: Query, top: int, *, chained: bool) -> list[Evidence]:
    if not chained:
        from bot.retrieval.evidence import evidence

        return evidence(space, query, top)
    from bot.retrieval.langchain_retriever import ClaimRetriever, evidence_of

    return evidence_of(ClaimRetriever(space=space, top=top).invoke(query.text, parsed=query))


def _here(space: Space, query: Query, last: str | None) -> tuple[Query, str]:
    """Which article "this article" is: the one last spoken of, else the only one there is; and a note on it."""
    only = space.articles(limit=2)
    chosen = last or (only[0].id if len(only) == 1 else None)
    if chosen is None:
        return query, "no article was named as “this article”: all were searched"
    return replace(query, within=replace(query.within, article_ids=(chosen,))), f"“this article” is read as {chosen}"


def _overview(space: Space, query: Query, question: str, id: str | None, top: int, notes: list[str]) -> Answer | None:
    """Counted and composed from the archive alone: there is nothing for a model to choose. None where it is empty."""
    from bot.retrieval.survey import survey

    found = survey(space, query, top)
    if not found.groups:
        return None
    statements, citations = overview.statements(found)
    return _composed(question, id, OFFLINE, statements, citations, [*notes, *overview.summed_up(query, found)])


def _composed(
    question: str,
    id: str | None,
    model: str,
    statements: Sequence[Statement],
    citations: tuple[Evidence, ...],
    notes: Sequence[str],
    usage: Usage | None = None,
) -> Answer:
    text = "\n".join(composition.with_heads(statements))
    return Answer(id, question, text, False, tuple(statements), citations, model, tuple(notes), usage)


CLEAR = 0.85
"""Probability from which on the search is sure of an answer: a model's "nothing answers" is not believed alone."""


class Cores:
    """Lets as many threads work at once as there are cores. Python runs one of them at a time: more of them only hand
    it to and fro, which takes a quarter of what they answer (docs/evaluation-speed.md)."""

    def __init__(self, count: int) -> None:
        self._free = threading.BoundedSemaphore(count)

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Hold one."""
        with self._free:
            yield

    @contextlib.contextmanager
    def lent(self) -> Iterator[None]:
        """Do without the one that is held, while somebody else's answer is waited for."""
        self._free.release()
        try:
            yield
        finally:
            self._free.acquire()


class Asker:
    """Answers questions. Built once per process; thread-safe; builds a hosted model only when it is first needed."""

    def __init__(
        self, settings: Settings, model: BaseChatModel | None = None, clock: Callable[[], date] = date.today
    ) -> None:
        """``clock`` gives the day of asking, to which "since Monday" relates."""
        self._settings = settings
        self._clock = clock
        self._given = model
        self._lock = threading.Lock()
        self._cores = Cores(available_cores())
        self._chains: dict[str, Runnable[dict[str, Any], Reply]] = {}
        tracing.set_to(settings.langsmith)
        if model is None and is_hosted(settings):
            settings.check_model()
            provider_of(settings)  # a name or key that cannot serve is told at the start, not at the first question

    def prepare(self) -> None:
        """Load what answering needs, which the first question would wait for."""
        import bot.retrieval.evidence
        import bot.retrieval.survey  # noqa: F401 - imported where a question needs them
        from bot.question import asks_model, respelling
        from bot.retrieval import abstention, confidence, judge, reranker, similarity

        default_embedder().prepare()
        judge.judge().prepare()
        tables = (asks_model.model, respelling.english, abstention.gate, confidence.confidence, reranker.ranker)
        for load in (*tables, similarity.vocabulary):
            load()

    @property
    def _chained(self) -> bool:
        """True where a chat model is built or runs are traced, so that LangChain is needed in any case."""
        return self._given is not None or is_hosted(self._settings) or self._settings.langsmith

    @property
    def model_name(self) -> str:
        """The name of the model that answers, as it stands in ``Answer.model``."""
        if self._given is not None:
            return str(getattr(self._given, "model_name", None) or self._given._llm_type)
        return self._settings.chosen_model

    def ask(
        self,
        space: Space,
        question: str,
        *,
        id: str | None = None,
        top: int = 8,
        history: Sequence[Turn] = (),
        articles: Sequence[str] = (),
    ) -> Answer:
        """Answer ``question`` from ``space``, or from those of its ``articles`` that are named by id.

        ``top`` bounds the citations (a question for figures shows every one there is); ``history`` holds the earlier
        turns of the same person and channel, oldest first; ``articles`` the ids of the only articles to look in.
        Raises InputError for a question that cannot be asked; a hosted model that fails raises nothing: the offline
        model answers and ``notes`` says why.
        """
        if not question.strip():
            raise InputError("the question is empty")
        if top < 1:
            raise InputError(f"the number of citations must be at least 1, not {top}")
        with self._cores.taken():
            return self._answer(space, question, id, top, history, articles)

    def _answer(
        self,
        space: Space,
        question: str,
        id: str | None,
        top: int,
        history: Sequence[Turn],
        articles: Sequence[str],
    ) -> Answer:
        with space.moment():
            query, notes = self._read(space, question, history, articles)
            if query.kind is Kind.OVERVIEW and (surveyed := _overview(space, query, question, id, top, notes)):
                return surveyed
            found = _retrieved(space, query, top, chained=self._chained)
        name = self.model_name
        if not found:
            return _abstain(space, query, question, id, name, notes)
        if query.about:
            statements, citations = _numbered(provenance.statements(found), found)
            return _composed(question, id, OFFLINE, statements, citations, notes)
        if query.quotation and not any(places(query.quotation, e.stored.article.text) for e in found):
            notes.append("no article has exactly these words; shown is who says something like them")
        if self._chained:
            block, sent = prompting.evidence_block(found, self._budget(query))
            if len(sent) < len(found):
                notes.append(f"only the best {len(sent)} of {len(found)} claims fit the token budget")
            chosen, name, usage, trouble = self._chosen(query, block, sent)
            notes += trouble
        else:  # nothing is sent to anybody, so that no prompt is written
            reading = choice.read(offline_choice.choose([prompting.place(e) for e in found]), {e.n for e in found})
            chosen, usage = verification.verified(found, reading)[0], None
        if not chosen:
            return _abstain(space, query, question, id, name, notes, usage)
        statements, citations = _numbered(composition.statements(query, chosen), chosen)
        return _composed(question, id, name, statements, citations, notes, usage)

    def _read(
        self, space: Space, question: str, history: Sequence[Turn], articles: Sequence[str]
    ) -> tuple[Query, list[str]]:
        """The question as completed and parsed, and the notes that say how it was read."""
        today = self._clock()
        full = complete(question, history, lambda text: parse(text, space, today, exact=False))
        # the marks of a completed question stand round a claim's words, not round words to look up
        exact = full.follows is None or pasted(question) is not None
        query = parse(full.question, space, today, articles, exact=exact)
        query = replace(query, follows=full.follows, about=full.about, seen=full.seen, reason_of=full.reason_of)
        notes = [f"read as a follow-up: {plain(full.question)[:300]}"] if full.follows else []
        notes += [f"read “{plain(typed)}” as “{plain(read)}”" for typed, read in query.respelled]
        if query.cut:
            notes.append("the question is longer than 2000 characters; only its beginning was read")
        if query.here and not articles:
            query, told = _here(space, query, full.article)
            notes.append(told)
        notes += limits.told(query.within)
        return query, notes

    def _chosen(
        self, query: Query, block: str, sent: Sequence[Evidence]
    ) -> tuple[list[Evidence], str, Usage | None, list[str]]:
        """What is shown of ``sent``, the name of the model that chose it, what it used, and notes.

        A hosted model's "nothing answers" is believed unless the search is sure of an answer; then both are told.
        """
        values = {"task": prompting.task_block(query), "question": prompting.question_block(query), "evidence": block}
        name = self.model_name
        try:
            reply = self._reply(name, values)
        except ModelError as error:
            return self._offline(values, sent, f"the model {name} did not answer ({error}); the offline model chose")
        reading = choice.read(reply.content, {e.n for e in sent})
        chosen, notes = verification.verified(sent, reading)
        notes = [*reply.notes, *notes]
        if chosen:
            return chosen, name, reply.usage, notes
        if reading.nothing and not any(e.role is Role.ANSWERS and e.probability >= CLEAR for e in sent):
            return [], name, reply.usage, notes
        said = "found no answer" if reading.nothing else "chose nothing that can be used"
        shown, other, _, told = self._offline(values, sent, f"the model {name} {said}; shown is what the search found")
        return shown, other, reply.usage, [*notes, *told]

    def _offline(
        self, values: dict[str, Any], sent: Sequence[Evidence], why: str
    ) -> tuple[list[Evidence], str, Usage | None, list[str]]:
        reply = self._reply(OFFLINE, values)
        chosen, _ = verification.verified(sent, choice.read(reply.content, {e.n for e in sent}))
        return chosen, OFFLINE, None, [why]

    def _budget(self, query: Query) -> int:
        """Tokens that are left for evidence once the prompt, the question and room for the answer are counted."""
        prompt = prompts.load(PROMPT)
        fixed = sum(len(text) for _, text in prompt.messages) + 2 * len(query.text) + len(query.topic)
        return max(
            0, int(self._settings.token_budget - fixed / prompting.CHARACTERS_PER_TOKEN - prompting.ANSWER_TOKENS)
        )

    def _reply(self, name: str, values: dict[str, Any]) -> Reply:
        with self._cores.lent() if name != OFFLINE else contextlib.nullcontext():
            return self._chain(name).invoke(values)

    def _chain(self, name: str) -> Runnable[dict[str, Any], Reply]:
        with self._lock:
            if name not in self._chains:
                self._chains[name] = self._build(name)
            return self._chains[name]

    def _build(self, name: str) -> Runnable[dict[str, Any], Reply]:
        """prompt -> model that chooses -> its reply, the same for every model."""
        from langchain_core.prompts import ChatPromptTemplate
        from langchain_core.runnables import RunnableLambda

        from bot.answer.offline_model import OfflineChatModel

        template = _prompt()
        given = self._given if name == self.model_name else None
        chooser: Runnable[Any, Reply]
        if name == OFFLINE or isinstance(given, OfflineChatModel):
            offline = OfflineChatModel().with_structured_output(Choice)
            chooser = offline | RunnableLambda(Reply)
        else:
            chooser = RunnableLambda(HostedModel(self._settings, given).choose)
        return ChatPromptTemplate.from_messages(list(template.messages)) | chooser


def _prompt() -> prompts.Prompt:
    try:
        template = prompts.load(PROMPT)
        template.require(task="", question="", evidence="")
    except LookupError as error:
        raise PromptError(str(error)) from error
    return template


def _numbered(
    statements: Sequence[Statement], chosen: Sequence[Evidence]
) -> tuple[list[Statement], tuple[Evidence, ...]]:
    """Number the evidence from 1 in the order in which the statements cite it."""
    order = list(dict.fromkeys(n for s in statements for n in s.citations))
    new = {old: i for i, old in enumerate(order, 1)}
    by_number = {e.n: e for e in chosen}
    renumbered = [replace(s, citations=tuple(new[n] for n in s.citations)) for s in statements]
    return renumbered, tuple(replace(by_number[old], n=new[old]) for old in order)


def _abstain(
    space: Space,
    query: Query,
    question: str,
    id: str | None,
    model: str,
    notes: Sequence[str],
    usage: Usage | None = None,
) -> Answer:
    """A plain no that says what was searched; never with a citation."""
    stats = space.stats()
    count = len(query.within.article_ids) or stats.get("articles", 0)
    searched = counted(count, "article")
    topic = plain(query.topic)[:200].strip(' “”"')
    about = f" about “{topic}”" if topic else ""
    whose = f" by {plain(query.subject)[:100]}" if query.subject and query.kind is Kind.WHAT else ""
    narrowed = limits.phrase(query.within)
    text = f"Nothing in these articles answers that. Searched {searched}{narrowed} for claims{whose}{about}."
    return Answer(id, question, text, True, (), (), model, tuple(notes), usage)


def as_json(answer: Answer) -> dict[str, Any]:
    """The documented JSON of ``ask --json``; ``quote`` equals the text at ``spans``, parts joined by " … "."""
    out: dict[str, Any] = {
        "id": answer.id,
        "question": answer.question,
        "answer": answer.answer,
        "abstained": answer.abstained,
        "statements": [
            {
                "text": s.text,
                "citations": list(s.citations),
                "role": str(s.role),
                **({"head": s.head} if s.head else {}),
            }
            for s in answer.statements
        ],
        "citations": [citation_json(e.n, whole(e)) for e in answer.citations],
        "model": answer.model,
        "notes": list(answer.notes),
    }
    if answer.usage is not None:
        out["usage"] = {"input_tokens": answer.usage.input_tokens, "output_tokens": answer.usage.output_tokens}
    return out
