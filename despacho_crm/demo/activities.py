"""Activity, figures and roles of the companies of the demo world.

Nothing here touches a database.
"""

import random
from typing import NamedTuple

#: Word of a name -> class of CNAE-2025; those of a whole sector under its code.
_CNAE = {
    "farm": "0150", "food": "1089", "metal": "2553", "wood": "3100", "build": "4102", "install": "4321",
    "retail": "4778", "wholesale": "4690", "garage": "9531", "transport": "4941", "hotel": "5611", "it": "6220",
    "estate": "6820", "studio": "7112", "health": "8699", "school": "8559", "sport": "9313", "care": "9622",
    "public": "8411", "social": "9499",
    "Granja": "0146", "Viveros": "0130", "Fruites": "0124", "Frutas": "0124", "Explotacions": "0150",
    "Embotits": "1013", "Embutidos": "1013", "Obrador": "1071", "Formatges": "1053", "Quesos": "1053",
    "Celler": "1102", "Bodega": "1102", "Conserves": "1039", "Conservas": "1039", "Panificadora": "1071",
    "Caldereria": "2513", "Calderería": "2513", "Matrius": "2563", "Matrices": "2563", "Forja": "2540",
    "Fusteria": "4332", "Carpintería": "4332", "Serradora": "1611", "Aserradero": "1611",
    "Construccions": "4101", "Construcciones": "4101", "Reformas": "4391", "Excavacions": "4312",
    "Excavaciones": "4312", "Pintures": "4334", "Pinturas": "4334", "Fontanería": "4322",
    "Climatització": "4322", "Climatización": "4322", "Ascensors": "4324", "Ascensores": "4324",
    "Ferreteria": "4752", "Ferretería": "4752", "Llibreria": "4761", "Librería": "4761", "Sabateria": "4772",
    "Zapatería": "4772", "Moda": "4771", "Joieria": "4777", "Joyería": "4777", "Floristeria": "4776",
    "Floristería": "4776", "Recanvis": "4672", "Recambios": "4672", "Automòbils": "4781", "Automóviles": "4781",
    "Pneumàtics": "9531", "Logística": "5225", "Mudanzas": "4942", "Autocars": "4932", "Autocares": "4932",
    "Hostal": "5510", "Hotel": "5510", "Càtering": "5621", "Catering": "5621", "Càmping": "5530", "Camping": "5530",
    "Cafeteria": "5630", "Cafetería": "5630", "Programari": "6210", "Software": "6210", "Dades": "6310",
    "Datos": "6310", "Finques": "6832", "Fincas": "6832", "Inmobiliaria": "6831", "Arquitectura": "7111",
    "Publicitat": "7311", "Publicidad": "7311", "Clínica Dental": "8623", "Fisioteràpia": "8695",
    "Fisioterapia": "8695", "Veterinària": "7500", "Veterinaria": "7500", "Òptica": "4778", "Óptica": "4778",
    "Residència": "8731", "Residencia": "8731", "Autoescola": "8553", "Escola Bressol": "8510",
    "Escuela Infantil": "8510", "Gimnàs": "9313", "Gimnasio": "9313", "Perruqueria": "9621", "Peluquería": "9621",
    "Bugaderia": "9610", "Lavandería": "9610", "Funerària": "9630", "Funeraria": "9630",
}  # fmt: skip
#: Of those that CNAE-2009 had as one and were divided: what an old list says of them.
_OLD = {"9621": "9602", "9622": "9602", "4101": "4121", "4102": "4122", "6820": "6820", "8699": "8690", "6831": "6831"}
#: What an employee brings in, in euros, from the least to the most.
_PER_EMPLOYEE = {"wholesale": (180_000, 420_000), "garage": (70_000, 160_000), "food": (90_000, 220_000)}
_USUAL = (35_000, 110_000)
_ROLES = (
    ("decides", ("Gerente", "Administrador", "Director general", "Directora general", "President", "Patron")),
    ("pays", ("financier",)),
    ("technical", ("administración", "Contable")),
    ("uses", ("personal",)),
)


class Facts(NamedTuple):
    """``cnae``: class of 2025, or '' when only ``old``, of 2009, is known; ``years``: [(year, {figure: value})]."""

    cnae: str
    old: str
    years: list
    franchises: int
    is_franchise: bool


def make_facts(rng, party, today):
    """Return the :class:`Facts` that the firm knows of ``party``: more of clients than of prospects."""
    if party.kind == "person" or party.form == "owners":
        return None
    known = rng.random() < (0.9 if party.client else 0.6)
    code = cnae_of(party) if known else ""
    old = _OLD.get(code, "") if rng.random() < 0.2 else ""
    years = []
    if party.employees and known and party.form not in ("local_body", "religious"):
        years = _make_years(rng, party, today.year)
    shop = party.sector.code in ("retail", "hotel", "care")
    return Facts(
        "" if old else code,
        old,
        years,
        rng.randint(2, 9) if shop and party.employees > 14 and rng.random() < 0.3 else 0,
        shop and rng.random() < 0.12,
    )


def cnae_of(party):
    """Return the class of CNAE-2025 that the name of ``party`` tells, else that of its sector."""
    found = [word for word in _CNAE if word[0].isupper() and word in f"{party.name} {party.note}"]
    return _CNAE[max(found, key=len)] if found else _CNAE.get(party.sector.code, "")


def role_of(function):
    """Return what somebody with that post does in the relation, '' when it does not tell."""
    return next((role for role, posts in _ROLES if any(post in function for post in posts)), "manages")


def _make_years(rng, party, this_year):
    least, most = _PER_EMPLOYEE.get(party.sector.code, _USUAL)
    people, each = party.employees, rng.uniform(least, most)
    years = []
    for year in range(this_year - 1, this_year - 1 - rng.randint(1, 4), -1):
        turnover = round(people * each, -3)
        figures = {"employees": people, "turnover": turnover}
        if rng.random() < 0.7:
            figures |= {"balance": round(turnover * rng.uniform(0.4, 1.1), -3)}
            figures |= {"profit": round(turnover * rng.uniform(-0.04, 0.14), -2)}
        years.append((year, figures))
        people = max(1, round(people * rng.uniform(0.82, 1.06)))
        each *= rng.uniform(0.93, 1.02)
    return years


def chances(seed):
    """Return the stream of these facts: the other parts of the world stay as they were."""
    return random.Random(f"{seed}-activities")
