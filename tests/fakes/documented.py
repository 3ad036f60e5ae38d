"""A small contract in our own words, for services whose specification is not at hand.

It is written from the vendor's pages (named beside it), never from our client, and counts as
"unverified". Bodies are written by example: a class for a type, a set for the allowed words, a
list with its item, a dict with its fields; a field ending in `?` may be missing; ANY is anything.
"""

from typing import Any

from tests.fakes.openapi import OpenApi

ANY = object()
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
_types = {str: "string", int: "integer", float: "number", bool: "boolean", dict: "object", list: "array"}


def documented(routes: dict[str, dict[str, Any]], *, headers: dict[str, Any] | None = None) -> OpenApi:
    """Routes by `VERB /path/{id}`: `query`, `headers`, `body` by example, `kind` of the body."""
    paths: dict[str, Any] = {}
    for name, rules in routes.items():
        verb, path = name.split(" ", 1)
        parameters = [_parameter("query", *pair) for pair in rules.get("query", {}).items()]
        parameters += [_parameter("header", *pair) for pair in {**(headers or {}), **rules.get("headers", {})}.items()]
        operation: dict[str, Any] = {"parameters": parameters}
        if "body" in rules:
            content = {rules.get("kind", JSON): {"schema": schema(rules["body"])}}
            operation["requestBody"] = {"required": True, "content": content}
        paths.setdefault(path, {})[verb.lower()] = operation
    return OpenApi({"paths": paths}, prefix="")


def schema(example: Any) -> dict[str, Any]:
    """The JSON Schema that an example stands for."""
    if example is ANY:
        return {}
    if isinstance(example, type):
        return {"type": _types[example]}
    if isinstance(example, (set, frozenset)):
        return {"enum": sorted(example)}
    if isinstance(example, list):
        return {"type": "array", "items": schema(example[0]), "minItems": 1}
    if isinstance(example, dict):
        fields = {name.removesuffix("?"): schema(value) for name, value in example.items()}
        needed = [name for name in example if not name.endswith("?")]
        return {"type": "object", "properties": fields, "required": needed, "additionalProperties": False}
    return {"const": example}


def _parameter(where: str, name: str, example: Any) -> dict[str, Any]:
    return {"name": name.removesuffix("?"), "in": where, "required": not name.endswith("?"), "schema": schema(example)}
