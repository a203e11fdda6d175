"""A list of companies around the firm, whom it would like as clients, and a feeding ready to begin."""

from ..tools import nif
from . import load_fed

#: Activity of CNAE-2025, how such companies are called, how many there are.
_KINDS = (
    ("5611", "Restaurant", 60),
    ("5630", "Bar", 40),
    ("4321", "Instal·lacions", 35),
    ("4941", "Transports", 25),
    ("9621", "Perruqueria", 30),
    ("1071", "Forn", 20),
    ("8623", "Clínica Dental", 15),
    ("5510", "Hotel", 15),
)
_TOWNS = (
    ("17001", "Girona"), ("17002", "Girona"), ("17600", "Figueres"), ("17300", "Blanes"), ("17800", "Olot"),
    ("17190", "Salt"), ("17220", "Sant Feliu de Guíxols"), ("17820", "Banyoles"), ("17310", "Lloret de Mar"),
)  # fmt: skip
_WORDS = "Sol Mar Font Pont Roure Estel Vinya Brisa Far Molí Cala Bosc Prat Pedra Riu Neu Drac Mercat Port".split()
_SIZES = (("micro", 3), ("micro", 5), ("small", 14), ("micro", 8), ("medium", 62), ("micro", 2), ("small", 22))
#: Of numbers of its own, so that no other company of the demo has one.
_FIRST_NUMBER = 9410000


def load(loader):
    env = loader.env
    state = loader.state("17")
    companies = [(code, kind, number) for code, kind, count in _KINDS for number in range(count)]
    env["despacho.census.company"].create(
        [_company(place, code, kind, number, state) for place, (code, kind, number) in enumerate(companies)]
    )
    activities = env["despacho.cnae"].search([("year", "=", "2025"), ("code", "in", ("56", "432", "96"))])
    by_code = {activity.code: activity for activity in activities}
    meals, trades = env["despacho.target.profile"].create(
        [
            {
                "name": "Restaurantes y bares de Girona",
                "cnae_ids": by_code["56"].ids,
                "state_ids": state.ids,
                "object_words": "hostelería, restaurante, bar",
                "note": "Contratan por temporada: nóminas y altas en la Seguridad Social.",
                "company_id": loader.company.id,
            },
            {
                "name": "Instaladores de 10 a 49",
                "cnae_ids": by_code["432"].ids,
                "state_ids": state.ids,
                "size_small": True,
                "company_id": loader.company.id,
            },
        ]
    )
    members = {member.role: loader.users[member.login] for member in loader.world.staff}
    feeding = env["despacho.feeding"].create(
        {
            "name": "Restaurantes y bares, 10 por semana",
            "profile_id": meals.id,
            "user_id": members["manager"].id,
            "owner_ids": [(6, 0, loader.users[loader.world.staff[1].login].ids)],
            "per_week": 10,
            "service_line_ids": [(6, 0, loader.lines["laboral"].ids)],
            "balancing": "Les ofrecemos las nóminas, que necesitan al contratar por temporada. Los datos son de una "
            "lista pública de empresas; a quien diga que no, no se le vuelve a llamar.",
        }
    )
    load_fed.load(loader, feeding, members["manager"])
    loader.name({"profile_meals": meals, "profile_trades": trades, "feeding_meals": feeding})


def _company(place, code, kind, number, state):
    zip_code, town = _TOWNS[place % len(_TOWNS)]
    size, employees = _SIZES[place % len(_SIZES)]
    word = _WORDS[number % len(_WORDS)]
    other = _WORDS[(number // len(_WORDS) + place) % len(_WORDS)]
    name = f"{kind} {word} {other}" if word != other else f"{kind} {word}"
    return {
        "nif_key": nif.make_spanish("B", str(_FIRST_NUMBER + place)),
        "name": f"{name} SL",
        "street": f"Carrer Major {1 + place % 80}",
        "zip": zip_code,
        "city": town,
        "state_id": state.id,
        "cnae": code,
        "cnae_year": "2025",
        "size_class": size,
        "employees": employees,
        "phone": f"+34 972 55 {place // 100:02d} {place % 100:02d}" if place % 3 else False,
        "source": "Listado de la cámara de comercio",
        "data_date": "2026-03-01",
    }
