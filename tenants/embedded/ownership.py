"""Whether the data that lie there are those of the data folder: it may have been moved, copied or deleted."""

import shutil
from dataclasses import replace
from pathlib import Path

from tenants.embedded import postgres, processes, state, valkey
from tenants.embedded.places import Place, make_home, previous_of


def settled(spot: Place, known: state.State | None) -> state.State | None:
    """`known` if it belongs to the data in `spot.home`, which root keeps apart from the data folder.

    When the project was moved, its data follow. When it was copied, the copy begins anew. When the
    data folder was deleted, what it stood for is put aside, one generation of it.
    """
    if spot.home == spot.base:
        return known
    if known and known.base != str(spot.base):
        former = Path(known.home)
        if known.home and former.exists() and not Path(known.base).exists() and not any(spot.home.iterdir()):
            halt(replace(spot, home=former), known)
            former.rename(spot.home)
            return state.moved(spot, known)
        known = None
    if known is None and any(spot.home.iterdir()):
        halt(spot, None)
        previous = previous_of(spot.home)
        shutil.rmtree(previous, ignore_errors=True)
        spot.home.rename(previous)
        make_home(spot.home, spot.account)
    return known


def begin(spot: Place) -> state.State:
    """A first state; servers whose folder was deleted are of no use to anybody."""
    for name in ("postgres", "valkey"):
        processes.end_strays(spot.home / name)
    return state.begin(spot)


def halt(spot: Place, known: state.State | None) -> bool:
    """Stop whatever runs on the data in `spot`; True when nothing is left."""
    key_store, database = valkey.pid(spot, known), postgres.pid(spot)
    stopped = [valkey.stop(key_store)] if key_store else []
    stopped += [postgres.stop(database)] if database else []
    return all(stopped)
