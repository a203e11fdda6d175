"""A list of companies as they are sold, made up: for the measures of the census."""

import csv
import random

from stdnum.es import cif

HEADER = (
    "CIF;Razón Social;Domicilio;CP;Municipio;Provincia;CNAE 2009;Actividad;Empleados;Facturación;"
    "Fecha constitución;Teléfono;Email;Web"
).split(";")
PLACES = (
    ("28001", "Madrid", "Madrid", 20), ("8019", "Barcelona", "Barcelona", 18), ("46001", "València", "Valencia", 8),
    ("41001", "Sevilla", "SEVILLA", 6), ("3001", "Alacant", "Alicante", 6), ("29001", "Málaga", "Málaga", 6),
    ("48001", "Bilbao", "Vizcaya", 4), ("17001", "Girona", "Gerona", 3), ("50001", "Zaragoza", "Zaragoza", 3),
    ("7001", "Palma", "Baleares", 4), ("15001", "A Coruña", "Coruña, A", 3), ("30001", "Murcia", "Murcia", 4),
    ("47001", "Valladolid", "Valladolid", 2), ("42001", "Soria", "Soria", 1), ("31001", "Pamplona", "Navarra", 2),
)  # fmt: skip
KINDS = (
    "Talleres", "Construcciones", "Panadería", "Asesoría", "Transportes", "Inversiones", "Muebles", "Hermanos",
    "Gestión", "Comercial", "Instalaciones", "Electricidad", "Restaurante", "Viajes", "Promociones", "Industrias",
)  # fmt: skip
FORMS = (", S.L.", " SL", ", S.A.", " SLU", ", S.L.P.", " S.L.U.", ", SA")
SYLLABLES = ("ba", "ca", "da", "fe", "go", "la", "mi", "no", "pé", "ru", "sa", "tor", "vi", "zal", "ñe", "ri", "lo")
ACTIVITIES = (
    ("6920", "Actividades de contabilidad, teneduría de libros, auditoría y asesoría fiscal"),
    ("4121", "Construcción de edificios residenciales"), ("5610", "Restaurantes y puestos de comidas"),
    ("4711", "Comercio al por menor en establecimientos no especializados"), ("6810", "Compraventa de inmuebles"),
    ("4941", "Transporte de mercancías por carretera"), ("6201", "Actividades de programación informática"),
    ("1071", "Fabricación de pan"), ("8622", "Actividades de medicina especializada"), ("0111", "Cultivo de cereales"),
)  # fmt: skip


def make_file(path, rows, seed=20261122):
    """Write ``rows`` companies as a list that is bought."""
    rng = random.Random(seed)
    places = [place for place in PLACES for _weight in range(place[3])]
    words = ["".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3, 4)))).capitalize() for _word in range(20_000)]
    with path.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADER)
        step, number = 7_919, rng.randrange(10**7)
        for place in range(rows):
            number = (number + step) % 10**7
            letter = "BA"[place % 10 == 0]
            digits = f"{(number + place // 10**7) % 10**7:07d}"
            control = cif.calc_check_digits(letter + digits)[0]
            if place % 500 == 499:
                control = str((int(control) + 1) % 10)
            name = f"{rng.choice(KINDS)} {rng.choice(words)} {rng.choice(words)}{rng.choice(FORMS)}"
            code, city, province, _weight = rng.choice(places)
            cnae, activity = rng.choice(ACTIVITIES)
            employees = int(rng.paretovariate(0.9))
            domain = f"empresa{digits}.example"
            writer.writerow(
                [
                    f"{letter}{digits}{control}" if place % 20 else f"{letter}-{digits}{control}",
                    name.upper() if place % 3 == 0 else name,
                    f"Calle {rng.choice(words)}, {number % 200 + 1}",
                    code,
                    city,
                    province,
                    cnae,
                    activity,
                    employees,
                    employees * rng.randrange(40_000, 140_000),
                    f"{number % 28 + 1:02}/{number % 12 + 1:02}/{1980 + number % 45}",
                    f"9{number % 3 * 2 + 1}{number % 10}{digits[1:]}" if place % 4 else "",
                    f"info@{domain}" if place % 3 else "",
                    f"www.{domain}" if place % 5 == 0 else "",
                ]
            )
