"""Generated shops for demo clients: the same shop from the same seed, kept fresh day by day.

Everything in them is made up and marked so: contacts are synthetic, addresses end in
`example.invalid`, the source is called demo data.
"""

from crm.demo.shop import generate, place_order, refresh

__all__ = ["generate", "place_order", "refresh"]
