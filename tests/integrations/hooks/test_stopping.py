"""One word is an order; a sentence that begins with it is for a person to read."""

import pytest

from integrations.hooks.taking.stopping import asks_to_stop

ORDERS = (
    *("STOP", "stop", " Stop. ", "STOP!!", "STOP SMS", "stop pub", "Stop promotions", "ＳＴＯＰ"),
    *("ARRET", "Arrêt", "ARRÊTER", "Désinscrire", "BAJA", "baja", "توقف", "إيقاف", "إلغاء", "تَوَقَّف"),
    *("UNSUBSCRIBE", "StopAll", "quit"),
)
SENTENCES = (
    *("", "   ", "👍", "?", "Stop it right now please", "stopper", "Is this the end", "the end", "end of month"),
    *(
        "quit asking",
        "Ne vous arrêtez pas",
        "cancel my order",
        "إلغاء الطلب",
        "arrêter commande",
        "baja precio por favor",
        "non stop",
        "x" * 100_000,
    ),
)


@pytest.mark.parametrize("text", ORDERS)
def test_a_word_to_stop_is_understood(text):
    assert asks_to_stop(text)


@pytest.mark.parametrize("text", SENTENCES, ids=range(len(SENTENCES)))
def test_anything_else_is_a_message(text):
    assert not asks_to_stop(text)
