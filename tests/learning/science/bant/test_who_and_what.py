"""Who must be asked, by a verb of asking and a noun of rank; and what kind of business speaks."""

import pytest

from learning.science.bant import extract


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Il faut l'aval de la hiérarchie"),
        ("fr", "Les dirigeants arbitrent"),
        ("fr", "Celui qui tranche, c'est le président"),
        ("en", "I'll have to escalate it to my supervisor"),
        ("en", "Leadership picks the vendors"),
        ("en", "The one who decides is the chairman"),
        ("es", "Tendría que explicárselo a la jefatura"),
        ("es", "Autoriza la sede central"),
        ("es", "Quien decide es la presidenta"),
        ("ar", "سأعرض الأمر على القيادة"),
        ("ar", "الإدارة العليا تصادق على كل شيء"),
        ("ary", "خاصني ناخد الإذن من الشاف"),
        ("ary", "اللي كيحكم هو المدير"),
        ("ary-latn", "lazem nsewel lmoudir"),
        ("ary-latn", "li kay7kem howa lpatron"),
        ("fr", "Je compare des prestataires pour mon chef"),
        ("en", "That is handled by our head office"),
        ("es", "De eso se encarga la dirección"),
        ("ar", "أجمع معلومات لمديري"),
        ("ary", "خاص المدير يشوفها"),
        ("ary-latn", "kanjme3 devis l lpatron"),
    ],
)
def test_whoever_must_ask_a_superior_does_not_decide(lang: str, text: str) -> None:
    assert extract(text, lang).authority == "no"


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("fr", "En tant que patron je tranche", "yes"),
        ("en", "As the director I approve these", "yes"),
        ("es", "Soy el director y firmo", "yes"),
        ("ar", "أنا المدير وأنا من يوقع", "yes"),
        ("ary-latn", "ana lpatron w ana li kan9rer", "yes"),
        ("es", "Aquí el jefe soy yo", "yes"),
        ("en", "The one who decides is me", "yes"),
        ("en", "No one has to sign anything but me", "yes"),
        ("fr", "Mes deux frères sont associés, on se met d'accord", "shared"),
        ("ar", "لي شريكان ونتفق على كل شيء", "shared"),
        ("fr", "Nous sommes les dirigeants et validons tout", None),
        ("en", "We are the executives who approve it", None),
        ("fr", "Notre direction est à Lyon", None),
        ("en", "The board meets on Mondays", None),
        ("ar", "نبيع كراسي للمكاتب", None),
    ],
)
def test_a_superior_who_speaks_or_only_is_there_is_not_asked(lang: str, text: str, wanted: str | None) -> None:
    assert extract(text, lang).authority == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("fr", "Matériel pour restaurants, uniquement B2B", "b2b"),
        ("en", "Software for gyms, business-to-business", "b2b"),
        ("fr", "Pas de B2B, nous tenons un restaurant", "other"),
        ("fr", "Mon magasin est dans la rue piétonne", None),
        ("en", "Our store is in the mall", None),
        ("en", "Our store is in the mall and on Shopify", "ecommerce"),
        ("es", "La tienda está en la calle Mayor", None),
        ("ar", "متجرنا في شارع الحسن الثاني", None),
        ("ary-latn", "boutique dyali f derb sultan", None),
        ("ary-latn", "kankhedmo m3a les restaurants", "b2b"),
        ("ary", "كنتعاملو غير مع الفنادق", "b2b"),
        ("fr", "Deux food trucks à Lille", "other"),
    ],
)
def test_b2b_said_outweighs_and_a_shop_in_a_street_is_none_on_the_web(lang: str, text: str, wanted: str | None) -> None:
    assert extract(text, lang).fit == wanted
