"""LangSmith tracing as the settings say, whatever stands in the environment.

LangChain sends every prompt (question and evidence) to LangSmith as soon as one of four variables says so; each of
them may be left over from another project. Only WHOCLAIMS_LANGSMITH counts here.
"""

from __future__ import annotations

import os
import sys

# langsmith.utils.tracing_is_enabled (0.3 and later) looks at these in this order; the first that is not empty decides
VARIABLES = ("LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING", "LANGCHAIN_TRACING")


def set_to(on: bool) -> None:
    """Turn tracing of this process on or off."""
    for name in VARIABLES:
        os.environ[name] = "true" if on else "false"
    # variables of the tracer before that; LangChain stops with an error where it finds them
    del os.environ["LANGCHAIN_TRACING"]
    os.environ.pop("LANGCHAIN_HANDLER", None)
    langsmith = sys.modules.get("langsmith.utils")
    if langsmith is not None:
        langsmith.get_env_var.cache_clear()  # it remembers what it read before
