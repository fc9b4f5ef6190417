"""Nothing from outside is run, programs and servers are called from their rooms alone, no secret is told."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.rules.source import Rule, calls, functions, given, imports, is_so, names, nodes

# File -> why it may start a program.
PROGRAMS = {"incidents/exports/picture.py": "previews are made in a process that holds no key"}
# File -> why it may open a socket; the room for talking outwards needs no reason.
DOORS = {"incidents/cli/serving.py": "it listens, and calls nobody"}
OUTWARD = "incidents/post/"
# File -> why something in it outlives a request, and what it holds.
LASTING = {
    "incidents/web/marks.py": "the marks of the pages, written while the program starts",
    "incidents/services/charity.py": "policies by the hash of their bytes: the same for everyone",
    "incidents/store/files.py": "where the evidence lies and its key, set while the program starts",
}
_READS_OBJECTS = ("pickle", "_pickle", "cPickle", "dill", "marshal", "shelve", "jsonpickle", "lxml")
_RUNS = ("eval", "exec", "compile", "__import__", "builtins.eval", "builtins.exec", "breakpoint",
         "os.system", "os.popen", "pty.spawn", "runpy.run_path", "tempfile.mktemp",
         "yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.unsafe_load_all", "yaml.full_load",
         "xml.etree.ElementTree.parse", "xml.etree.ElementTree.iterparse", "xml.etree.ElementTree.XML",
         "xml.etree.ElementTree.fromstring", "xml.dom.minidom.parseString", "xml.sax.parse")  # fmt: skip
_STARTS = re.compile(r"(subprocess|pty|multiprocessing)(\..*)?|os\.(exec|spawn|posix_spawn|fork)\w*")
_CALLS_OUT = ("socket", "ssl", "smtplib", "http.client", "urllib.request", "urllib3", "requests", "httpx",
              "aiohttp", "ftplib", "poplib", "imaplib", "telnetlib", "xmlrpc", "boto3", "obstore", "authlib",
              "paramiko")  # fmt: skip
_UNCHECKED = ("ssl._create_unverified_context", "ssl.CERT_NONE", "ssl._create_default_https_context")
_TELLS = re.compile(r"(.*\.)?(debug|info|warning|error|exception|critical|log|echo|secho|print|warn)")
_SECRET = re.compile(
    r"(?:.*_)?(?:password|passwords|passphrase|secret|token|tokens|cookie|cookies|otp|csrf|authorization"
    r"|(?:secret|master|private|signing|api)_key|get_secret_value)"
)
_CHANGES = ("append", "add", "update", "setdefault", "pop", "clear", "extend", "insert", "remove", "discard")


def nothing_from_outside_is_run(name: str, tree: ast.Module) -> Iterator[str]:
    """No eval, no objects read from bytes, no YAML that builds objects, no XML read, no shell."""
    for module, node in imports(tree):
        if module.split(".")[0] in _READS_OBJECTS:
            yield f"line {node.lineno} imports {module}"
    for called, call in calls(tree):
        if called in _RUNS:
            yield f"line {call.lineno} calls {called}"
        if given(call, "shell") is not None and not is_so(given(call, "shell"), False):
            yield f"line {call.lineno} asks for a shell"


def programs_are_started_in_one_place(name: str, tree: ast.Module) -> Iterator[str]:
    """A program of the system is started by the files named above alone."""
    if name in PROGRAMS:
        return
    for module, node in imports(tree):
        if _STARTS.fullmatch(module):
            yield f"line {node.lineno} imports {module}"
    for called, call in calls(tree):
        if _STARTS.fullmatch(called):
            yield f"line {call.lineno} calls {called}"


def outward_calls_have_one_room(name: str, tree: ast.Module) -> Iterator[str]:
    """Only `incidents/post` talks to another server; the database has its own rule."""
    if name.startswith(OUTWARD) or name in DOORS:
        return
    for module, node in imports(tree):
        if any(module == each or module.startswith(f"{each}.") for each in _CALLS_OUT):
            yield f"line {node.lineno} imports {module}"


def certificates_are_checked(name: str, tree: ast.Module) -> Iterator[str]:
    """Nobody turns the check of a certificate or of a host's name off."""
    for used, node in names(tree):
        if used in _UNCHECKED:
            yield f"line {node.lineno}: {used}"
    for _, call in calls(tree):
        if is_so(given(call, "verify"), False) or is_so(given(call, "check_hostname"), False):
            yield f"line {call.lineno} checks no certificate"
    for node in nodes(tree):
        if isinstance(node, ast.Assign) and is_so(node.value, False):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in ("check_hostname", "verify"):
                    yield f"line {node.lineno} checks no name"


