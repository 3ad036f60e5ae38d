"""Words that promise, sell, link or name what no fact holds are found out, whoever wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.claims import unfounded

FACTS = {"shop": "Maison Tazri", "last_order_on": "2 mai 2026"}
FRENCH = "Nous pensons à vous"
EN_FACTS = {"shop": "Velmora Coffee", "last_order_on": "May 2, 2026"}

FINE = [
    ("fr", FRENCH, "Depuis votre commande du 2 mai 2026, nous pensons souvent à vous."),
    ("fr", FRENCH, "Toute la maison pense à vous, et nous espérons que votre choix vous plaît."),
    ("fr", "Des nouvelles de Maison Tazri", "Chez Maison Tazri, nous espérons que vous allez bien."),
    ("en", "We are thinking of you", "You last ordered with us on May 2, 2026, and we hope that all is well."),
    ("en", "Is all well with you?", "I’m writing to you because we have not seen you at Velmora Coffee for a while."),
]


@pytest.mark.parametrize(("language", "subject", "opening"), FINE)
def test_plain_warm_words_pass(language, subject, opening):
    assert unfounded(subject, opening, language=language, facts=FACTS if language == "fr" else EN_FACTS) == ""


BAD = [
    ("link", "Voyez www.tazri.ma, nous pensons à vous et à vos besoins."),
    ("link", "Voyez tazri.ma/retour pour vous, nous sommes là."),
    ("link", "Écrivez à nous@tazri.ma, nous sommes là pour vous."),
    ("offer", "Pour vous, nous avons baissé de moitié notre sélection."),
    ("offer", "Nous avons une petite réduction pour vous et les vôtres."),
    ("offer", "Votre cadeau est là, nous pensons à vous et à la suite."),
    ("offer", "Nous pensons à vous, et la livraison est pour nous."),
    ("offer", "Le code est dans ce mail, nous pensons à vous."),
    ("offer", "Dix pour cent de moins pour vous, nous sommes là."),
    ("offer", "Nous avons pour vous un service à € de moins."),
    ("number", "Nous pensons à vous depuis le 3, et nous sommes là."),
    ("number", "Nous pensons à vous depuis ٣ et nous sommes là."),
    ("number", "Nous pensons à vous depuis juin et nous sommes là."),
    ("number", "Nous pensons à vous depuis hier et nous sommes là."),
    ("number", "Nous sommes là pour vous pendant trois et plus."),
    ("name", "Nous pensons à vous et à Mohamed, qui est de la maison."),
    ("name", "Nous pensons à vous et à WELCOME, qui est là pour vous."),
    ("signs", "Nous pensons à vous <b>et</b> nous sommes là."),
    ("signs", "Nous pensons à vous {{ et }} nous sommes là."),
    ("signs", "Nous pensons à vous 🎉 et nous sommes là pour vous."),
    ("length", "Nous pensons à vous"),
    ("length", "À vous."),
    ("length", "Nous pensons à vous " * 20 + "."),
    ("language", "We are thinking of you and of all that is with us."),
    ("language", "Wir denken immer an dich und an alles, was wir haben."),
    ("language", "نحن نفكر فيك دائما ونتمنى لك كل الخير والصحة."),
]


@pytest.mark.parametrize(("code", "opening"), BAD)
def test_unfounded_words_are_refused(code, opening):
    assert unfounded(FRENCH if code != "language" else "Tazri", opening, language="fr", facts=FACTS) == code


@pytest.mark.parametrize("subject", ["Votre remise", "Ici : tazri.ma", "VITE chez nous", "Pour vous, 5 de plus", "ok"])
def test_a_subject_is_looked_at_in_the_same_way(subject):
    opening = "Nous pensons à vous et nous espérons que vous allez bien."
    assert unfounded(subject, opening, language="fr", facts=FACTS)


def test_a_shops_name_hides_nothing_but_itself():
    facts = {"shop": "mise", "last_order_on": ""}
    assert unfounded(FRENCH, "Nous avons une remise pour vous et les vôtres.", language="fr", facts=facts) == "offer"


def test_a_language_without_checks_is_refused():
    assert unfounded("Hallo du", "Wir denken oft an dich und an alles.", language="de", facts=FACTS) == "language"


@given(st.text(min_size=20, max_size=200), st.sampled_from(["%", "€", "https://", "7", "\u202e5", "<"]))
def test_no_wrapping_hides_what_is_forbidden(text, sign):
    assert unfounded(FRENCH, f"{text} {sign} nous avons pour vous.", language="fr", facts=FACTS)
