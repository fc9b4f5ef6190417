"""Makes .venv and keeps it as the locks say, on any machine with Python 3.11 and a pip somewhere.

Standard library only. Debian's own Python is the hard case: no ensurepip, and a pip that refuses to install
anything outside an environment. Nothing here is printed to stdout.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
REQUIREMENTS = ROOT / "requirements"
LOCKS = ("run", "test", "browser")
UV = "uv==0.13.8"  # writes the locks; never part of .venv

# What pip says when it could not reach an index, in small letters.
NO_NETWORK = (
    "connection broken",
    "connecttimeout",
    "failed to establish a new connection",
    "name or service not known",
    "nameresolutionerror",
    "network is unreachable",
    "newconnectionerror",
    "read timed out",
    "temporary failure in name resolution",
)


class Stop(Exception):
    """Ends the program with one clear sentence and exit status 1."""


def say(text: str) -> None:
    """Tell the person at the terminal something; stdout stays free for what a command prints."""
    print(text, file=sys.stderr, flush=True)


# ---------------------------------------------------------------- what is there already


def library() -> Path:
    """Return where .venv keeps its packages, and with them our marks of what is installed."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)}))


def environment_mark() -> str:
    """Say which Python, machine and folder .venv was made for: it is of no use to another."""
    return f"{sys.implementation.cache_tag} {sysconfig.get_platform()} {VENV}\n"


def fingerprint(lock: bytes, python: str) -> str:
    """Return what a lock's stamp must hold: a hash of the lock and of the Python version."""
    return hashlib.sha256(lock + b"\0" + python.encode()).hexdigest()


def stamp_of(name: str) -> Path:
    """Return the file that says that lock `name` is installed."""
    return library() / f"candour-{name}.stamp"


def wanted_stamp(name: str) -> str:
    """Return what the stamp of lock `name` holds once it is installed."""
    return fingerprint((REQUIREMENTS / f"{name}.lock").read_bytes(), sys.version)


def holds(path: Path, text: str) -> bool:
    """Say whether a file is there and holds exactly this text."""
    return path.is_file() and path.read_text(encoding="utf-8") == text


def is_installed(name: str) -> bool:
    """Say whether .venv holds what lock `name` says today."""
    return holds(stamp_of(name), wanted_stamp(name))


def environment_is_whole() -> bool:
    """Say whether .venv was finished by this Python in this folder and can still be started."""
    config = VENV / "pyvenv.cfg"
    return PYTHON.exists() and config.is_file() and holds(library() / "candour.mark", environment_mark())


# ---------------------------------------------------------------- making and filling it


def make_environment() -> None:
    """Make .venv from nothing, with a pip of its own where this Python carries one."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        say("The environment in .venv is half-made, or another Python's: making it again.")
        shutil.rmtree(VENV)
    carries_pip = importlib.util.find_spec("ensurepip") is not None
    try:
        venv.create(VENV, with_pip=carries_pip)
    except subprocess.CalledProcessError:  # ensurepip is there, its wheels are not
        venv.create(VENV, with_pip=False, clear=True)
    (library() / "candour.mark").write_text(environment_mark(), encoding="utf-8")


def starts(command: list[str]) -> bool:
    """Say whether a command can be run and is content."""
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def pip_for(python: Path) -> list[str]:
    """Return the command that installs into the environment of `python`.

    Its own pip where it has one. Otherwise this Python's pip is told to work for the other interpreter, which
    also keeps it clear of the "externally managed" bar. Raises Stop when there is no pip at all.
    """
    for command in ([str(python), "-m", "pip"], [sys.executable, "-m", "pip", "--python", str(python)]):
        if starts([*command, "--version"]):
            return command
    raise Stop("Candour needs pip to fetch its parts. On Debian or Ubuntu: apt-get install python3-pip")


def install(python: Path, *what: str) -> None:
    """Let pip install wheels into the environment of `python`; raise Stop with the reason if it cannot."""
    command = pip_for(python)
    command += ["install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    command += ["--only-binary", ":all:", *what]
    told: list[str] = []
    surroundings = {**os.environ, "PIP_USER": "0", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, env=surroundings, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as pip:
        for line in pip.stdout or ():
            told.append(line.strip())
            if told[-1].startswith("Downloading "):
                say(f"  {told[-1]}")
    if pip.returncode:
        raise Stop(why_pip_failed(told))


def why_pip_failed(told: list[str]) -> str:
    """Return the sentence for what pip printed; where it is not the network, with pip's own last lines."""
    if any(sign in line.lower() for line in told for sign in NO_NETWORK):
        return (
            "The package index cannot be reached. Candour fetches its parts once, over the network: look at "
            "the connection, or the proxy, and start again."
        )
    last = "\n  ".join(told[-6:])
    return (
        f"pip says:\n  {last}\nThe parts were not installed. `python3 dev.py clean` and a new start may help."
    )


def ensure(*names: str) -> None:
    """See to it that .venv holds what these locks name; takes no time when it does already."""
    if not environment_is_whole():
        make_environment()
    for name in names:
        if is_installed(name):
            continue
        say(f"Installing requirements/{name}.lock into .venv ...")
        began = time.monotonic()
        lock = str(REQUIREMENTS / f"{name}.lock")
        install(PYTHON, "--require-hashes", "--no-deps", "--requirement", lock)
        stamp_of(name).write_text(wanted_stamp(name), encoding="utf-8")
        say(f"  done in {time.monotonic() - began:.0f} s")


def tool(name: str) -> str:
    """Return the path of a tool in .venv."""
    return str(BIN / (f"{name}.exe" if os.name == "nt" else name))


def compile_locks(words: list[str]) -> int:
    """Work out the locks again from the .in files, by a uv of their own; return uv's exit status."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=importlib.util.find_spec("ensurepip") is not None)
        place = Path(folder) / BIN.name
        install(place / PYTHON.name, UV)
        for name in LOCKS:
            command = [str(place / "uv"), "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
            command += ["--python-version", "3.11", "--no-emit-index-url", "--no-emit-find-links"]
            command += ["--custom-compile-command", "python3 dev.py lock", *words]
            command += ["--output-file", f"{name}.lock", f"{name}.in"]
            status = subprocess.run(command, check=False, cwd=REQUIREMENTS).returncode
            if status:
                return status
            say(f"requirements/{name}.lock is written")
    return 0
