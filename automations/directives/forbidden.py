"""The words of what is never planned; `*` stands for any ending. The list of rules stands at the end."""

_DELETE = """delet*, erase, erases, erasing, wipe, wipes, wiping, drop table, drop tables, drop database, drop the database, drop the table, drop the tables, destroy*, purge*, truncat*, remove all, get rid of, nuke, supprim*, efface*, detrui*, vide la, vide le, vide toute, vide tout,
videz, vider, purge*, ecrase*, elimina*, borra*, destruy*, vacia, vaciar, suprim*, حذف*, احذف*, امسح*, مسح*, دمر*, تدمير, محو, امح*, ازل كل, فرغ قاعدة, حيد"""
_STORES = """database*, data base, db, table, tables, data, all, every*, records, record, customers, customer, clients, client, contacts, contact, orders, order,
account, accounts, backup*, log, logs, audit*, history, tenant*, files, server*, products, base de donnees, donnees, tout, tous, toute, toutes, base, bases, commandes,
commande, comptes, compte, sauvegarde*, journa*, historique*, fichier*, serveur*, produits, utilisateur*, users, user, registro*, base de datos, datos, todo, todos,
toda, todas, cliente*, contactos, pedidos, cuenta*, copia*, historial*, archivo*, servidor*, productos, usuario*, قاعدة البيانات, قاعدة, بيانات*, كل, جميع, عملاء, عميل,
زبناء, زبائن, طلبات, طلبيات, حساب*, سجل*, نسخ الاحتياطية, ملفات, منتجات, مستخدم*, كلشي, داتا"""
_HARMLESS_DELETE = """duplicate*, doublon*, duplicad*, مكرر*, تكرار*, spam comment*, comment*, commentaire*, comentario*, تعليقات, background*, fond, fonds, fondo, خلفية,
unsubscribed from the list, inactive subscribers, inactifs, inactivos, خاملين, panier*, carrito*, abandoned"""
_WITHOUT = "without, no, skip*, bypass*, circumvent*, avoid*, ignor*, overrid*, disabl*, turn off, switch off, deactivat*, remove, evad*, never ask, do not ask, don't ask, don t ask, stop asking, sans, saute*, contourn*, desactiv*, passe outre, evite*, sin, salta*, omit*, elud*, evita*, quita, quitar, anula*, بدون, دون, تجاوز*, تخط*, تجاهل*, عطل*, الغ*, إلغاء, بلا, ما تطلبش"
_CONTROL = """approv*, any review, review step, reviewing, human review, review first, being reviewed, manual review, validation*, sign off, confirm*, human, human in the loop, checks, safety*, safeguard*, guardrail*, limits, limit*, policy, policies, permission*, asking, oversight,
kill switch, audit*, logging, control, controls, supervision, approbation*, valider, relecture, relire, verification*, verifier, controle*, garde fou*, garde fous, regles, plafond*, autorisation*, accord,
aprobacion*, revision*, revisar, validacion, confirmacion*, controles, limites, permiso*, supervision, autorizacion*, reglas, seguridad, موافقة, مراجعة, موافقات, تأكيد, رقابة, حدود, إذن, تحقق, قواعد, فحص, سقف, اعتماد"""
_APPROVE = "approve, approves, accept, validate, release all, authorize, authorise, approuv*, valide, validez, valider, accepte*, aprueba*, aprobar, acepta, aceptar, autoriza*, valida, وافق*, اعتمد*, اقبل, صادق*"
_ALL = "everything, all, every*, blindly, anything, automatically, tout, tous, toutes, aveuglement, todo, todos, todas, a ciegas, كل*, جميع*, كلشي, تلقائيا"
_APPROVABLE = "request*, approval*, pending, waiting, action*, run, runs, campaign*, refund*, demande*, attente, validations, remboursement*, solicitud*, pendiente*, reembolso*, acciones, طلبات, إجراءات, معلقة, معلق, موافقات"
_SEND = """send*, email, emails, e-mail, mail, text, sms, message*, contact, write to, blast, call, phone, spam, target, market to, reach, envoi*, envoy*, ecri*, contact*, appel*, relance*, envia*, escrib*,
manda*, llama*, mensaje*, correo*, contacta*, ارسل*, أرسل*, إرسال, راسل*, اتصل*, اكتب*, رسائل, صيفط*, بعث*, ابعث*"""
_UNWILLING = """unsubscribed, opted out, opted-out, who opt out, no consent, without consent, without their consent, without opt-in, without permission, did not agree, not agreed, never agreed, have not consented, who refused, have refused, blocked us, do not contact list,
suppression list, bought list, purchased list, bought email list, rented list, stolen list, scraped addresses, desabonnes, desabonnees, desinscrit, desinscrits, desinscrites, sans consentement, sans leur consentement, sans leur accord, sans autorisation, ont refuse, a refuse, refusent, opposition, pas consenti, pas donne leur accord, liste achetee, liste
noire, adresses achetees, fichier achete, n'ont pas accepte, n ont pas accepte, dados de baja, dieron de baja, se dieron de baja, sin consentimiento, sin su consentimiento, sin permiso, no aceptaron, no han aceptado, no dieron, lista comprada, lista negra, cancelaron la suscripcion, rechazaron, rechazado, ألغوا الاشتراك, الغاو الاشتراك, بدون موافقة*,
بدون موافقتهم, دون موافقتهم, دون موافقة*, لم يوافقوا, قائمة مشتراة, إيميلات مشتراة, رفضوا, القائمة السوداء, بدون إذن*, ألغى الاشتراك"""
_OTHERS = """another client*, other client*, other clients, different client*, other tenant*, another tenant*, another company*, another shop*, other shop*, another store*, other store*, competitor's customer*, competitor customer*, competitor's database, all tenants, all clients data, every tenant,
cross tenant, someone else's, another agency, of client b, autre client*, autres clients, un autre client, autre boutique, autres boutiques, autre entreprise, clients du concurrent, base du concurrent, fichier client du concurrent, tous les tenants, d'un autre, otro cliente,
otros clientes, otra tienda, otras tiendas, otra empresa, clientes de la competencia, clientes del competidor, base del competidor, عميل آخر, عملاء آخرين, متجر آخر, متاجر أخرى, شركة أخرى, زبناء المنافس, عملاء المنافس, عملاء المنافسين, قاعدة بيانات المنافس, متجر اخر"""
_SEE = """show*, export*, scrape*, harvest*, extract*, read, see, copy, give, list, access, steal, get, fetch, download, dump, open, look, send, use, import, view, tell, share, switch to, donne*, montre*, affiche*, exporte*, extrai*, aspire*, copi*, vole*, recuper*, accede*, lis, lire, telecharge*, ouvr*, utilis*,
envoie, muestra*, ensena*, exporta*, copia*, roba*, dame, accede*, lee, leer, descarga*, abre, usa, ver, enviar, envia, اعرض*, أظهر*, صدر*, انسخ*, اسرق*, أعط*, ارني, أرني, حمل, افتح, جيب*, وريني, استخرج*, ارسل*, ابعث*, اطبع*"""
_FAKE = """fake*, false, invent, inventing, fabricat*, made up, made-up, bogus, faux, fausse*, factice*, bidon*, invente, inventez, inventer, fictif*, fictive*,
falsa*, falso*, inventa, inventar, ficticia*, ficticio*, مزيف*, وهمي*, زائف*, كاذب*, مزور*"""
_BUY = "buy, buying, purchase, achete, achetez, acheter, compra, comprar, اشتر, اشتري, شراء, get paid"
_BOUGHT_FAME = """follower*, likes, abonnes instagram, abonnes tiktok, abonnes facebook, abonnes sur, seguidores, me gusta, متابع*, اعجاب*, لايك*, positive review*, good review*, five star*,
5 star*, avis positif*, bons avis, avis cinq, resenas positivas, resenas de cinco, تقييمات ايجابية, backlink*"""
_FAME = """review*, rating*, testimonial*, follower*, likes, like, stars, five star*, subscriber*, views, votes, comments, avis, abonnes, likes, j'aime, etoiles, temoignage*, vues, commentaires, resena*, opinion*, seguidores, valoracion*, testimonio*, estrellas, me gusta,
suscriptores, visitas, تقييم*, مراجع*, متابع*, إعجاب*, اعجاب*, لايك*, شهاد*, نجوم, مشاهدات, تعليقات"""
_SECRETS = """password*, passwd, api key*, api-key*, apikey*, secret*, token, tokens, credential*, private key*, ssh key*, credit card*, card number*, bank detail*, env file, .env, environment variable*, login*, mot de passe, mots de passe, cle api, cles api, cle d'api, cles d'api, cle secrete, cles secretes, jeton*, identifiants, carte bancaire, cartes bancaires, numeros de carte, numero de
carte, contrasena*, clave api, claves api, clave secreta, claves secretas, credenciales, tarjeta de credito, tarjetas de credito, numeros de tarjeta, numero de tarjeta, كلمة السر, كلمة المرور, كلمات السر, كلمات المرور, مفتاح api, مفاتيح api, مفتاح واجهة, مفاتيح الوصول, أسرار, سر, بطاقات الائتمان, أرقام البطاقات, رقم البطاقة, بيانات الاعتماد, توكن*, مودباس"""
_REVEAL = """show*, print*, reveal*, send*, export*, give, tell, leak*, share*, expose*, email, post, publish*, dump*, display*, steal*, read, copy, list, what is, what are, output, montre*, affiche*, donne*, envoi*, envoy*, revel*, exporte*, partage*, publi*, vole*, copi*, imprime*, dis, quel est, quelle est, quels sont, quelles sont,
muestra*, imprime*, revela*, envia*, exporta*, dame, da, comparte*, publica*, roba*, copia*, dime, cual es, cuales son, اعرض*, اطبع*, أظهر*, أرسل*, صدر*, أعط*, شارك*, انشر*, اكشف*, عطيني, وريني, قل لي, ما هي, ما هو, صيفط*"""
_INJECTION = """ignore*, forget*, disregard*, override*, overrule*, bypass*, discard*, oublie*, oubliez, ignorez, ne tiens pas compte, fais abstraction, passe outre, olvida*, ignora*, haz caso omiso, omite, descarta*, تجاهل*, انس, انسى, نسى, اهمل, تخط*"""
_RULES = """instruction*, rule, rules, previous*, prompt*, guideline*, policy, policies, restrictions, constraint*, above, safety, your training, consigne*, regle*, precedent*, directives, politique*, contrainte*, instruccion*, regla*, anterior*, norma*, politica*, restriccion*, restricciones, تعليمات*, قواعد*, قيود*,
سابق*, توجيهات, أوامر*, سياس*"""
_TAKEOVER = """system prompt, prompt systeme, you are now, you're now, act as root, as root, developer mode, god mode, jailbreak*, sudo, pretend to be, pretend you are, tu es maintenant, vous etes maintenant, mode developpeur, ahora eres, modo desarrollador, modo dios, pretend that you,
أنت الآن, انت الان, وضع المطور, admin mode, administrator mode, drop table, rm -rf, select * from, <script, javascript, union select, grant me, make me admin, give me admin, donne moi les droits, rends moi administrateur, hazme administrador, اجعلني مدير*, mode administrateur, new instructions, nouvelles instructions, nuevas instrucciones, تعليمات جديدة, override code"""
_CRIME = """bomb, bombs, weapon*, explosive*, hack into, hack the, hack our, hack a, ddos, phish*, malware, ransomware, launder*, blackmail*, counterfeit*, cocaine, kill, bombe, bombes, arme, armes, explosif*, pirater, piratez, piratage, pirate le, pirate la, hameconn*, rancon*, blanchi*, chantage, contrefa*, drogue, drogues, tuer, bomba, bombas, arma, armas, explosivo*, hackea*, lavado de dinero, blanquea*,
chantaje*, falsifica*, drogas, matar, قنبلة, سلاح*, متفجرات, اختراق*, اخترق*, تصيد, غسيل أموال, ابتزاز, تزوير, مخدرات, قتل, قرصنة, هكر, scam*, arnaque*, estafa*, احتيال, نصب, insult*, threaten*, harass*, menace*, harcel*, insulta*, amenaza*, acosa*, هدد*, تهديد, racist*, raciste*, racista*"""
_SPAM = """spam everyone, spam all, spam them, spam people, spam the, spam our, mass spam, spamme*, spamear, spamea, bombard*, flood, inonde*, harass*, inunda*, bombardea*, to the whole internet, million people, millions of people, every address you, toutes les adresses que tu trouves, a millon*, أغرق*, اغرق*, سبام للجميع, everyone on the internet, anyone on the internet, any address"""
_MONEY = "transfer*, wire, withdraw*, vire, virer, virement*, transfere*, transfier*, retira*, حول, تحويل, اسحب, حوّل"
_POCKET = "my account, my bank, my personal, personal account, my wallet, bank account, mon compte, compte bancaire, compte perso*, compte personnel, ma banque, mi cuenta, cuenta personal, cuenta bancaria, حسابي*, حساب شخصي, محفظتي, bitcoin, crypto, my iban, iban"
_REFUND = "refund*, rembours*, reembols*, devuelve el dinero, استرداد*, رد المبلغ, give money back"
_EVERYBODY = "everyone, everybody, all orders, all customers, every order, every customer, all the orders, tout le monde, toutes les commandes, tous les clients, todos los pedidos, todos los clientes, a todo el mundo, كل الطلبات, جميع الطلبات, كل العملاء, جميع العملاء, الجميع"
_UNLIMITED = "unlimited, no limit, without limit*, without any limit*, illimite*, sans limite*, sans plafond*, sin limite*, ilimitad*, بلا حدود, بدون حدود, دون حدود, غير محدود*, whatever it costs, quoi qu'il en coute, cueste lo que cueste, all the budget, tout le budget, todo el presupuesto, كل الميزانية, entire budget, whole budget"
_SPENDING = "budget*, spend*, ads, money, cost*, depens*, argent, publicit*, pub, pubs, gast*, dinero, anuncios, publicidad, ميزانية, انفق, صرف, إعلانات, sms, refund*, discount*"
_SPY = "spy on*, spy, eavesdrop*, track employees, wiretap*, espionn*, ecoute clandestine, espia*, تجسس*, without telling*, without their knowledge, in secret, secretly, a leur insu, en cachette, en secret, a escondidas, sin que se enteren, sin que lo sepan, سرا, دون علمهم, بدون علمهم"

