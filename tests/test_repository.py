"""The repository as a newcomer finds it: what is installed, what is pinned, what must not stand in it."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.imports import PACKAGES, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)(?:\s*;[^\\]*?)?((?: --hash=sha256:[0-9a-f]{64})+)$")
# What the program needs, what builds it, and what its tests and checks need: only the first goes into an image.
FILES = ("requirements.txt", "requirements-build.txt", "requirements-dev.txt")
LONGEST = 300
# Word lists, tables of cases and stand-ins may be longer; code that does something has to be split.
MAY_BE_LONG = 0.1


def name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[=<>!~; ]", requirement, maxsplit=1)[0]).lower()


def pinned(*files: str) -> dict[str, str]:
    """Name -> version of all that is pinned in these files (in all where none is named), each with its hashes."""
    found: dict[str, str] = {}
    for file in files or FILES:
        text = re.sub(r"\s*\\\n\s*", " ", (ROOT / file).read_text(encoding="utf-8"))
        for line in text.splitlines():
            if line.strip() and not line.startswith("#"):
                match = PINNED.match(line)
                assert match, f"{file}: {line[:80]}"
                assert name(match[1]) not in found, f"{file}: {match[1]} is pinned twice"
                hashes = match[3].split()
                assert len(hashes) == len(set(hashes)), match[1]
                found[name(match[1])] = match[2]
    return found


def tracked() -> list[Path]:
    """The files under version control, or all that are here where there is no git."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / one for one in listed.split("\0") if one and (ROOT / one).is_file()]


def texts() -> list[tuple[Path, str]]:
    return [
        (path, path.read_text(encoding="utf-8"))
        for path in tracked()
        if path.suffix in (".py", ".md", ".txt", ".toml", ".yaml", ".example", "") and b"\0" not in path.read_bytes()
    ]


def test_every_dependency_is_pinned() -> None:
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"], *PROJECT["build-system"]["requires"]]
    missing = {name(one) for one in wanted} - pinned().keys()
    assert not missing
    assert "torch" not in pinned()


def test_what_is_installed_is_what_is_pinned() -> None:
    from importlib.metadata import PackageNotFoundError, version

    different: dict[str, tuple[str | None, str]] = {}
    for package, pin in pinned().items():
        try:
            if version(package) != pin:
                different[package] = (version(package), pin)
        except PackageNotFoundError:
            different[package] = (None, pin)
    different.pop("setuptools", None)  # an environment may bring its own
    assert not different


def needed(requirements: list[str]) -> set[str]:
    """Names of all that these bring with them, as the packages that are installed say."""
    from importlib.metadata import requires

    from packaging.requirements import Requirement

    found: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(one) for one in requirements]
    while waiting:
        one = waiting.pop()
        key = (name(one.name), frozenset(one.extras))
        if key not in found:
            found.add(key)
            for line in requires(one.name) or []:
                brought = Requirement(line)
                extras = ({"extra": extra} for extra in ("", *one.extras))
                if brought.marker is None or any(brought.marker.evaluate(extra) for extra in extras):
                    waiting.append(brought)
    return {package for package, _ in found}


def test_the_image_holds_what_the_program_needs_and_nothing_that_tests_or_builds_it() -> None:
    run, build = pinned("requirements.txt").keys(), pinned("requirements-build.txt").keys()
    wanted = needed(PROJECT["project"]["dependencies"])
    assert wanted <= run
    assert not (needed(PROJECT["project"]["optional-dependencies"]["dev"]) - wanted) & run
    assert {name(one) for one in PROJECT["build-system"]["requires"]} == build
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last = dockerfile.rsplit("\nFROM ", 1)[1]
    assert "requirements" not in last
    assert "pip" not in re.sub(r"#.*", "", last)
    assert "requirements-dev" not in dockerfile
    installs = re.findall(r"pip [^&\n]*?install[^&\n]*-r [^&\n]*", dockerfile)
    assert installs
    assert all("--require-hashes" in one for one in installs)


