"""Which rights Shopify's published schema names for what it tells and for what it is asked.

They stand in the descriptions of the schema, in words; one of those named is enough.
"""

import re
from collections.abc import Collection, Mapping

from graphql import GraphQLEnumType, GraphQLSchema, TypeInfo, TypeInfoVisitor, Visitor, get_named_type, parse, visit

_scope = re.compile(r"\b(?:read|write)_[a-z_]+")


def of_topics(schema: GraphQLSchema) -> Mapping[str, frozenset[str]]:
    """Of each topic of webhooks the rights of which one is needed; none for what everybody may hear."""
    topics = schema.type_map["WebhookSubscriptionTopic"]
    assert isinstance(topics, GraphQLEnumType)
    return {name: _named((topic.description or "").partition("Requires")[2]) for name, topic in topics.values.items()}


def of_query(schema: GraphQLSchema, query: str) -> Mapping[str, frozenset[str]]:
    """Of each kind of thing that a query touches and whose description names rights, those rights."""
    info, found = TypeInfo(schema), {}

    class Touched(Visitor):
        def enter_field(self, *_about: object) -> None:
            thing = get_named_type(info.get_type()) if info.get_type() else None
            if thing and "scope" in (thing.description or ""):
                found[thing.name] = _named(thing.description or "")

    visit(parse(query), TypeInfoVisitor(info, Touched()))
    return {name: scopes for name, scopes in found.items() if scopes}


def covers(granted: Collection[str], wanted: Collection[str]) -> bool:
    """Is one of `wanted` granted? A right to write is one to read too."""
    readable = {name.replace("write_", "read_", 1) for name in granted}
    return not wanted or any(name in granted or name in readable for name in wanted)


def _named(words: str) -> frozenset[str]:
    return frozenset(_scope.findall(words))