_DECEIVE = """lie, lies, lying, mislead*, deceive*, impersonat*, mentir, mentez, trompe, trompez, tromper, trompeu*, usurp*, miente, mentir, engan*, suplanta*, اكذب*, كذب*, خدع*, اخدع*, انتحل*"""
_SELL = "sell, sells, selling, vends, vendre, vendez, vende, vender, بع, بيع, hand over, cede*, ceder"
_LISTS = """customer list*, customer data*, customers data*, client list*, mailing list*, email list*, contact list*, contacts, personal data*, user data, fichier client*,
liste de client*, liste des clients, liste de contact*, donnees client*, donnees des clients, donnees personnelles, lista de clientes, lista de contactos, datos de los clientes, datos personales, قائمة العملاء, بيانات العملاء, بيانات الزبناء, قائمة الزبناء, جهات الاتصال"""
_HIDE = "hide, hides, suppress*, bury, censor*, remove*, cache, cacher, masque*, masquer, oculta*, esconde*, elimina*, supprim*, delete*, أخف*, اخف*, احذف*"
_BAD_REVIEWS = """negative review*, bad review*, one star review*, poor review*, avis negatif*, mauvais avis, avis defavorable*, resenas negativas, resena negativa, malas resenas, opiniones negativas, تقييمات سلبية, التقييم السلبي, تقييم سلبي, المراجعات السلبية"""
_EXCLUDE = "exclude*, only, except, ban, block, refuse*, exclu*, sauf, uniquement, interdi*, excluye*, excepto, solo, bloque*, استثن*, فقط, ممنوع"
_PEOPLE = """muslim*, jew, jews, jewish, christian*, black people, white people, arabs, gays, foreigners, immigrant*, disabled people, musulman*, juif*, juive*, chretien*, noirs, blancs, arabes, etrangers, handicape*, judio*, cristiano*, negros, extranjeros, inmigrantes, discapacitad*, المسلمين, اليهود, المسيحيين, الأجانب, السود"""
_KEPT = "ads, ad, pubs, anuncios, إعلانات, exceed*, going over, go over, passing, depass*, superar, sobrepas*, rebas*, excede*, left a review, leaving, stock, avis, photo*, image*, email, e-mail, address*, adresse*, dépasser"
RULES = [
    ("injection", _INJECTION, _RULES, 5, "", 0),
    ("injection", _TAKEOVER, "", 0, "", 0),
    ("destroys", _DELETE, _STORES, 3, _HARMLESS_DELETE, 2),
    ("bypasses_approval", _WITHOUT, _CONTROL, 3, _KEPT, 1),
    ("bypasses_approval", _APPROVE, _ALL, 3, "", 0),
    ("bypasses_approval", _APPROVE, _APPROVABLE, 2, "", 0),
    ("no_consent", _SEND, _UNWILLING, 14, "", 0),
    (
        "no_consent",
        "ignore*, sans tenir compte, ignora*, تجاهل*, despite, malgre, a pesar, رغم",
        "opt-out*, opt out*, opt-in*, consent*, unsubscribe*, consentement*, desinscription*, consentimiento*, bajas, "
        "موافقة*, إلغاء الاشتراك",
        4,
        "",
        0,
    ),
    ("foreign_data", _SEE, _OTHERS, 8, "", 0),
    ("fakes", _FAKE, _FAME, 4, "", 0),
    ("fakes", _BUY, _BOUGHT_FAME, 4, "", 0),
    ("secrets", _REVEAL, _SECRETS, 6, "missing, manqu*, faltan, falta, invalid*, expired, expir*, ناقصة, صلاحية", 8),
    ("harmful", _CRIME, "", 0, "", 0),
    ("harmful", _SPY, "", 0, "", 0),
    ("harmful", _DECEIVE, "", 0, "", 0),
    ("harmful", _EXCLUDE, _PEOPLE, 2, "", 0),
    ("foreign_data", _SELL, _LISTS, 4, "", 0),
    ("fakes", _HIDE, _BAD_REVIEWS, 3, "", 0),
    (
        "bypasses_approval",
        "without review, without any review, skip review, skip the review, skipping review, no review needed",
        "",
        0,
        "",
        0,
    ),
    ("spam", _SPAM, "", 0, "comment*, commentaire*, comentario*, rate, score, folder, taux, تعليقات", 2),
    ("money_out", _MONEY, _POCKET, 8, "", 0),
    ("money_out", _REFUND, _EVERYBODY, 5, "", 0),
    ("unlimited", _UNLIMITED, _SPENDING, 5, "", 0),
]
"""(code, act, thing, words between them, what spares the act, within how many words behind it)"""
