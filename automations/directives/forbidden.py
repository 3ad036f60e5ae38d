"""The words of what is never planned; `*` stands for any ending. (code, act, thing, words between, unless)"""

_DELETE = """delet*, erase, erases, erasing, wipe, wipes, wiping, drop, destroy*, purge*, truncat*, remove all, get rid of, nuke, supprim*, efface*, detrui*, vide,
videz, vider, purge*, ecrase*, elimina*, borra*, destruy*, vacia, vaciar, suprim*, حذف*, احذف*, امسح*, مسح*, دمر*, تدمير, محو, امح*, ازل كل, فرغ قاعدة, حيد"""
_STORES = """database*, data base, db, table, tables, data, all, every*, records, record, customers, customer, clients, client, contacts, contact, orders, order,
account, accounts, backup*, log, logs, audit*, history, tenant*, files, server*, products, base de donnees, donnees, tout, tous, toute, toutes, base, bases, commandes,
commande, comptes, compte, sauvegarde*, journa*, historique*, fichier*, serveur*, produits, utilisateur*, users, user, registro*, base de datos, datos, todo, todos,
toda, todas, cliente*, contactos, pedidos, cuenta*, copia*, historial*, archivo*, servidor*, productos, usuario*, قاعدة البيانات, قاعدة, بيانات*, كل, جميع, عملاء, عميل,
زبناء, زبائن, طلبات, طلبيات, حساب*, سجل*, نسخ الاحتياطية, ملفات, منتجات, مستخدم*, كلشي, داتا"""
_HARMLESS_DELETE = """duplicate*, doublon*, duplicad*, مكرر*, تكرار*, spam comment*, comment*, commentaire*, comentario*, تعليقات, background*, fond, fonds, fondo, خلفية,
unsubscribed from the list, inactive subscribers, inactifs, inactivos, خاملين, panier*, carrito*, abandoned"""
_WITHOUT = "without, no, skip*, bypass*, circumvent*, avoid*, ignor*, overrid*, disabl*, turn off, switch off, deactivat*, remove, evad*, never ask, do not ask, don't ask, don t ask, stop asking, sans, saute*, contourn*, desactiv*, passe outre, evite*, sin, salta*, omit*, elud*, evita*, quita, quitar, anula*, بدون, دون, تجاوز*, تخط*, تجاهل*, عطل*, الغ*, إلغاء, بلا, ما تطلبش"
_CONTROL = """approv*, review, reviewing, validation*, sign off, confirm*, human, human in the loop, checks, check, safety*, safeguard*, guardrail*, limits, limit*, policy, policies, permission*, asking, oversight,
kill switch, audit*, logging, control, controls, supervision, approbation*, valider, relecture, relire, verification*, verifier, controle*, garde fou*, garde fous, regles, plafond*, autorisation*, accord,
aprobacion*, revision*, revisar, validacion, confirmacion*, controles, limites, permiso*, supervision, autorizacion*, reglas, seguridad, موافقة, مراجعة, موافقات, تأكيد, رقابة, حدود, إذن, تحقق, قواعد, فحص, سقف, اعتماد"""
_APPROVE = "approve, approves, accept, validate, confirm, release, authorize, authorise, approuv*, valide, validez, valider, accepte*, confirme*, aprueba*, aprobar, acepta, aceptar, autoriza*, valida, وافق*, اعتمد*, اقبل, صادق*, قبل"
_ALL = "everything, all, every*, blindly, anything, automatically, tout, tous, toutes, aveuglement, todo, todos, todas, a ciegas, كل*, جميع*, كلشي, تلقائيا"
_APPROVABLE = "request*, approval*, pending, waiting, action*, run, runs, campaign*, refund*, demande*, attente, validations, remboursement*, solicitud*, pendiente*, reembolso*, acciones, طلبات, إجراءات, معلقة, معلق, موافقات"
_SEND = """send*, email, emails, e-mail, mail, text, sms, message*, contact, write to, blast, call, phone, spam, target, market to, reach, envoi*, envoy*, ecri*, contact*, appel*, relance*, envia*, escrib*,
manda*, llama*, mensaje*, correo*, contacta*, ارسل*, أرسل*, إرسال, راسل*, اتصل*, اكتب*, رسائل, صيفط*, بعث*, ابعث*"""
_UNWILLING = """unsubscribed, opted out, opt out, opted-out, no consent, without consent, without their consent, without opt-in, without permission, did not agree, not agree*, never agreed, have not consented, refused, blocked us, do not contact list,
suppression list, bought list, purchased list, bought email list, rented list, stolen list, scraped addresses, desabonne*, desinscri*, sans consentement, sans leur consentement, sans leur accord, sans autorisation, refuse*, opposition, pas consenti, pas donne leur accord, liste achetee, liste
noire, adresses achetees, fichier achete, n'ont pas accepte, n ont pas accepte, dados de baja, dieron de baja, se dieron de baja, sin consentimiento, sin su consentimiento, sin permiso, no aceptaron, no han aceptado, no dieron, lista comprada, lista negra, cancelaron la suscripcion, rechaz*, ألغوا الاشتراك, الغاو الاشتراك, بدون موافقة*,
بدون موافقتهم, دون موافقتهم, دون موافقة*, لم يوافقوا, قائمة مشتراة, إيميلات مشتراة, رفضوا, القائمة السوداء, بدون إذن*, ألغى الاشتراك"""
_OTHERS = """another client*, other client*, other clients, different client*, other tenant*, another tenant*, another company*, another shop*, other shop*, another store*, other store*, competitor's customer*, competitor customer*, competitor's database, all tenants, all clients data, every tenant,
cross tenant, someone else's, another agency, of client b, autre client*, autres clients, un autre client, autre boutique, autres boutiques, autre entreprise, clients du concurrent, base du concurrent, fichier client du concurrent, tous les tenants, d'un autre, otro cliente,
otros clientes, otra tienda, otras tiendas, otra empresa, clientes de la competencia, clientes del competidor, base del competidor, عميل آخر, عملاء آخرين, متجر آخر, متاجر أخرى, شركة أخرى, زبناء المنافس, عملاء المنافس, عملاء المنافسين, قاعدة بيانات المنافس, متجر اخر"""
_SEE = """show*, export*, read, see, copy, give, list, access, steal, get, fetch, download, dump, open, look, send, use, import, view, tell, share, switch to, donne*, montre*, affiche*, exporte*, copi*, vole*, recuper*, accede*, lis, lire, telecharge*, ouvr*, utilis*,
envoie, muestra*, ensena*, exporta*, copia*, roba*, dame, accede*, lee, leer, descarga*, abre, usa, ver, enviar, envia, اعرض*, أظهر*, صدر*, انسخ*, اسرق*, أعط*, ارني, أرني, حمل, افتح, جيب*, وريني, استخرج*, ارسل*, ابعث*, اطبع*"""
_FAKE = """fake*, false, invent*, fabricat*, made up, made-up, bogus, faux, fausse*, factice*, bidon*, invente*, fictif*, fictive*, falsa*, falso*, inventa*, ficticia*, ficticio*, مزيف*, وهمي*, زائف*, كاذب*, مزور*, buy, purchase, achete*, acheter, compra, comprar, اشتر*, شراء"""
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
_CRIME = """bomb*, weapon*, explosive*, hack*, ddos, phish*, malware, ransomware, launder*, blackmail*, forge, forged, counterfeit*, cocaine, kill, bombe*, arme, armes, explosif*, pirat*, hameconn*, rancon*, blanchi*, chantage, contrefa*, drogue*, tuer, bomba*, arma, armas, explosivo*, hackea*, lavado de dinero, blanquea*,
chantaje*, falsifica*, drogas, matar, قنبلة, سلاح*, متفجرات, اختراق*, اخترق*, تصيد, غسيل أموال, ابتزاز, تزوير, مخدرات, قتل, قرصنة, هكر, scam*, arnaque*, estafa*, احتيال, نصب, insult*, threaten*, harass*, menace*, harcel*, insulta*, amenaza*, acosa*, هدد*, تهديد, racist*, raciste*, racista*"""
_SPAM = """spam everyone, spam all, spam them, spam people, spam the, spam our, mass spam, spamme*, spamear, spamea, bombard*, flood, inonde*, harass*, inunda*, bombardea*, to the whole internet, million people, millions of people, every address you, toutes les adresses que tu trouves, a millon*, أغرق*, اغرق*, سبام للجميع, everyone on the internet, anyone on the internet, any address"""
_MONEY = "transfer*, wire, withdraw*, vire, virer, virement*, transfere*, transfier*, retira*, حول, تحويل, اسحب, حوّل"
_POCKET = "my account, my bank, my personal, personal account, my wallet, bank account, mon compte, compte bancaire, compte perso*, compte personnel, ma banque, mi cuenta, cuenta personal, cuenta bancaria, حسابي*, حساب شخصي, محفظتي, bitcoin, crypto, my iban, iban"
_REFUND = "refund*, rembours*, reembols*, devuelve el dinero, استرداد*, رد المبلغ, give money back"
_EVERYBODY = "everyone, everybody, all orders, all customers, every order, every customer, all the orders, tout le monde, toutes les commandes, tous les clients, todos los pedidos, todos los clientes, a todo el mundo, كل الطلبات, جميع الطلبات, كل العملاء, جميع العملاء, الجميع"
_UNLIMITED = "unlimited, no limit, without limit*, without any limit*, illimite*, sans limite*, sans plafond*, sin limite*, ilimitad*, بلا حدود, بدون حدود, دون حدود, غير محدود*, whatever it costs, quoi qu'il en coute, cueste lo que cueste, all the budget, tout le budget, todo el presupuesto, كل الميزانية, entire budget, whole budget"
_SPY = "spy on*, spy, eavesdrop*, track employees, wiretap*, espionn*, ecoute clandestine, espia*, تجسس*, without telling*, without their knowledge, in secret, secretly, a leur insu, en cachette, en secret, a escondidas, sin que se enteren, sin que lo sepan, سرا, دون علمهم, بدون علمهم"

