"""Invoices, payments and prices."""
