"""Words that carry no meaning of their own, in four languages; and the verbs that begin an order."""

from automations.reading.sentence import fold

_ARTICLES = "the a an le la les l un une des du el los las lo unos unas al del d de some any all our my your their its this that these those notre nos votre vos mon ma mes son sa ses leur leurs ce cet cette ces nuestro nuestra nuestros nuestras mi mis tu tus su sus este esta estos estas tous toutes todos todas هذا هذه هاد ديال ديالي"
_LINKS = "of in on at to for from with by as into onto within over under about via than per and or but if when that which who whose after before until during against between de d du des en à a au aux dans par pour sur sous avec sans chez vers contre entre et ou mais si quand que qu qui dont où après avant depuis pendant selon en con sin para por sobre tras hasta desde entre y e o u pero si cuando que quien cuyo según como في من على إلى عن مع و أو ثم أن إن التي الذي اللي لي ف ب ل ك حتى بعد قبل عبر حسب عند ديال د"
_SELF = "i me my we us you he she they them it its is are am was be been do does did will would shall should can could may might must have has had not no yes please kindly just also now here there je j me moi nous vous tu te il elle ils elles on se s y est sont suis être ai as a avons avez ont fait peux peut pouvez pourrais veux veut voulez faut doit svp plaît plait merci ne n pas oui non aussi maintenant c yo nosotros usted tú te se es son está están soy ser hay puedes puede podrías quiero quiere favor gracias no sí también ahora أنا نحن أنت هو هي هم لي لنا لك كان يكون هل ما لا نعم من فضلك رجاء الرجاء شكرا يمكن ممكن أريد بغيت عافاك الآن دابا واش شي every each last next chaque dernier derniers dernière dernières prochain prochains prochaine prochaines cada último últimos última últimas próximo próximos próxima próximas القادمة الماضية الأخيرة خلال كل hi hello hey bonjour salut hola buenas مرحبا سلام السلام عليكم how what when where why which who comment quel quelle quels quelles quoi pourquoi combien cómo qué cuál cuáles cuándo dónde كيف ماذا متى أين أي لماذا كم if"
_UNITS = "day days jour jours día días يوم أيام يوما hour hours heure heures hora horas ساعة ساعات minute minutes min minuto minutos دقيقة دقائق week weeks semaine semaines semana semanas month months mois mes meses شهر eur euro euros usd dollar dollars mad dh dirham dirhams درهم percent max maximum minimum number no num numero número id رقم lot lots batch batches lotes دفعات limit"
_VERBS = "find look looking search get fetch scrape extract list source locate gather collect identify discover hunt need want give show bring pull cherche cherchez chercher trouve trouvez trouver recherche recherchez liste extrais récupère donne identifie repère déniche besoin busca buscar encuentra encontrar localiza consigue dame extrae lista identifica obtén necesito quiero ابحث جد اعثر أوجد استخرج أعطني اعطني هات قلب جيب لقا لقى find"

_COMMANDS = "make create run start launch do go use set put execute perform begin try let help send write prepare generate faire fais faites lance lancer lancez exécute exécuter crée créer créez mets mettre démarre démarrer utilise aide envoie envoyer écris prépare génère haz hacer ejecuta ejecutar lanza lanzar crea crear inicia iniciar usa pon poner ayuda envía enviar escribe prepara genera قم بعمل نفذ شغل أطلق ابدأ أنشئ اعمل دير صايب استعمل أرسل اكتب حضر"


def _set(*groups: str) -> frozenset[str]:
    return frozenset(fold(word) for group in groups for word in group.split())


ARTICLES = _set(_ARTICLES)
LINKS = _set(_LINKS)
EMPTY = _set(_ARTICLES, _LINKS, _SELF, _UNITS)
"""Nobody can tell an automation by these."""
SEEKING = _set(_VERBS)
COMMANDS = _set(_COMMANDS)
"""Verbs that any automation may be asked by."""