RULES = [
    ("destroys", _DELETE, _STORES, 3, _HARMLESS_DELETE),
    ("bypasses_approval", _WITHOUT, _CONTROL, 3, ""),
    ("bypasses_approval", _APPROVE, _ALL, 3, ""),
    ("bypasses_approval", _APPROVE, _APPROVABLE, 2, ""),
    ("no_consent", _SEND, _UNWILLING, 14, ""),
    ("no_consent", "ignore*, sans tenir compte, ignora*, تجاهل*, despite, malgre, a pesar, رغم", "opt-out*, opt out*, opt-in*, consent*, unsubscribe*, consentement*, desinscription*, consentimiento*, bajas, موافقة*, إلغاء الاشتراك", 4, ""),
    ("foreign_data", _SEE, _OTHERS, 8, ""),
    ("fakes", _FAKE, _FAME, 4, ""),
    ("secrets", _REVEAL, _SECRETS, 6, "missing, manqu*, faltan, falta, invalid*, expired, expir*, ناقصة, الناقصة, صلاحية"),
    ("injection", _INJECTION, _RULES, 5, ""),
    ("injection", _TAKEOVER, "", 0, ""),
    ("harmful", _CRIME, "", 0, ""),
    ("harmful", _SPY, "", 0, ""),
    ("spam", _SPAM, "", 0, "spam comment*, spam rate, spam score, comentarios de spam, commentaires spam, taux de spam"),
    ("money_out", _MONEY, _POCKET, 8, ""),
    ("money_out", _REFUND, _EVERYBODY, 5, ""),
    ("unlimited", _UNLIMITED, "", 0, ""),
]  # fmt: skip
