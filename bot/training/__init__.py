"""Fits what bot/ ships: reranker, abstention, word vectors. Nothing here is imported at run time."""
