"""What the companies of the demo world do, and how they and the other bodies are called.

Nothing here touches a database.
"""

from typing import NamedTuple


class Sector(NamedTuple):
    """``industry``: letter of Odoo's industry; ``activity``: the tag that people see.

    ``trades``: words that a name begins with; ``staff``: (fewest, most) employees;
    ``weight``: how many of each hundred companies; ``industrial``: whether it
    works in an industrial estate.
    """

    code: str
    industry: str
    activity: str
    trades: str
    staff: tuple
    weight: int
    industrial: bool = False


SECTORS = (
    Sector("farm", "A", "Agricultura y ganadería", "Agropecuària|Granja|Viveros|Fruites|Explotacions", (1, 14), 5),
    Sector("food", "C", "Alimentación", "Embotits|Obrador|Formatges|Celler|Conserves|Panificadora", (5, 60), 7, True),
    Sector("metal", "C", "Metal y maquinaria", "Mecanitzats|Caldereria|Tornejats|Matrius|Forja", (6, 80), 7, True),
    Sector("wood", "C", "Madera y mueble", "Fusteria|Mobles|Ebenisteria|Serradora", (2, 25), 4, True),
    Sector("build", "F", "Construcción y reformas", "Construccions|Reformas|Obres|Excavacions|Pintures", (2, 45), 11),
    Sector(
        "install", "F", "Instalaciones", "Instal·lacions|Electricitat|Fontanería|Climatització|Ascensors", (2, 30), 7
    ),
    Sector("retail", "G", "Comercio minorista", "Ferreteria|Llibreria|Sabateria|Moda|Joieria|Floristeria", (1, 12), 10),
    Sector("wholesale", "G", "Comercio mayorista", "Distribucions|Suministros|Comercial|Recanvis", (3, 40), 6, True),
    Sector("garage", "G", "Automoción", "Tallers|Automòbils|Pneumàtics|Carrosseries", (2, 18), 4),
    Sector("transport", "H", "Transporte y logística", "Transports|Logística|Mudanzas|Autocars", (2, 50), 6, True),
    Sector("hotel", "I", "Hostelería", "Restaurant|Hostal|Càtering|Cafeteria|Hotel|Càmping", (3, 35), 11),
    Sector("it", "J", "Informática y comunicación", "Programari|Dades|Sistemes|Estudi Digital|Xarxes", (2, 40), 5),
    Sector("estate", "L", "Inmobiliaria", "Finques|Inmobiliaria|Patrimonial|Gestió Immobles", (1, 8), 5),
    Sector(
        "studio", "M", "Servicios profesionales", "Arquitectura|Enginyeria|Estudi|Topografia|Publicitat", (1, 15), 5
    ),
    Sector("health", "Q", "Salud", "Clínica Dental|Fisioteràpia|Veterinària|Òptica|Residència", (2, 45), 6),
    Sector("school", "P", "Enseñanza", "Acadèmia|Escola Bressol|Autoescola|Idiomes", (2, 25), 3),
    Sector("sport", "R", "Deporte y ocio", "Gimnàs|Centre Hípic|Lleure|Esports", (2, 15), 2),
    Sector("care", "S", "Servicios personales", "Perruqueria|Estètica|Bugaderia|Funerària", (1, 8), 3),
)
SECTOR = {sector.code: sector for sector in SECTORS}
#: Trades that a registered profession exercises: the only ones of an S.L.P.
PROFESSIONS = ("studio", "health")
#: Sectors of public bodies, neighbours, associations and private persons.
PUBLIC = Sector("public", "O", "Entidad pública", "", (4, 60), 0)
OWNERS = Sector("owners", "L", "Comunidad de propietarios", "", (0, 1), 0)
SOCIAL = Sector("social", "S", "Asociación o fundación", "", (0, 12), 0)
HOME = Sector("home", "T", "Particular", "", (0, 0), 0)

