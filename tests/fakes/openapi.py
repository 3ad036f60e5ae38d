"""Checks calls against OpenAPI 3.0, 3.1 or Swagger 2 documents.

Stricter than the documents: a field or parameter they do not name is a mismatch, because a
misspelt optional field would otherwise pass everywhere and have no effect.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.fakes.calls import Call, Mismatch, Operation

_verbs = ("get", "post", "put", "patch", "delete")


class OpenApi:
    """`prefix`: what stands before the document's paths; without it, the path of the first server.

    `loose`: operations whose request schema is known to be stricter than the service.
    """

    def __init__(self, document: dict[str, Any], *, prefix: str | None = None, loose: tuple[str, ...] = ()) -> None:
        self.document, self.loose = _nullable(document), loose
        servers = document.get("servers") or [{"url": document.get("basePath", "")}]
        self.prefix = urlsplit(servers[0]["url"]).path.rstrip("/") if prefix is None else prefix
        self._registry = Registry().with_resource("doc:", Resource(self.document, DRAFT202012))
        self._routes = sorted(self._found(), key=lambda route: route[1].count("{"))

    def _found(self) -> Iterator[tuple[re.Pattern[str], str, str]]:
        for path, item in self.document["paths"].items():
            pattern = re.sub(r"\\\{([^}]+)\\\}", r"([^/]+)", re.escape(self.prefix + path))
            for verb in _verbs:
                if verb in item:
                    yield re.compile(pattern), path, verb

    def check(self, call: Call) -> Operation:
        """The operation it is. Raises Mismatch on path, parameter, header or body."""
        for pattern, path, verb in self._routes:
            if verb == call.verb.lower() and (found := pattern.fullmatch(call.path)):
                names = re.findall(r"\{([^}]+)\}", path)
                values = dict(zip(names, map(unquote, found.groups()), strict=True))
                self._check(call, path, verb, f"{call.verb} {path}")
                return Operation(f"{call.verb} {path}", values)
        raise Mismatch(f"{call.verb} {call.path} is not in the specification")

    def _check(self, call: Call, path: str, verb: str, name: str) -> None:
        item = self.document["paths"][path]
        parameters = [
            self._resolved(parameter) for parameter in [*item.get("parameters", []), *item[verb].get("parameters", [])]
        ]
        forms = [parameter for parameter in parameters if parameter["in"] == "formData"]
        allowed = {parameter["name"] for parameter in parameters if parameter["in"] == "query"}
        if unknown := set(call.query) - allowed:
            raise Mismatch(f"{name}: unknown query {sorted(unknown)}")
        for parameter in parameters:
            self._parameter(call, parameter, name)
        if forms:
            self._form_parameters(call, forms, name)
        elif "requestBody" in item[verb]:
            self._body(call, path, verb, name)
        elif call.body:
            raise Mismatch(f"{name}: takes no body")

    def _resolved(self, node: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in node:
            target: Any = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def _parameter(self, call: Call, parameter: dict[str, Any], name: str) -> None:
        label, where = parameter["name"], parameter["in"]
        if where == "query":
            found = call.query.get(label)
        elif where == "header" and label.lower() not in ("authorization", "token"):
            found = [call.headers[label.lower()]] if label.lower() in call.headers else None
        else:
            return
        if found is None:
            if parameter.get("required") and label != "token":
                raise Mismatch(f"{name}: {where} {label} is missing")
            return
        self._value(found, parameter.get("schema", parameter), f"{name}: {where} {label}")

    def _value(self, found: list[str], schema: dict[str, Any], where: str) -> None:
        schema = self._resolved(schema)
        value: Any = [part for text in found for part in text.split(",")] if schema.get("type") == "array" else found[0]
        if schema.get("type") == "array" and found[0].startswith("["):
            value = json.loads(found[0])
        self._valid(_typed(value, schema), {key: schema[key] for key in _judged if key in schema}, where)

    def _form_parameters(self, call: Call, forms: list[dict[str, Any]], name: str) -> None:
        if call.content_type != "application/x-www-form-urlencoded":
            raise Mismatch(f"{name}: must be a form, not {call.content_type}")
        sent = call.form()
        if unknown := set(sent) - {parameter["name"] for parameter in forms}:
            raise Mismatch(f"{name}: unknown field {sorted(unknown)}")
        for parameter in forms:
            if parameter["name"] in sent:
                self._value(sent[parameter["name"]], parameter, f"{name}: {parameter['name']}")
            elif parameter.get("required"):
                raise Mismatch(f"{name}: {parameter['name']} is missing")

    def _body(self, call: Call, path: str, verb: str, name: str) -> None:
        body = self._resolved(self.document["paths"][path][verb]["requestBody"])
        if not call.body and not body.get("required"):
            return
        if call.content_type not in body["content"]:
            raise Mismatch(f"{name}: takes {sorted(body['content'])}, not {call.content_type or 'nothing'}")
        schema = body["content"][call.content_type].get("schema", {})
        if call.content_type == "application/x-www-form-urlencoded":
            fields = self._resolved(schema).get("properties", {})
            value: Any = {
                key: _form_value(values, self._resolved(fields.get(key, {}))) for key, values in call.form().items()
            }
        elif call.content_type.endswith("json"):
            value = call.json()
        else:
            return
        if name not in self.loose:
            self._valid(value, self._strict(schema), f"{name}: body")

    def _strict(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The schema, closed: a field it does not name is wrong, unless it names none at all."""
        named = any(key in self._resolved(schema) for key in ("properties", "allOf", "anyOf", "oneOf"))
        return {"allOf": [schema], "unevaluatedProperties": False} if named else schema

    def _valid(self, value: Any, schema: dict[str, Any], where: str) -> None:
        rooted = json.loads(json.dumps(schema).replace('"$ref": "#/', '"$ref": "doc:#/'))
        problems = sorted(
            Draft202012Validator(rooted, registry=self._registry).iter_errors(value), key=lambda e: str(e.path)
        )
        if problems:
            first = problems[0]
            raise Mismatch(f"{where} {'.'.join(map(str, first.path))}: {first.message[:300]}")


_judged = (
    "type",
    "enum",
    "minimum",
    "maximum",
    "pattern",
    "maxLength",
    "minLength",
    "items",
    "anyOf",
    "oneOf",
    "allOf",
)


def _typed(value: Any, schema: dict[str, Any]) -> Any:
    kinds = schema.get("type")
    try:
        if kinds == "integer":
            return int(value)
        if kinds == "number":
            return float(value)
    except (TypeError, ValueError):
        return value
    if kinds == "boolean":
        return {"true": True, "false": False, "1": True, "0": False}.get(value, value)
    return value


def _form_value(values: list[str], schema: dict[str, Any]) -> Any:
    return values if schema.get("type") == "array" else _typed(values[0], schema)


def _nullable(node: Any) -> Any:
    """OpenAPI 3.0's `nullable` and yes-or-no bounds in the words of today's JSON Schema."""
    if isinstance(node, list):
        return [_nullable(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _nullable(value) for key, value in node.items()}
    if node.get("nullable") is True and isinstance(node.get("type"), str):
        node["type"] = [node["type"], "null"]
    for bound in ("exclusiveMinimum", "exclusiveMaximum"):
        if isinstance(node.get(bound), bool):
            del node[bound]
    return node
