"""Places our clients name: cities and countries of our markets, as they are written in four languages."""

_MOROCCO = """Casablanca, Casa, Rabat, Marrakech, Marrakesh, Fès, Fes, Fez, Tanger, Tangier, Tánger, Agadir, Meknès, Oujda,
Kénitra, Tétouan, Tetuán, Salé, Safi, El Jadida, Nador, Essaouira, Mohammedia, Laâyoune, Ouarzazate, Chefchaouen,
الدار البيضاء, كازا, الرباط, مراكش, فاس, طنجة, أكادير, اكادير, مكناس, وجدة, القنيطرة, تطوان, سلا, آسفي, الجديدة, الناظور, الصويرة, المحمدية, العيون"""
_FRANCE = """Paris, Lyon, Marseille, Toulouse, Nice, Nantes, Strasbourg, Montpellier, Bordeaux, Lille, Rennes, Reims, Toulon,
Grenoble, Dijon, Angers, Nîmes, Clermont-Ferrand, Le Mans, Aix-en-Provence, Brest, Tours, Limoges, Amiens, Perpignan,
Metz, Besançon, Orléans, Rouen, Mulhouse, Caen, Nancy, Avignon, Cannes, Biarritz, La Rochelle, Le Havre, Annecy,
باريس, ليون, مرسيليا, تولوز, نيس, ليل, بوردو"""
_SPAIN = """Madrid, Barcelona, Barcelone, Valencia, Sevilla, Séville, Seville, Zaragoza, Málaga, Malaga, Murcia, Palma,
Bilbao, Alicante, Córdoba, Valladolid, Vigo, Gijón, Granada, Salamanca, Toledo, Cádiz, San Sebastián, Pamplona, Tarragona,
مدريد, برشلونة, فالنسيا, إشبيلية, اشبيلية, مالقة, غرناطة"""
_EUROPE = """London, Londres, Manchester, Birmingham, Liverpool, Edinburgh, Dublin, Leeds, Bristol, Glasgow, Brussels, Bruxelles,
Bruselas, Anvers, Antwerp, Gand, Ghent, Liège, Namur, Charleroi, Genève, Geneva, Ginebra, Zurich, Lausanne, Berne, Bâle,
Luxembourg, Amsterdam, Rotterdam, Berlin, Berlín, Munich, Hamburg, Frankfurt, Cologne, Vienna, Vienne, Rome, Roma, Milan,
Milano, Naples, Turin, Florence, Lisbon, Lisbonne, Lisboa, Porto, Oporto, Athens, Prague, Warsaw, Stockholm, Copenhagen,
لندن, بروكسل, جنيف, برلين, روما, أمستردام, لشبونة"""
_WORLD = """New York, Los Angeles, San Francisco, Chicago, Miami, Boston, Austin, Seattle, Toronto, Montréal, Montreal, Québec,
Vancouver, Mexico City, Ciudad de México, Bogotá, Buenos Aires, Lima, Santiago, Guadalajara, Monterrey, Medellín, Tunis,
Túnez, Sfax, Alger, Algiers, Argel, Oran, Cairo, Le Caire, El Cairo, Alexandria, Dubai, Dubaï, Abu Dhabi, Riyadh, Riyad,
Jeddah, Doha, Kuwait City, Beirut, Beyrouth, Amman, Dakar, Abidjan, Istanbul, Tokyo, Singapore, Sydney,
نيويورك, تونس, الجزائر, القاهرة, الإسكندرية, دبي, أبو ظبي, أبوظبي, الرياض, جدة, الدوحة, الكويت, بيروت, عمان, دكار, إسطنبول, وهران, مكة, الدمام"""
_COUNTRIES = """Morocco, Maroc, Marruecos, المغرب, France, Francia, فرنسا, Spain, Espagne, España, إسبانيا, Belgium, Belgique,
Bélgica, بلجيكا, Switzerland, Suisse, Suiza, سويسرا, Germany, Allemagne, Alemania, ألمانيا, Italy, Italie, Italia, إيطاليا,
Portugal, البرتغال, United Kingdom, Royaume-Uni, Reino Unido, UK, England, Angleterre, Inglaterra, بريطانيا, Ireland,
Irlande, Irlanda, Netherlands, Pays-Bas, Países Bajos, هولندا, Austria, Autriche, النمسا, United States, USA, États-Unis,
Estados Unidos, أمريكا, الولايات المتحدة, Canada, Canadá, كندا, Mexico, Mexique, México, المكسيك, Algeria, Algérie, Argelia,
Tunisia, Tunisie, Egypt, Égypte, Egipto, مصر, Senegal, Sénégal, السنغال, Ivory Coast, Côte d'Ivoire, Saudi Arabia,
Arabie saoudite, Arabia Saudita, السعودية, Emirates, UAE, Émirats, Emiratos, الإمارات, Qatar, قطر, Jordan, Jordanie,
الأردن, Lebanon, Liban, لبنان, Turkey, Turquie, Turquía, تركيا, Colombia, Colombie, Argentina, Argentine, Chile, Chili,
Peru, Pérou, Perú, Brazil, Brésil, Brasil, India, Inde, China, Chine, Japan, Japon, Europe, Europa, أوروبا, Africa, Afrique"""


def names() -> list[str]:
    """All of them, as written."""
    groups = (_MOROCCO, _FRANCE, _SPAIN, _EUROPE, _WORLD, _COUNTRIES)
    return [
        name for group in groups for part in group.splitlines() for each in part.split(",") if (name := each.strip())
    ]
