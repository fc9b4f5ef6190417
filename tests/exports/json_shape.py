"""A small checker for the part of JSON Schema that our schemas use; any other word in one is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "null": type(None),
}
_KNOWN = {
    *("type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "minimum"),
    *(
        "maximum",
        "enum",
        "const",
        "pattern",
        "$ref",
        "$defs",
        "$schema",
        "$id",
        "title",
        "description",
        "format",
    ),
}


def faults(value: object, schema: dict[str, object], root: dict[str, object], at: str = "$") -> Iterator[str]:
    """Where `value` is not of the shape `schema` says; `root` is the whole schema."""
    if unknown := set(schema) - _KNOWN:
        raise ValueError(f"this checker does not know {unknown}")
    if "$ref" in schema:
        yield from faults(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
        return
    if not _typed(value, schema.get("type")):
        yield f"{at}: {value!r} is not {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not one of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{at}: {value!r} is not like {schema['pattern']}"
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{at}: {value!r} is out of bounds"
    if isinstance(value, list):
        yield from _items(value, schema, root, at)
    if isinstance(value, dict):
        yield from _properties(value, schema, root, at)


def _typed(value: object, allowed: object) -> bool:
    names = [allowed] if isinstance(allowed, str) else allowed
    if names is None:
        return True
    return any(
        isinstance(value, _TYPES[n]) and (n == "boolean" or not isinstance(value, bool)) for n in names
    )


def _items(value: list[object], schema: dict[str, object], root: dict[str, object], at: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{at}: {len(value)} items"
    for place, item in enumerate(value):
        yield from faults(item, schema.get("items", {}), root, f"{at}[{place}]")


def _properties(
    value: dict[str, object], schema: dict[str, object], root: dict[str, object], at: str
) -> Iterator[str]:
    known = schema.get("properties", {})
    yield from (f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value)
    if schema.get("additionalProperties") is False:
        yield from (f"{at}: {name} is not in the schema" for name in value if name not in known)
    for name in value.keys() & known.keys():
        yield from faults(value[name], known[name], root, f"{at}.{name}")
