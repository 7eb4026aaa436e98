"""Embeddings to rows of the database and back: apart from other rows, because numpy takes long to load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from index.store.rows import parts

Vectors = NDArray[np.float32]


def vectors_of(connection: Connection, which: sa.Select[Any]) -> tuple[NDArray[np.int64], Vectors]:
    """The embeddings that ``which`` selects, as (claim rows, matrix); it selects ``claim_id, vector``."""
    found = connection.execute(which).all()
    rows = np.fromiter((row for row, _ in found), dtype=np.int64, count=len(found))
    return rows, matrix([vector for _, vector in found])


def vectors_at(connection: Connection, space_id: int, claim_rows: Sequence[int]) -> tuple[NDArray[np.int64], Vectors]:
    """The embeddings in these rows, as (claim rows, matrix), in no order.

    The numbers stand in the statement: a thousand parameters take longer to bind than the rows to read.
    """
    found: list[Any] = []
    for part in parts(claim_rows):
        listed = ",".join(str(int(row)) for row in part)
        wanted = f"SELECT claim_id, vector FROM embeddings WHERE space_id = {int(space_id)} AND claim_id IN ({listed})"  # noqa: S608
        found += connection.exec_driver_sql(wanted).all()
    rows = np.fromiter((row for row, _ in found), dtype=np.int64, count=len(found))
    return rows, matrix([vector for _, vector in found])


def matrix(blobs: Sequence[bytes]) -> Vectors:
    """The embeddings of these blobs, a row each."""
    flat = np.frombuffer(b"".join(blobs), dtype="<f4")
    return flat.reshape(len(blobs), -1) if blobs else np.zeros((0, 1), dtype=np.float32)


def embedding_values(space_id: int, row: int, vector: Vectors) -> dict[str, Any]:
    """The row of an embedding."""
    return {"claim_id": row, "space_id": space_id, "vector": vector.astype("<f4").tobytes()}