#: Trades as said elsewhere than in Catalonia.
_SPANISH_TRADES = {
    "Agropecuària": "Agropecuaria", "Fruites": "Frutas", "Explotacions": "Explotaciones", "Embotits": "Embutidos",
    "Formatges": "Quesos", "Celler": "Bodega", "Conserves": "Conservas", "Mecanitzats": "Mecanizados",
    "Caldereria": "Calderería", "Tornejats": "Torneados", "Matrius": "Matrices", "Fusteria": "Carpintería",
    "Mobles": "Muebles", "Ebenisteria": "Ebanistería", "Serradora": "Aserradero", "Construccions": "Construcciones",
    "Obres": "Obras", "Excavacions": "Excavaciones", "Pintures": "Pinturas", "Instal·lacions": "Instalaciones",
    "Electricitat": "Electricidad", "Climatització": "Climatización", "Ascensors": "Ascensores",
    "Ferreteria": "Ferretería", "Llibreria": "Librería", "Sabateria": "Zapatería", "Joieria": "Joyería",
    "Floristeria": "Floristería", "Distribucions": "Distribuciones", "Recanvis": "Recambios", "Tallers": "Talleres",
    "Automòbils": "Automóviles", "Pneumàtics": "Neumáticos", "Carrosseries": "Carrocerías",
    "Transports": "Transportes", "Autocars": "Autocares", "Restaurant": "Restaurante", "Càtering": "Catering",
    "Cafeteria": "Cafetería", "Càmping": "Camping", "Dades": "Datos", "Sistemes": "Sistemas",
    "Estudi Digital": "Estudio Digital", "Xarxes": "Redes", "Finques": "Fincas", "Gestió Immobles": "Gestión Inmuebles",
    "Enginyeria": "Ingeniería", "Estudi": "Estudio", "Topografia": "Topografía", "Publicitat": "Publicidad",
    "Fisioteràpia": "Fisioterapia", "Veterinària": "Veterinaria", "Òptica": "Óptica", "Residència": "Residencia",
    "Acadèmia": "Academia", "Programari": "Software", "Escola Bressol": "Escuela Infantil",
    "Idiomes": "Idiomas", "Gimnàs": "Gimnasio",
    "Centre Hípic": "Centro Hípico", "Lleure": "Ocio", "Esports": "Deportes", "Perruqueria": "Peluquería",
    "Estètica": "Estética", "Bugaderia": "Lavandería", "Funerària": "Funeraria", "Arquitectura": "Arquitectura",
}  # fmt: skip
#: Invented places, the other half of a company's name: (beginnings, endings) that agree.
_PLACES = {
    "ca": (
        ("Mont Riu Puig Pla Prat Bosc Clot Mas", "fosc ventós daurat rodó sec negrell clar verd gran blau florit"),
        ("Vall Coma Serra Font Roca", "fosca daurada rodona seca negrella verdal gran blava florida"),
    ),
    "es": (
        ("Val Monte Río Cerro Soto Campo Prado", "claro dorado hondo rubio lucero galán sereno quemado"),
        ("Peña Fuente Loma Nava Villa", "serena quemada ancha bermeja luenga dorada honda"),
    ),
    "eu": (("Iturri Mendi Haritz Ibai Zubi Larre Errota", "garai zelai alde gorri berri ondo zabal"),),
    "gl": (
        ("Monte Val Souto Outeiro", "claro longo novo mouro ancho escuro"),
        ("Fonte Pedra Ribeira", "clara verde longa nova moura escura"),
    ),
}
OWNERS_FIRST = {"ca": "Comunitat de Propietaris", "es": "Comunidad de Propietarios"}
SOCIAL_PURPOSES = {
    "ca": "Cultural|de Veïns|Esportiva|de Comerciants|Gastronòmica|Excursionista|de Famílies|d'Amics del Riu",
    "es": "Cultural|de Vecinos|Deportiva|de Comerciantes|Gastronómica|Juvenil|de Familias|de Amigos del Camino",
}


def make_place(rng, where):
    """Return an invented place name of language ``where``."""
    first, second = rng.choice(_PLACES[where])
    return rng.choice(first.split()) + rng.choice(second.split())


def make_trade(rng, sector, where):
    """Return the word for what a company of ``sector`` does."""
    trade = rng.choice(sector.trades.split("|"))
    return trade if where == "ca" else _SPANISH_TRADES.get(trade, trade)
