"""Checks GraphQL calls against a published schema and answers them from a tree of our own values."""

import gzip
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from graphql import DocumentNode, GraphQLSchema, build_schema, execute_sync, parse, validate
from graphql.error import GraphQLError

from tests.fakes.calls import Call, Mismatch, Operation


@cache
def schema_of(path: Path) -> GraphQLSchema:
    """Built once per session: the shop's schema takes seconds."""
    return build_schema(gzip.decompress(path.read_bytes()).decode(), assume_valid=True)


@lru_cache(maxsize=200)
def _valid(schema: GraphQLSchema, query: str) -> DocumentNode:
    """The query, checked once per text: checking costs more than answering. Raises Mismatch."""
    try:
        document = parse(query)
    except GraphQLError as error:
        raise Mismatch(error.message) from None
    if problems := validate(schema, document):
        raise Mismatch("; ".join(problem.message for problem in problems[:3]))
    return document


class GraphQl:
    """One address. `root`: the values; a callable takes the field's arguments."""

    def __init__(self, schema: GraphQLSchema, path: str, root: dict[str, Any]) -> None:
        self.base_path = path.rpartition("/")[0]
        self.schema, self.path, self.root = schema, path, root

    def check(self, call: Call) -> Operation:
        if call.verb != "POST" or call.path != self.path or call.content_type != "application/json":
            raise Mismatch(f"{call.verb} {call.path} is not the address of the queries")
        body = call.json()
        if unknown := set(body) - {"query", "variables", "operationName"}:
            raise Mismatch(f"unknown {sorted(unknown)}")
        document = _valid(self.schema, body["query"])
        result = execute_sync(self.schema, document, root_value=self.root, variable_values=body.get("variables"))
        if result.errors:
            raise Mismatch("; ".join(f"{error.message} at {error.path}" for error in result.errors[:3]))
        return Operation("graphql", {"data": result.data})  # type: ignore[dict-item]

    @staticmethod
    def reply(call: Call, operation: Operation) -> Any:
        """The answer in the service's envelope, with a bucket that is far from empty."""
        return {"data": operation.values["data"], "extensions": {"cost": cost(available=1990)}}


def cost(*, requested: int = 10, available: float, restore: float = 100, maximum: float = 2000) -> dict[str, Any]:
    """The part of an answer that tells what the query cost. Source: Shopify, "API limits"."""
    status = {"maximumAvailable": maximum, "currentlyAvailable": available, "restoreRate": restore}
    return {"requestedQueryCost": requested, "actualQueryCost": requested, "throttleStatus": status}