def nothing_of_a_request_stays(name: str, tree: ast.Module) -> Iterator[str]:
    """A function changes nothing that the next request would find: no global, no table, no app."""
    if name in LASTING:
        return
    tables = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and _is_changeable(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for function in functions(tree):
        for node in ast.walk(function):
            yield from _changes(node, tables)


def no_secret_is_told(name: str, tree: ast.Module) -> Iterator[str]:
    """What writes to a log or a terminal is not handed a password, token, cookie or key."""
    for called, call in calls(tree):
        if not _TELLS.fullmatch(called):
            continue
        for word in (*call.args, *(one.value for one in call.keywords)):
            for node in ast.walk(word):
                said = getattr(node, "id", getattr(node, "attr", ""))
                if isinstance(said, str) and _SECRET.fullmatch(said):
                    yield f"line {call.lineno} tells {said}"


def nobody_debugs_in_earnest(name: str, tree: ast.Module) -> Iterator[str]:
    """No debugger is left in, and no code turns Flask's on."""
    for module, node in imports(tree):
        if module in ("pdb", "ipdb", "werkzeug.debug", "flask_debugtoolbar"):
            yield f"line {node.lineno} imports {module}"
    for _, call in calls(tree):
        if is_so(given(call, "debug"), True) or is_so(given(call, "DEBUG"), True):
            yield f"line {call.lineno} turns debugging on"


def _is_changeable(node: ast.expr | None) -> bool:
    match node:
        case ast.Dict() | ast.List() | ast.Set() | ast.DictComp() | ast.ListComp() | ast.SetComp():
            return True
        case ast.Call(func=ast.Name(id="dict" | "list" | "set" | "defaultdict" | "deque" | "Counter")):
            return True
    return False


def _changes(node: ast.AST, tables: set[str]) -> Iterator[str]:
    match node:
        case ast.Global(names=changed):
            yield f"line {node.lineno} changes {', '.join(changed)} for everyone"
        case ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr=attr)):
            if table in tables and attr in _CHANGES:
                yield f"line {node.lineno} changes {table} for everyone"
        case ast.Assign(targets=targets):
            for target in targets:
                yield from _given_to(target, tables)
        case ast.AugAssign(target=target):
            yield from _given_to(target, tables)
        case ast.Delete(targets=targets):
            for target in targets:
                yield from _given_to(target, tables)


def _given_to(target: ast.expr, tables: set[str]) -> Iterator[str]:
    match target:
        case ast.Subscript(value=ast.Name(id=table)) if table in tables:
            yield f"line {target.lineno} changes {table} for everyone"
        case ast.Attribute(value=ast.Name(id="current_app")):
            yield f"line {target.lineno} keeps {target.attr} on the program"
        case ast.Subscript(value=ast.Attribute(value=ast.Name(id="current_app"), attr=attr)):
            yield f"line {target.lineno} keeps something in {attr} of the program"


RULES: tuple[Rule, ...] = (
    nothing_from_outside_is_run,
    programs_are_started_in_one_place,
    outward_calls_have_one_room,
    certificates_are_checked,
    nothing_of_a_request_stays,
    no_secret_is_told,
    nobody_debugs_in_earnest,
)
