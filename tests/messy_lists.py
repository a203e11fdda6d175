"""Lists that are bought, brought from fairs or saved from web pages; see ``messy``."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
from file_makers import text, xls
from messy_programs import A1, B1, B2, B3, B4, DNI1, ONA, book, dotted, table, zipped

_CHAMBER = {
    "Denominación": "name", "N.I.F.": "nif", "Domicilio": "street", "Cód. Postal": "zip", "Localidad": "city",
    "Provincia": "state", "CNAE 2009": "activity", "Nº empleados": "employees", "Ventas": "turnover", "Web": "website",
}  # fmt: skip
_FAIR = {
    "Company": "name", "Contact": "contact_name", "Job title": "function", "Email": "email", "Phone": "phone",
    "Country": "country", "Interested in": "interests", "Comments": "notes",
}  # fmt: skip
_BOUGHT = {
    "RAZON_SOCIAL": "name", "CIF": "nif", "DIRECCION": "street", "COD_POSTAL": "zip", "MUNICIPIO": "city",
    "PROVINCIA": "state", "TELEFONO": "phone", "EMAIL": "email", "WEB": "website", "CNAE": "cnae",
    "NUM_EMPLEADOS": "employees", "FACTURACION": "turnover", "ACTIVIDAD": "activity",
}  # fmt: skip
_WEB = {"Empresa": "name", "Teléfono": "phone", "Dirección": "street", "Población": "city", "Web": "website"}
_BANK = {"Titular": "name", "NIF": "nif", "IBAN": "iban", "Importe": ""}
_CRM = {
    "Account Name": "name", "Billing Street": "street", "Billing City": "city", "Billing State": "state",
    "Billing Zip": "zip", "Billing Country": "country", "Phone": "phone", "Website": "website",
    "Employees": "employees", "Annual Revenue": "turnover", "Industry": "activity", "Description": "notes",
}  # fmt: skip
_HUBSPOT = {
    "Nombre": "first_name", "Apellidos": "last_name", "Correo": "email", "Número de teléfono": "phone",
    "Número de teléfono móvil": "mobile", "Nombre de la empresa": "name", "Cargo": "function", "Ciudad": "city",
    "Código postal": "zip", "Dirección postal": "street", "Fecha de creación": "date",
}  # fmt: skip
_NUMBERS = {"Razón social": "name", "CIF": "nif", "C. Postal": "zip", "Tfno.": "phone", "Facturación anual": "turnover"}
_TOTALS = {"Cód.": "ref", "Cliente": "name", "C.I.F.": "nif", "Población": "city", "Facturación 2025": "turnover"}
_PLAIN = {"NIF": "nif", "Nombre": "name", "Teléfono": "phone"}
_ROWS = [[B1, "Talleres Ona SL", "972123456"], [dotted(B2), "Cañizares y Güell SL", "965123456"]]
_PLAIN_IS = {0: ONA, 1: {"nif": B2, "name": "Cañizares y Güell SL"}}

#: name: (name of the file, content, columns, rows)
LISTS = {
    "list with totals at the end and blanks between": (
        "listado.xlsx",
        book(
            ("Listado", [
                ["LISTADO DE CLIENTES A 31/12/2025"],
                ["Empresa: Asesoría del Vallés SLP"],
                [],
                list(_TOTALS),
                [1, "Talleres Ona SL", B1, "Girona", 123456.78],
                [None, None, None, None, None],
                [2, "Bar Pepe SL", dotted(B2), "Alicante", 0],
                [None, "Subtotal", None, None, 123456.78],
                [3, "Total Clean SL", B3, "Lugo", 10],
                [None, "TOTAL GENERAL", None, None, 123466.78],
                ["Página 1 de 1"],
            ]),
            merged=["A1:E1"],
        ),
        _TOTALS,
        {
            0: {**ONA, "ref": "1", "turnover": 123456.78},
            1: {"nif": B2},
            2: {},
            3: {"name": "Total Clean SL", "nif": B3},
            4: {},
            5: {},
        },
    ),
    "list of the chamber of commerce": (
        "camara.csv",
        table(
            _CHAMBER,
            ["TALLERES ONA SL", B1, "C/ NOU 1", "17001", "GIRONA", "GIRONA", "4520 - Mantenimiento", "12",
             "1.234.567,89", "www.ona.example"],
            ["BAR PEPE SL", dotted(B2), "", "03001", "ALACANT/ALICANTE", "Alicante/Alacant", "5630", "3", "95 miles",
             ""],
            encoding="cp1252",
        ),
        _CHAMBER,
        {0: {"nif": B1, "employees": 12, "turnover": 1234567.89}, 1: {"state": "A", "turnover": 95000.0}},
    ),
    "bought list with codes for titles": (
        "EMPRESAS_GIRONA.csv",
        table(
            _BOUGHT,
            ["TALLERES ONA SL", B1, "CL NOU 1", "17001", "GIRONA", "GIRONA", "972123456", "INFO@ONA.EXAMPLE",
             "WWW.ONA.EXAMPLE", "4520", "12", "1234567", "MANTENIMIENTO DE VEHICULOS"],
            delimiter="|", encoding="iso8859-15",
        ),
        _BOUGHT,
        {0: {"nif": B1, "email": "info@ona.example", "cnae": "4520", "employees": 12}},
    ),
    "list of a fair, in English": (
        "fair leads.csv",
        table(
            _FAIR,
            ["Talleres Ona SL", "Ana Puig", "CEO", "ana@ona.example", "+34 972 123 456", "Spain", "Payroll|Tax",
             "call in May"],
            ["Vins du Sud SARL", "Luc Martin", "", "luc@vins.example", "+33 4 67 12 34 56", "France", "", ""],
            delimiter=",",
        ),
        _FAIR,
        {
            0: {"name": "Talleres Ona SL", "contact_name": "Ana Puig", "interests": ["Payroll", "Tax"]},
            1: {"country": "FR", "phone": "+33 4 67 12 34 56"},
        },
    ),
    "table of a web page saved as a spreadsheet": (
        "empresas.xls",
        (
            "<html><head><meta charset='utf-8'></head><body><p>Resultados</p><table><tr>"
            + "".join(f"<th>{title}</th>" for title in _WEB)
            + "</tr><tr><td>Talleres Ona SL</td><td>Tel. 972 12 34 56</td><td>C/ Nou, 1</td><td>17001 - Girona</td>"
            "<td>http://www.ona.example/</td></tr><tr><td>Bar Pepe &amp; Hijos SL</td><td></td><td></td>"
            "<td>Alacant</td><td></td></tr></table></body></html>"
        ).encode(),
        _WEB,
        {0: {"city": "Girona", "zip": "17001", "phone": "+34 972 12 34 56"}, 1: {"name": "Bar Pepe & Hijos SL"}},
    ),
    "remittance of a bank": (
        "remesa.xlsx",
        book(("Remesa", [
            list(_BANK),
            ["Talleres Ona SL", B1, "ES91 2100 0418 4502 0005 1332", 121.0],
            ["Bar Pepe SL", B2, "2100 0418 45 0200051332", 60.5],
            ["Puig Vila, Ana", DNI1, "ES00 0000", 60.5],
        ])),
        _BANK,
        {
            0: {**ONA, "iban": "ES9121000418450200051332"},
            1: {"iban": "ES9121000418450200051332"},
            2: {"iban": None, "nif": DNI1},
        },
    ),
    "accounts of another CRM": (
        "accounts.csv",
        table(
            _CRM,
            ["Talleres Ona SL", "C/ Nou 1", "Girona", "Girona", "17001", "Spain", "+34972123456", "ona.example", "12",
             "1234567.89", "Workshops", "Good client"],
            delimiter=",",
        ),
        _CRM,
        {0: {"name": "Talleres Ona SL", "turnover": 1234567.89, "zip": "17001"}},
    ),
    "contacts of HubSpot in Spanish": (
        "contactos hubspot.csv",
        table(
            _HUBSPOT,
            ["Ana", "Puig Vila", "ana@ona.example", "972123456", "600112233", "Talleres Ona SL", "Gerente", "Girona",
             "17001", "C/ Nou 1", "2026-09-01 10:30"],
            delimiter=",", encoding="utf-8-sig",
        ),
        _HUBSPOT,
        {0: {"name": "Talleres Ona SL", "contact_name": "Ana Puig Vila", "date": "2026-09-01"}},
    ),
    "numbers with decimal commas, as Excel of long ago keeps them": (
        "numeros.xls",
        xls([
            list(_NUMBERS),
            ["Talleres Ona SL", B1, 17001.0, 972123456.0, 1234567.5],
            ["Bar Pepe SL", float(B2[1:]), 3801.0, "965-123-456", "12.345,67 €"],
        ]),
        _NUMBERS,
        {0: {**ONA, "zip": "17001", "turnover": 1234567.5}, 1: {"nif": B2, "zip": "03801", "turnover": 12345.67}},
    ),
    "separator line of Excel": (
        "sep.csv", b"sep=;\r\n" + table(_PLAIN, *_ROWS, encoding="cp1252"), _PLAIN, _PLAIN_IS,
    ),
    "commas and cp850": ("coma.txt", table(_PLAIN, *_ROWS, encoding="cp850", delimiter=","), _PLAIN, _PLAIN_IS),
    "tabs and UTF-16 without a mark": (
        "tab.txt", table(_PLAIN, *_ROWS, encoding="utf-16-le", delimiter="\t"), _PLAIN, _PLAIN_IS,
    ),
    "old Mac": ("mac.txt", table(_PLAIN, *_ROWS, encoding="mac-roman").replace(b"\r\n", b"\r"), _PLAIN, _PLAIN_IS),
    "a page of notes above the titles": (
        "exportacion.csv",
        text(
            "Informe generado el 01/10/2026 por Administrador;;",
            "Filtro: todos los clientes activos;;",
            "Nota: los importes no incluyen IVA;;",
            ";;",
            ";".join(_PLAIN),
            *(";".join(row) for row in _ROWS),
        ),
        _PLAIN,
        _PLAIN_IS,
    ),
    "NIFs with every kind of spelling": (
        "nifs.csv",
        table(
            {"CIF/NIF": "", "Razon Social": ""},
            [f"ES-{B1}", "Talleres Ona SL"],
            [f"{B2[0]} {B2[1:4]} {B2[4:]}", "Bar Pepe SL"],
            [f"nif: {B3.lower()}", "Vidrios SL"],
            [f"{DNI1[1:8]}-{DNI1[8]}", "Puig Vila, Ana"],
            [f"C.I.F. {dotted(B4)}", "Ocho SL"],
            [f"{A1[1:]}", "Cristalería Güell, S.A."],
        ),
        {"CIF/NIF": "nif", "Razon Social": "name"},
        {place: {"nif": key} for place, key in enumerate([B1, B2, B3, DNI1, B4, A1])},
    ),
    "packed list of a distributor": (
        "envio.zip", zipped(LISTADO_dot_TXT=table(_PLAIN, *_ROWS, encoding="cp850", delimiter="\t")), _PLAIN, _PLAIN_IS,
    ),
}  # fmt: skip
