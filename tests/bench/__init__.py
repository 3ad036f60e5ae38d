"""Measured budgets: `make bench [ARGS="name …"]`. Ratios side by side in one run; nothing here is a test."""
