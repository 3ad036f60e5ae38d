"""Opening, deciding and closing reviews. The database settles every race, once.

Locks are always taken in this order: the review's row, then the rows of its actions. Whoever edits
an action calls `lock` first, so that an edit and a decision wait for each other and never deadlock.
"""

from reviews.services.closing import expire, void
from reviews.services.deciding import approve, reject
from reviews.services.opening import open
from reviews.services.plan import lock, rebase

__all__ = ["approve", "expire", "lock", "open", "rebase", "reject", "void"]
