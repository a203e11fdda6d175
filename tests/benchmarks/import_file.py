"""A file of companies, made up: for the measures of the import."""

import csv
import io
import random

from stdnum.es import cif

#: Title in the file and field in Odoo's import.
COLUMNS = {
    "NIF": "vat",
    "Razón Social": "name",
    "Dirección": "street",
    "C.P.": "zip",
    "Población": "city",
    "Provincia": "state_id",
    "País": "country_id",
    "Teléfono": "phone",
    "E-mail": "email",
    "Sociedad": "is_company",
}
PLACES = [("28001", "Madrid", "Madrid"), ("41001", "Sevilla", "Sevilla"), ("47001", "Valladolid", "Valladolid")]


def make_file(rows, seed=20240101, without=0):
    """Return the CSV of ``rows`` companies that are in no base, as bytes.

    ``without``: one of how many has no NIF, 0 for none. Of those, one in fifty comes twice, written otherwise.
    """
    rng = random.Random(seed)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(COLUMNS)
    before = None
    for place, number in enumerate(rng.sample(range(10**6, 10**7), rows)):
        has_nif = not without or place % without
        if before and not has_nif and place // without % 50 == 1:
            writer.writerow(["", before[1].upper().replace(", S.L.", " SL"), *before[2:]])
            continue
        digits = f"{number:07d}"
        code, city, province = rng.choice(PLACES)
        line = [
            f"ESB{digits}{cif.calc_check_digits('B' + digits)[0]}" if has_nif else "",
            f"Empresa {digits}, S.L.",
            f"Calle Mayor {number % 200 + 1}",
            code,
            city,
            province,
            "España",
            f"+34 9{number % 3 * 2 + 1}{number % 10} {digits[1:3]} {digits[3:5]} {digits[5:7]}",
            f"info@empresa{digits}.example",
            "1",
        ]
        writer.writerow(line)
        before = before if has_nif else line
    return buffer.getvalue().encode()
