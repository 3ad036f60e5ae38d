"""Checks calls against Google discovery documents; like the service, it takes no unknown field."""

from collections.abc import Iterator
from typing import Any

from tests.fakes.calls import Call, Operation
from tests.fakes.openapi import OpenApi


class Discovery:
    """`prefix` replaces the document's service path where the client's base address already holds it."""

    def __init__(self, document: dict[str, Any], *, prefix: str | None = None) -> None:
        base = "/" + document.get("servicePath", "").strip("/") if prefix is None else prefix
        self.shared = document.get("parameters", {})
        paths: dict[str, Any] = {}
        for method in _methods(document):
            path = "/" + method.get("flatPath", method["path"]).replace("{+", "{").lstrip("/")
            paths.setdefault(path, {})[method["httpMethod"].lower()] = self._operation(method)
        schemas = {name: _schema(found) for name, found in document.get("schemas", {}).items()}
        self._inner = OpenApi({"paths": paths, "components": {"schemas": schemas}}, prefix=base.rstrip("/"))

    def check(self, call: Call) -> Operation:
        return self._inner.check(call)

    def _operation(self, method: dict[str, Any]) -> dict[str, Any]:
        own = {**self.shared, **method.get("parameters", {})}
        parameters = [
            {"name": name, "in": "query", "required": rule.get("required", False), "schema": _parameter(rule)}
            for name, rule in own.items()
            if rule.get("location") == "query"
        ]
        operation: dict[str, Any] = {"parameters": parameters}
        if "request" in method:
            reference = {"$ref": f"#/components/schemas/{method['request']['$ref']}"}
            operation["requestBody"] = {"content": {"application/json": {"schema": reference}}}
        return operation


def _methods(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from node.get("methods", {}).values()
    for resource in node.get("resources", {}).values():
        yield from _methods(resource)


def _parameter(rule: dict[str, Any]) -> dict[str, Any]:
    kept = {key: rule[key] for key in ("type", "enum", "pattern") if key in rule}
    return {"type": "array", "items": kept} if rule.get("repeated") else kept


def _schema(found: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in found:
        return {"$ref": f"#/components/schemas/{found['$ref']}"}
    made: dict[str, Any] = {key: found[key] for key in ("enum", "pattern") if key in found}
    if found.get("type") not in (None, "any"):
        made["type"] = found["type"]
    if "properties" in found:
        made["properties"] = {name: _schema(inner) for name, inner in found["properties"].items()}
        made["additionalProperties"] = False
    elif "additionalProperties" in found:
        made["additionalProperties"] = _schema(found["additionalProperties"])
    if "items" in found:
        made["items"] = _schema(found["items"])
    return made
