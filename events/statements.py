"""Plain SQL where the ORM cannot say it (skip locked in a lateral join, on conflict returning)."""

from typing import Any

from django.db import connection


def rows(statement: str, *values: Any) -> list[Any]:
    """Run one statement; the rows it returns, none for a statement that returns nothing."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def count(statement: str, *values: Any) -> int:
    """Run one statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return int(cursor.rowcount)
