"""Earned autonomy: a track record, the wider limits it allows to propose, and what ends them."""
