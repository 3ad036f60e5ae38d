"""Words that carry no meaning of their own, in four languages; and the verbs that begin an order."""

from automations.reading.sentence import Word, fold

_ARTICLES = "the a an le la les l un une des du el los las lo unos unas al del d de some any all our my your their its this that these those notre nos votre vos mon ma mes son sa ses leur leurs ce cet cette ces nuestro nuestra nuestros nuestras mi mis tu tus su sus este esta estos estas tous toutes todos todas هذا هذه هاد ديال ديالي"
_LINKS = "of in on at to for from with by as into onto within over under about via than per and or but if when that which who whose after before until during against between de d du des en à a au aux dans par pour sur sous avec sans chez vers contre entre et ou mais si quand que qu qui dont où après avant depuis pendant selon en con sin para por sobre tras hasta desde entre y e o u pero si cuando que quien cuyo según como في من على إلى عن مع و أو ثم أن إن التي الذي اللي لي ف ب ل ك حتى بعد قبل عبر حسب عند ديال د"
_SELF = "i me my we us you he she they them it its is are am was be been do does did will would shall should can could may might must have has had not no yes please kindly just also now here there je j me moi nous vous tu te il elle ils elles on se s y est sont suis être ai as a avons avez ont fait peux peut pouvez pourrais veux veut voulez faut doit svp plaît plait merci ne n pas oui non aussi maintenant c yo nosotros usted tú te se es son está están soy ser hay puedes puede podrías quiero quiere favor gracias no sí también ahora أنا نحن أنت هو هي منطقة area region zone zona région هم لي لنا لك كان يكون هل ما لا نعم من فضلك رجاء الرجاء شكرا يمكن ممكن أريد بغيت عافاك الآن دابا واش شي كاين كاينة غادي غاديين آخر اخر every each last next chaque dernier derniers dernière dernières prochain prochains prochaine prochaines cada último últimos última últimas próximo próximos próxima próximas القادمة الماضية الأخيرة خلال كل nothing anything yet only at least most much many too very more less so gets get got rien encore seulement juste trop très plus moins nada todavía solo sólo mucho muy más menos demasiado بعد فقط جدا كثيرا أكثر أقل شيئا them those out hi hello hey bonjour salut hola buenas مرحبا سلام السلام عليكم how what when where why which who comment quel quelle quels quelles quoi pourquoi combien cómo qué cuál cuáles cuándo dónde كيف ماذا متى أين أي لماذا كم if"
_UNITS = "day days jour jours día días يوم أيام يوما hour hours heure heures hora horas ساعة ساعات minute minutes min minuto minutos دقيقة دقائق week weeks semaine semaines semana semanas month months mois mes meses شهر eur euro euros usd dollar dollars mad dh dirham dirhams درهم percent max maximum minimum number no num numero número id رقم lot lots batch batches lotes دفعات limit"
_VERBS = "find look looking search pull get fetch scrape extract list source locate gather collect identify discover hunt need want give show bring pull cherche cherchez chercher trouve trouvez trouver recherche recherchez liste extrais récupère donne identifie repère déniche besoin busca buscar encuentra encontrar localiza consigue dame extrae lista identifica obtén necesito quiero ابحث جد اعثر أوجد استخرج أعطني اعطني هات قلب جيب لقا لقى find"

