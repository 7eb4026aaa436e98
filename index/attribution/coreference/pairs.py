"""What a mention shows by itself and beside an earlier one: the inputs of the coreference head, as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.attribution.coreference.detection import Floats, Form, Ints, Kind, Mentions, Role
from index.attribution.coreference.entities import Cast
from index.attribution.coreference.gender import of_words
from index.attribution.extraction.extractor import Encoded

Bools = npt.NDArray[np.bool_]

REACH = 64  # mentions back to the farthest candidate
AHEAD = 30  # units to the farthest name that a pronoun may mean before it is printed
BLOCK = 256  # mentions whose pairs are made at once: bounds the memory
LONE = 0.3  # fewer rivals than this: none
FUNCTION_WORDS = frozenset("the a an this that these those his her its their my our of and 's s ' ’ , . - one".split())
SENTENCES = (0, 1, 2, 3, 6)  # distances in sentences: up to each of these, or farther
MALE, FEMALE = 1, 2
MENTION_FEATURES = len(Form) + len(Kind) + len(Role) + 7 + 3 + 3 + 4
PAIR_FEATURES = 33


@dataclass(frozen=True)
class Scene:
    """The mentions of a text with what the head reads of each: ``features`` (mentions, MENTION_FEATURES), the
    probabilities of its kind, the place
    (sentence, paragraph, quotation state), the gender (0 where unknown) and the words that can name it again."""

    mentions: Mentions
    features: Floats
    kinds: Floats
    sentence: Ints
    paragraph: Ints
    quote: Ints
    gender: Ints
    known_as: list[frozenset[str]]
    sizes: Floats  # how many such words, at least 1


@dataclass(frozen=True)
class Pairs:
    """Candidate pairs in the order of their anaphors: mention numbers, and what is known of each pair: its
    ``features`` (pairs, PAIR_FEATURES), or once the head has read them its probability (pairs)."""

    anaphor: Ints
    candidate: Ints
    features: Floats


def scene_of(
    mentions: Mentions, encoded: Encoded, cast: Cast, kinds: Floats, roles: Floats, sentence_starts: list[int]
) -> Scene:
    """``kinds`` and ``roles`` are the probabilities of ``Kind`` and ``Role`` for each unit; ``sentence_starts`` offsets
    in code points."""
    units, head = encoded.units, mentions.head
    n = len(mentions)
    sentence = np.searchsorted(np.array(sentence_starts, dtype=np.int64), units.starts[mentions.first], side="right")
    quote, paragraph = units.quote[head], units.paragraph[head]
    gender = np.array([_gender(mentions, cast, k) for k in range(n)], dtype=np.int64).reshape(-1)
    known_as = [_known_as(mentions, cast, k) for k in range(n)]
    named = np.array([len(cast.entities[e].at) if e >= 0 else 0 for e in mentions.entity.tolist()], dtype=np.float32)
    opens = np.ones(n, dtype=np.float32)
    opens[1:] = sentence[1:] != sentence[:-1]
    features = np.concatenate(
        [
            np.eye(len(Form), dtype=np.float32)[mentions.form],
            kinds[head],
            roles[head],
            encoded.tags[head],
            np.eye(3, dtype=np.float32)[quote],
            np.eye(3, dtype=np.float32)[gender],
            np.stack(
                [
                    opens,
                    np.log1p(named) / 3,
                    (mentions.head - mentions.first).astype(np.float32) / 4,
                    np.minimum(sentence, 10).astype(np.float32) / 10,
                ],
                axis=1,
            ).reshape(n, 4),
        ],
        axis=1,
    ).astype(np.float32)
    sizes = np.array([max(1, len(k)) for k in known_as], dtype=np.float32)
    return Scene(mentions, features, kinds[head], sentence, paragraph, quote, gender, known_as, sizes)


def _gender(mentions: Mentions, cast: Cast, k: int) -> int:
    form = int(mentions.form[k])
    if form in (Form.HE, Form.SHE):
        return MALE if form == Form.HE else FEMALE
    if form == Form.NAME:
        found = cast.entities[int(mentions.entity[k])].gender
    elif form in (Form.DEFINITE, Form.OWNED, Form.INDEFINITE, Form.BARE):
        found = of_words([w for w in mentions.words[k] if w not in FUNCTION_WORDS])
    else:
        return 0
    return {"m": MALE, "f": FEMALE}.get(found or "", 0)


def _known_as(mentions: Mentions, cast: Cast, k: int) -> frozenset[str]:
    own = {w for w in mentions.words[k] if w not in FUNCTION_WORDS}
    if mentions.entity[k] >= 0:
        entity = cast.entities[int(mentions.entity[k])]
        own |= {*entity.tokens, *entity.heads}
    return frozenset(own)


def anaphors(mentions: Mentions) -> Bools:
    """The mentions for which an antecedent is sought: all but names that were printed before."""
    _, firsts = np.unique(mentions.entity, return_index=True)
    first = np.zeros(len(mentions), dtype=bool)
    first[firsts] = True
    seeks: Bools = (mentions.form != Form.NAME) | first
    return seeks


def pairs_of(scene: Scene) -> Iterator[Pairs]:
    """Every anaphor with its candidates, in blocks: earlier mentions outside it, and for pronouns names that follow
    shortly."""
    seeks = anaphors(scene.mentions)
    for low in range(0, len(seeks), BLOCK):
        yield _block(scene, seeks, low, min(low + BLOCK, len(seeks)))


def _block(scene: Scene, seeks: Bools, low: int, high: int) -> Pairs:
    m = scene.mentions
    begin, end = max(0, low - REACH), min(len(m), high + AHEAD)
    i, j = np.arange(low, high)[:, None], np.arange(begin, end)[None, :]
    before = (j < i) & (j >= i - REACH) & (m.head[j] < m.first[i])
    pronoun = m.form[i] <= Form.THEY
    ahead = (j > i) & pronoun & (m.form[j] == Form.NAME) & (m.head[j] - m.head[i] <= AHEAD)
    ahead &= (scene.sentence[i] == scene.sentence[j]) & (m.first[j] > m.head[i])
    rows, columns = np.nonzero((before | ahead) & seeks[i])
    anaphor, candidate = rows + low, columns + begin
    overlaps = _overlaps(scene, low, high, begin, end)
    match, rivals = _rivals(scene, before, low, high, begin, end)
    features = _features(scene, anaphor, candidate, *overlaps)
    rank = rivals[rows, columns]
    return Pairs(
        anaphor,
        candidate,
        np.concatenate([features, np.stack([match[rows, columns], np.log1p(rank) / 2, rank < LONE], axis=1)], axis=1),
    )


def _rivals(scene: Scene, before: Bools, low: int, high: int, begin: int, end: int) -> tuple[Floats, Floats]:
    """(match, rivals): how alike in kind the mentions of a block and their candidates are, 0 where their genders
    differ, and the sum of that over the candidates that stand between."""
    sex_i, sex_j = scene.gender[low:high, None], scene.gender[None, begin:end]
    suits = before & ((sex_i == 0) | (sex_j == 0) | (sex_i == sex_j))
    match: Floats = (scene.kinds[low:high] @ scene.kinds[begin:end].T) * suits
    onward = match[:, ::-1].cumsum(axis=1)[:, ::-1]
    return match, onward - match


def _overlaps(scene: Scene, low: int, high: int, begin: int, end: int) -> tuple[int, int, Floats, Floats]:
    """(first row, first column, shared words, head known): for each mention of a block and each candidate, how many
    of its words the candidate is known by, and whether its head is one of them."""
    vocabulary: dict[str, int] = {}
    known = [[vocabulary.setdefault(w, len(vocabulary)) for w in scene.known_as[k]] for k in range(begin, end)]
    heads = [vocabulary.get(scene.mentions.words[k][-1], -1) for k in range(low, high)]
    bags = np.zeros((end - begin, len(vocabulary) + 1), dtype=np.float32)
    for row, ids in zip(bags, known, strict=True):
        row[ids] = 1
    return low, begin, bags[low - begin : high - begin] @ bags.T, bags.T[heads]


def _features(scene: Scene, i: Ints, j: Ints, low: int, begin: int, shared: Floats, head_known: Floats) -> Floats:
    m = scene.mentions
    after = j > i
    apart = np.abs(scene.sentence[i] - scene.sentence[j])
    far = np.searchsorted(np.array(SENTENCES), apart)
    gap = m.first[i] - m.head[j] - 1
    gender_i, gender_j = scene.gender[i], scene.gender[j]
    both = (gender_i > 0) & (gender_j > 0)
    nominal = (m.form[i] >= Form.NAME).astype(np.float32)
    common = shared[i - low, j - begin] * nominal
    inside_i, inside_j = scene.quote[i] > 0, scene.quote[j] > 0
    columns = [
        *(far == k for k in range(len(SENTENCES) + 1)),
        after,
        np.log1p(np.abs(i - j)) / 4,
        np.log1p(np.abs(m.head[i] - m.head[j])) / 6,
        scene.paragraph[i] == scene.paragraph[j],
        scene.paragraph[i] - scene.paragraph[j] >= 2,
        inside_i & inside_j,
        inside_i & ~inside_j,
        ~inside_i & inside_j,
        head_known[i - low, j - begin] * nominal,
        common / scene.sizes[i],
        common / scene.sizes[j],
        np.minimum(common, 3) / 3,
        both & (gender_i == gender_j),
        both & (gender_i != gender_j),
        ~after & (gap == 0),
        ~after & (gap == 1),
        ~after & (gap == 2),
        m.form[i] == m.form[j],
        m.form[j] == Form.NAME,
        m.form[j] <= Form.THEY,
        (m.form[j] == Form.WHO) | (m.form[j] == Form.WHICH),
        (m.form[i] == Form.NAME) & (m.form[j] == Form.NAME) & _acronyms(m, i, j),
        (m.entity[i] >= 0) & (m.entity[i] == m.entity[j]),
        np.ones(len(i)),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _acronyms(m: Mentions, i: Ints, j: Ints) -> Bools:
    """True where one of two names is made of the initials of the other."""
    names = np.flatnonzero((m.form[i] == Form.NAME) & (m.form[j] == Form.NAME))
    out = np.zeros(len(i), dtype=bool)
    for k in names.tolist():
        a, b = sorted((m.words[int(i[k])], m.words[int(j[k])]), key=len)
        out[k] = len(a) == 1 and len(b) > 1 and a[0] == "".join(w[0] for w in b if w not in FUNCTION_WORDS)
    return out
