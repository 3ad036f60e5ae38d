"""Counting people and articles once, although a file names them with every order."""

from crm.services import Batch, Counts


class Tally:
    """Adds up batches; a contact or product that several batches name is one unchanged row at most.

    Keeps one number per contact and product (about 60 bytes each).
    """

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self._contacts: set[int] = set()
        self._products: set[int] = set()

    def add(self, batch: Batch, written: Counts) -> None:
        self.counts.add(written)
        self._contacts.update(hash(row.external_id) for row in batch.contacts)
        self._products.update(hash(row.sku) for row in batch.products)
        for count, names in ((self.counts.contacts, self._contacts), (self.counts.products, self._products)):
            # A row that several batches wrote was new, or changed, once.
            count.changed = min(count.changed, len(names) - count.new)
            count.same = max(0, len(names) - count.new - count.changed)