# Verbs that any automation may be asked by; they say little about which one. First whole words, then beginnings.
_WHOLE = """
make do go use set put run try get give want need like kick keep tell ask see let show shows look watch bring take add apply build launch start send
write draft help plan produce offer pull push resume turn handle check checks work works
fais fait faites faire met mets mettre mettez donne donner donnez passe passer prends prendre prenez veux voir vois aide gère gérer produis
crée créer créez refais donne-moi lis active activer lance lancer fasse mettons
haz hacer hace hagas usa usar pon poner da dame dale dé pide pedir pida mira mirar manda mandar crea crear ayuda envía envíe envia
genera generar activa activar inicia iniciar prepara avisa avise avisar aviso recuerda recordar ponme quiero saca
قم نفذ شغل اطلق ابدا انشي انشئ اعمل دير صايب استعمل ارسل ابعث حضر جهز فعل توقع احسب ذكر نبه اخبر اعلم اطلب حدث تحقق افحص اعرض
شوف عالج نظم خطط اقترح قدم اكتب حرر طبق اضف زيد خذ وري عطي بغيت اريد احتاج صيفط سيفط خبر سول كتب
"""
_STEMS = [
    "creating",
    "execut",
    "perform",
    "begin",
    "prepar",
    "generat",
    "activat",
    "enabl",
    "switch",
    "predict",
    "forecast",
    "estimat",
    "calculat",
    "comput",
    "recover",
    "remind",
    "notif",
    "updat",
    "refresh",
    "display",
    "process",
    "manag",
    "organiz",
    "organis",
    "propos",
    "suggest",
    "inform",
    "warn",
    "alert",
    "exécut",
    "démarr",
    "utilis",
    "envoy",
    "envoi",
    "génèr",
    "prédi",
    "prévoi",
    "calcul",
    "récupèr",
    "récupér",
    "rappel",
    "préven",
    "prévien",
    "averti",
    "demand",
    "actualis",
    "rafraîch",
    "vérifi",
    "montr",
    "affich",
    "regard",
    "propos",
    "suggèr",
    "rédig",
    "écri",
    "appliqu",
    "ajout",
    "commenc",
    "relanc",
    "veuill",
    "ejecut",
    "lanza",
    "prepar",
    "predic",
    "predec",
    "calcul",
    "recuper",
    "recuerd",
    "actualiz",
    "refresc",
    "comprueb",
    "comprob",
    "muestr",
    "mostr",
    "gestion",
    "organiz",
    "propón",
    "propon",
    "propong",
    "sugier",
    "sugerir",
    "ofrec",
    "redact",
    "escrib",
    "constru",
    "añad",
    "empiez",
    "arranc",
    "verific",
    "necesit",
]
_BEGINNINGS = tuple(sorted({fold(stem) for stem in _STEMS}, key=len, reverse=True))
_LONGEST_ENDING = 5
_NOUNS = frozenset(
    {"generator", "manager", "managers", "information", "informations", "organisation", "organization", "processor"}
)


class Words:
    """A set of words that knows the accents: `thé` is not `the`, `tres` may be written for `très`."""

    def __init__(self, *groups: str) -> None:
        raw = [word for group in groups for word in group.split()]
        self.folded = frozenset(fold(word) for word in raw)
        self.accented = frozenset(word for word in raw if word != fold(word) and word[0] < "\u0600")

    def __contains__(self, word: object) -> bool:
        if isinstance(word, str):
            return word in self.folded
        if not isinstance(word, Word):
            return False
        return word.text in self.folded and (
            word.raw == word.text or not _has_accent(word) or word.raw in self.accented
        )


def _has_accent(word: Word) -> bool:
    return word.raw[0] < "\u0600" and not word.raw.isascii()


ARTICLES = Words(_ARTICLES)
LINKS = Words(_LINKS)
EMPTY = Words(_ARTICLES, _LINKS, _SELF, _UNITS)
"""Nobody can tell an automation by these."""
SEEKING = Words(_VERBS)
_WHOLE_WORDS = frozenset(fold(word) for word in _WHOLE.split())
_VAGUE = """
message messages email emails mail mails campaign campaigns product products customer customers client clients contact contacts post posts data thing things
something anything stuff help test tests sales sale optimise optimize improve improvement increase business work job task action actions order orders
price prices money argent dinero فلوس مال list page store shop site website content text file segment people person everyone
envoyer courriel courriels campagne campagnes produit produits chose choses quelque aide ventes vente améliore améliorer optimise optimiser
travail tâche commande commandes prix liste boutique site contenu texte gens personne monde affaire affaires essai article articles publie publier
mensaje mensajes correo correos campaña campañas producto productos cliente clientes contacto contactos algo cosa cosas ayuda prueba ventas venta
mejora mejorar optimiza optimizar trabajo tarea pedido pedidos precio precios lista página tienda web contenido texto gente publica publicar publish
رسالة رسائل بريد إيميل حملة حملات منتج منتجات عميل عملاء زبون زبناء شيء حاجة مساعدة ساعدني اختبار مبيعات حسن تحسين عمل مهمة طلب طلبات سعر أسعار قائمة
صفحة متجر موقع محتوى نص ناس انشر المنتج المنتجات العملاء العميل المبيعات الطلب الرسالة الحملة سيفط
"""
VAGUE = frozenset(fold(word) for word in _VAGUE.split())
"""Nouns and verbs of every trade: alone they leave open what is to be done."""


def is_command(word: str) -> bool:
    """Is this folded word a verb that any automation may be asked by, in some form?"""
    if word in _WHOLE_WORDS or word in SEEKING:
        return True
    word = word.removeprefix("re") if len(word) > 7 else word
    return (
        word.startswith(_BEGINNINGS)
        and word not in _NOUNS
        and any(word.startswith(each) and len(word) - len(each) <= _LONGEST_ENDING for each in _BEGINNINGS)
    )