def test_each_container_is_without_rights_and_has_bounds() -> None:
    import yaml

    from bot.discord import client, run
    from index.store import vector_follower

    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    for service, given in compose["services"].items():
        assert given["cap_drop"] == ["ALL"], service
        assert "cap_add" not in given, service
        assert "privileged" not in given, service
        assert "ports" not in given, service
        assert given["read_only"] is True, service
        assert "no-new-privileges:true" in given["security_opt"], service
        assert given["mem_limit"], service
    stop = client.TELL_WITHIN + client.WORK_WITHIN + run.DRAIN_WITHIN + run.INDEX_WITHIN
    stop += vector_follower._HURRIED_SECONDS
    assert stop < 65
    assert int(compose["services"]["bot"]["stop_grace_period"].removesuffix("s")) > stop


def test_pins_fit_the_ranges_of_the_project() -> None:
    from packaging.requirements import Requirement

    versions = pinned()
    wrong = []
    for line in PROJECT["project"]["dependencies"]:
        wanted = Requirement(line)
        if versions[name(wanted.name)] not in wanted.specifier:
            wrong.append(line)
    assert not wrong


def test_no_registry_address_and_no_path_of_a_machine() -> None:
    this = Path(__file__).resolve()
    words = re.compile(r"(pypi\.org|files\.pythonhosted|--index-url|--extra-index-url|/root/|/home/[a-z]+/|/work/)")
    found = [f"{path.relative_to(ROOT)}: {match[0]}" for path, text in texts() if path != this
             for match in [words.search(text)] if match]  # fmt: skip
    assert not found


def test_no_secret_and_no_environment_file() -> None:
    assert not [path for path in tracked() if path.name == ".env" or path.suffix in (".sqlite3", ".pem", ".key")]


def test_files_stay_small() -> None:
    code = [path for path in tracked() if path.suffix == ".py"]
    long = {
        str(path.relative_to(ROOT)): n for path in code if (n := len(path.read_text("utf-8").splitlines())) > LONGEST
    }
    assert len(long) <= MAY_BE_LONG * len(code), long


def test_everything_the_program_reads_is_packaged() -> None:
    data = PROJECT["tool"]["setuptools"]["package-data"]
    for package, patterns in data.items():
        covered = {path for pattern in patterns for path in (ROOT / package).glob(pattern) if path.is_file()}
        others = {path for path in tracked() if path.is_relative_to(ROOT / package)}
        left = {
            str(path.relative_to(ROOT))
            for path in others - covered
            if path.suffix != ".py" and "training" not in path.parts
        }
        assert not left, f"{package}: {left}"


def test_every_target_of_the_makefile_explains_itself_and_runs_what_exists() -> None:
    makefile = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", "train.mk"))
    phony = [one for line in makefile.splitlines() if line.startswith(".PHONY:") for one in line.split()[1:]]
    explained = re.findall(r"^([a-z-]+):[^#\n]*## \S", makefile, re.MULTILINE)
    assert sorted(phony) == sorted(explained)
    modules = set(re.findall(r"(?:-m|\$\(LEARN\)) ((?:tests|index|bot)\.[\w.]+)", makefile))
    assert modules
    assert not [one for one in modules if not (ROOT / (one.replace(".", "/") + ".py")).exists()]


def test_the_page_of_modules_is_up_to_date() -> None:
    from tests.module_page import page

    assert (ROOT / "docs" / "modules.md").read_text(encoding="utf-8") == page(), "run: make docs"


def test_documents_link_to_what_exists() -> None:
    broken = []
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                broken.append(f"{path.name}: {target}")
    assert not broken


def _literal(node: ast.expr) -> str:
    """The characters of a pattern that stand in the code itself."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) for part in node.values)
    return _literal(node.left) + _literal(node.right) if isinstance(node, ast.BinOp) else ""


def test_a_long_pattern_has_examples() -> None:
    """More than 120 characters of a regular expression are read by nobody: they are VERBOSE, with examples beside."""
    bare = []
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args):
                continue
            pattern, call = _literal(node.args[0]), ast.get_source_segment(source, node) or ""
            examples = sum(" # " in line for line in pattern.splitlines())
            if len(pattern) > 120 and not (re.search(r"re\.(?:X|VERBOSE)\b", call) and examples >= 2):
                bare.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not bare
