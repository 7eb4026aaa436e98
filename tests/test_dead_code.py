"""Every name of the program has a caller in the program: what only tests use, or nobody, goes."""

from __future__ import annotations

from vulture import Vulture

from tests.imports import PACKAGES, ROOT

# Names that a framework calls or reads (discord.py, LangChain, pydantic, alembic, httpx, onnxruntime), that strings and
# templates name (the sandbox's parsers), or that tests and training need of the program (HEAD, interpret).
HOOKS = [
    "on_*", "setup_hook", "from_custom_id", "channel_types", "transform", "default_permissions", "warn_*", "_generate",
    "_get_relevant_documents", "run_manager", "model_config", "model_post_init", "settings_c*", "file_secret_settings",
    "down_revision", "upgrade", "isolation_level", "_connect", "intra_op_num_threads", "inter_op_num_threads",
    "enable_*", "log_severity_level", "graph_optimization_level", "transient", "trace", "schema", "nothing_answers",
    "forward", "local_address", "socket_options", "colour", "alternates", "HEAD", "pdf", "interpret",
]  # fmt: skip


def test_every_name_has_a_caller() -> None:
    walk = Vulture(ignore_names=HOOKS, ignore_decorators=["@app.*", "@app_commands.*", "@event.*", "@*.command"])
    walk.scavenge([str(ROOT / package) for package in PACKAGES], exclude=["*/migrations/*"])
    dead = [
        f"{one.filename.relative_to(ROOT)}:{one.first_lineno} {one.name}"
        for one in walk.get_unused_code(60)
        if "training" not in one.filename.parts
    ]
    assert not dead, "\n".join(dead)
