"""What programs export, in the languages and encodings in which they do; see ``messy``."""

import io
import sys
import zipfile
from pathlib import Path

import openpyxl

from odoo.addons.despacho_crm.tools import nif

sys.path.append(str(Path(__file__).parent))
from file_makers import text, xls

B1, B2, B3, B4, B5, B6 = (nif.make_spanish("B", f"720000{number}") for number in range(1, 7))
A1 = nif.make_spanish("A", "7200011")
DNI1, DNI2 = nif.make_spanish("", "01234567"), nif.make_spanish("", "45678901")
ONA = {"name": "Talleres Ona SL", "nif": B1}


def dotted(number):
    """Return ``B-72.000.011``."""
    return f"{number[0]}-{number[1:3]}.{number[3:6]}.{number[6:]}"


def table(columns, *rows, **options):
    """Return the text of a list with ``columns`` {title: field} and ``rows`` of cells."""
    return text(";".join(columns), *(";".join(row) for row in rows), **options)


def book(*sheets, merged=()):
    """Return a workbook of ``sheets``, [(name, rows)]; ``merged`` in the last of them."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for area in merged:
        made.worksheets[-1].merge_cells(area)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("_dot_", "."), content)
    return buffer.getvalue()


HOLDED = {
    "Nombre fiscal": "name", "Nombre comercial": "trade_name", "Persona de contacto": "contact_name", "NIF": "nif",
    "Email": "email", "Teléfono": "phone", "Móvil": "mobile", "Dirección": "street", "Población": "city",
    "Código postal": "zip", "Provincia": "state", "País": "country", "IBAN": "iban", "SWIFT": "", "Tags": "tags",
}  # fmt: skip
HOLDED_EN = {
    "Fiscal name": "name", "Trade name": "trade_name", "Contact person": "contact_name", "NIF": "nif",
    "email": "email", "Phone": "phone", "Mobile": "mobile", "Address": "street", "Town": "city",
    "Postal code": "zip", "Province": "state", "Country": "country", "IBAN": "iban", "SWIFT": "", "Tags": "tags",
    "Website": "website",
}  # fmt: skip
FACTUSOL = {
    "CODCLI": "ref", "NIFCLI": "nif", "NOFCLI": "name", "NOCCLI": "trade_name", "DOMCLI": "street", "POBCLI": "city",
    "CPOCLI": "zip", "PROCLI": "state", "PAICLI": "country", "EMACLI": "email", "TELCLI": "phone", "FAXCLI": "",
    "OBSCLI": "notes",
}  # fmt: skip
SAGE = {
    "Código": "ref", "Nombre": "name", "CIF": "nif", "Dirección": "street", "Población": "city", "Codpost": "zip",
    "Provincia": "state", "Teléfono": "phone",
}  # fmt: skip
A3 = {
    "Cód. cliente": "ref", "Nombre fiscal": "name", "N.I.F.": "nif", "Domicilio fiscal": "street", "Municipio": "city",
    "C.P.": "zip", "Provincia": "state", "Teléfono 1": "phone", "Móvil": "mobile", "E-mail": "email",
    "Fecha alta": "date", "Saldo": "",
}  # fmt: skip
OUTLOOK_ES = {
    "Tratamiento": "", "Nombre": "first_name", "Segundo nombre": "first_name", "Apellidos": "last_name",
    "Organización": "name", "Departamento": "", "Puesto": "function", "Calle del trabajo": "street",
    "Ciudad de trabajo": "city", "Provincia o estado de trabajo": "state", "Código postal del trabajo": "zip",
    "País o región del trabajo": "country", "Fax del trabajo": "", "Teléfono del trabajo": "phone",
    "Teléfono móvil": "mobile", "Categorías": "tags", "Dirección de correo electrónico": "email",
    "Dirección de correo electrónico 2": "email2", "Notas": "notes", "Página web": "website",
}  # fmt: skip
OUTLOOK_EN = {
    "Title": "", "First Name": "first_name", "Middle Name": "first_name", "Last Name": "last_name", "Company": "name",
    "Department": "", "Job Title": "function", "Business Street": "street", "Business City": "city",
    "Business State": "state", "Business Postal Code": "zip", "Business Country/Region": "country",
    "Business Fax": "", "Business Phone": "phone", "Mobile Phone": "mobile", "Categories": "tags",
    "E-mail Address": "email", "E-mail 2 Address": "email2", "Notes": "notes", "Web Page": "website",
}  # fmt: skip
OUTLOOK_CA = {
    "Tractament": "", "Nom": "first_name", "Segon nom": "first_name", "Cognoms": "last_name", "Organització": "name",
    "Departament": "", "Càrrec": "function", "Carrer de la feina": "street", "Ciutat de la feina": "city",
    "Província o estat de la feina": "state", "Codi postal de la feina": "zip",
    "País o regió de la feina": "country", "Fax de la feina": "", "Telèfon de la feina": "phone",
    "Telèfon mòbil": "mobile", "Categories": "tags", "Adreça electrònica": "email",
    "Adreça electrònica 2": "email2", "Notes": "notes", "Pàgina web": "website",
}  # fmt: skip
GOOGLE_ES = {
    "Nombre": "first_name", "Segundo nombre": "first_name", "Apellidos": "last_name",
    "Nombre de la organización": "name", "Cargo en la organización": "function", "Cumpleaños": "", "Notas": "notes",
    "Etiquetas": "tags", "Correo electrónico 1 - Etiqueta": "", "Correo electrónico 1 - Valor": "email",
    "Correo electrónico 2 - Valor": "email2", "Teléfono 1 - Etiqueta": "", "Teléfono 1 - Valor": "phone",
    "Teléfono 2 - Etiqueta": "", "Teléfono 2 - Valor": "mobile", "Dirección 1 - Calle": "street",
    "Dirección 1 - Ciudad": "city", "Dirección 1 - Región": "state", "Dirección 1 - Código postal": "zip",
    "Dirección 1 - País": "country", "Sitio web 1 - Valor": "website",
}  # fmt: skip
GOOGLE_OLD = {
    "Name": "", "Given Name": "first_name", "Additional Name": "first_name", "Family Name": "last_name",
    "Group Membership": "tags", "E-mail 1 - Type": "", "E-mail 1 - Value": "email", "Phone 1 - Type": "",
    "Phone 1 - Value": "phone", "Organization 1 - Type": "", "Organization 1 - Name": "name",
    "Organization 1 - Title": "function", "Address 1 - Street": "street", "Address 1 - City": "city",
    "Address 1 - Region": "state", "Address 1 - Postal Code": "zip",
}  # fmt: skip
LINKEDIN_ES = {
    "Nombre": "first_name", "Apellidos": "last_name", "URL": "notes", "Dirección de correo electrónico": "email",
    "Empresa": "name", "Cargo": "function", "Conectado el": "date",
}  # fmt: skip

_ANA = ["Sra.", "Ana", "Maria", "Puig Vila", "Talleres Ona SL", "Fiscal", "Gerente", "C/ Nou 1", "Girona", "Gerona",
        "17001", "España", "972000000", "972123456", "600112233", "Clientes,VIP", "Ana@ona.example",
        "ana@casa.example", "Paga a 30 días", "www.ona.example"]  # fmt: skip
_ANA_IS = {
    "name": "Talleres Ona SL", "contact_name": "Ana Maria Puig Vila", "state": "GI", "function": "Gerente",
    "mobile": "+34 600 11 22 33", "email": "ana@ona.example", "email2": "ana@casa.example", "zip": "17001",
}  # fmt: skip

#: name: (name of the file, content, columns, rows)
PROGRAMS = {
    "Holded in Spanish": (
        "contactos_holded.csv",
        table(
            HOLDED,
            ["Talleres Ona, S.L.", "Ona", "Ana Puig (gerente)", B1, "INFO@ona.example", "931234567", "600112233",
             "C/ Nou 1", "Girona", "17001", "Gerona", "España", "ES91 2100 0418 4502 0005 1332", "CAIXESBBXXX",
             "vip-fiscal"],
            ["Bar Pepe SL", "", "", dotted(B2), "", "", "", "", "Alacant", "3801", "Alacant", "", "", "", ""],
        ),
        HOLDED,
        {
            0: {"name": "Talleres Ona, S.L.", "contact_name": "Ana Puig", "function": "gerente", "nif": B1,
                "iban": "ES9121000418450200051332", "tags": ["vip", "fiscal"], "state": "GI"},
            1: {"name": "Bar Pepe SL", "nif": B2, "zip": "03801", "state": "A"},
        },
    ),
    "Holded in English, in a workbook with numbers": (
        "contacts.xlsx",
        book(("Contacts", [
            list(HOLDED_EN),
            ["Talleres Ona SL", None, None, B1, "info@ona.example", 931234567, 600112233, "C/ Nou 1", "Girona", 17001,
             "Girona", "Spain", None, None, "vip-mensual", "https://ona.example"],
            ["Puig Vila, Ana", None, None, 1234567, None, None, 600998877, None, "Oviedo", 3801, "Alicante", None, None,
             None, None, None],
        ])),
        HOLDED_EN,
        {
            0: {**ONA, "phone": "+34 931 23 45 67", "zip": "17001", "tags": ["vip", "mensual"], "country": "ES"},
            1: {"nif": DNI1, "kind": "person", "zip": "03801", "phone": None, "mobile": "+34 600 99 88 77"},
        },
    ),
    "FactuSol of MS-DOS": (
        "F_CLI.csv",
        table(
            FACTUSOL,
            ["1", f"ES{dotted(B1)}", "PELUQUERÍA MUÑOZ, S.L.", "PELUS", "C/ MAYOR, 3º 2ª", "VITORIA-GASTEIZ", "1001",
             "Araba/Álava", "724", "a@b.example", "Tel.: 945 12 34 56", "945123457", "Cliente desde 2011"],
            ["2", f"{DNI1[:8]} {DNI1[8]}", "PUIG VILA, ANA", "", "", "DONOSTIA", "20001", "GUIPÚZCOA", "724", "",
             "943 12 34 56 / 600112233", "", ""],
            encoding="cp850",
        ),
        FACTUSOL,
        {
            0: {"nif": B1, "name": "PELUQUERÍA MUÑOZ, S.L.", "zip": "01001", "state": "VI",
                "phone": "+34 945 12 34 56"},
            1: {"nif": DNI1, "kind": "person", "state": "SS", "mobile": "+34 600 11 22 33"},
        },
    ),
    "FactuSol in a workbook of long ago": (
        "F_CLI.xls",
        xls([
            list(FACTUSOL),
            [1, B1, "Talleres Ona SL", "", "C/ Nou 1", "Girona", 17001.0, "GERONA", 724, "", 972123456.0, "", ""],
            [2, float(B2[1:]), "Bar Pepe SL", "", "", "Elx", 3201.0, "Alacant", 724, "", 965123456.0, "", ""],
        ]),
        FACTUSOL,
        {0: {**ONA, "zip": "17001", "phone": "+34 972 12 34 56", "country": "ES"}, 1: {"nif": B2, "zip": "03201"}},
    ),
    "Sage with a row of titles and one of dashes": (
        "clientes_sage.txt",
        text(
            "\t".join(SAGE),
            "\t".join("-" * 6 for _column in SAGE),
            f"430000001\tTALLERES ONA SL\t{B1}\tC/ NOU 1\tGIRONA\t17001\tGERONA\t972123456",
            f"430000002\tBAR PEPE SL\t{dotted(B2)}\t\tORENSE\t32001\tORENSE\t",
            encoding="utf-16",
        ),
        SAGE,
        {0: {}, 1: {"name": "TALLERES ONA SL", "nif": B1, "ref": "430000001"}, 2: {"nif": B2, "state": "OR"}},
    ),
    "list of an accounting program, printed by pages": (
        "LISTADO.CSV",
        text(
            "ASESORÍA DEL VALLÉS, S.L.P.;;;;;;;;;;;Página 1",
            "LISTADO DE CLIENTES;;;;;;;;;;;31/10/2026",
            "",
            ";".join(A3),
            f"1;TALLERES ONA SL;{B1};C/ NOU 1;GIRONA;17001;GIRONA;972123456;;ONA@ONA.EXAMPLE;01/02/2019;1.234,56",
            f"2;BAR PEPE SL;{dotted(B2)};;LLEIDA;25001;LÉRIDA;;600112233;;15-06-21;0,00",
            "Página 2;;;;;;;;;;;",
            ";".join(A3),
            f"3;CRISTALERÍA GÜELL SA;{A1};;LUGO;27001;LUGO;982 12 34 56;;;3/4/2022;-12,00",
            "TOTAL CLIENTES: 3;;;;;;;;;;;1.222,56",
            encoding="cp1252",
        ),
        A3,
        {
            0: {"ref": "1", "nif": B1, "email": "ona@ona.example", "date": "2019-02-01", "state": "GI"},
            1: {"nif": B2, "state": "L", "date": "2021-06-15", "phone": None, "mobile": "+34 600 11 22 33"},
            2: {},
            3: {"nif": A1, "date": "2022-04-03", "state": "LU"},
            4: {},
        },
    ),
    "Outlook in Spanish, cp1252": (
        "contactos.csv", table(OUTLOOK_ES, _ANA, encoding="cp1252", delimiter="\t"), OUTLOOK_ES, {0: _ANA_IS},
    ),
    "Outlook in English": ("contacts.CSV", table(OUTLOOK_EN, _ANA, encoding="utf-8-sig"), OUTLOOK_EN, {0: _ANA_IS}),
    "Outlook in Catalan": ("contactes.csv", table(OUTLOOK_CA, _ANA), OUTLOOK_CA, {0: _ANA_IS}),
    "Google in Spanish": (
        "contactos_google.csv",
        table(
            GOOGLE_ES,
            ["Ana", "Maria", "Puig Vila", "Talleres Ona SL", "Gerente", "1980-01-02", "", "VIP ::: * myContacts",
             "Work", "ana@ona.example", "ana@casa.example", "Work", "972 12 34 56", "Mobile", "600 11 22 33",
             "C/ Nou 1", "Girona", "Gerona", "17001", "España", "www.ona.example"],
        ),
        GOOGLE_ES,
        {0: {**_ANA_IS, "tags": ["VIP"]}},
    ),
    "Google of some years ago": (
        "google.csv",
        table(
            GOOGLE_OLD,
            ["Ana Puig Vila", "Ana", "", "Puig Vila", "* myContacts ::: Clientes", "* Work", "ana@ona.example",
             "Mobile", "600112233", "", "Talleres Ona SL", "Gerente", "C/ Nou 1", "Girona", "Girona", "17001"],
            encoding="utf-16",
        ),
        GOOGLE_OLD,
        {0: {"name": "Talleres Ona SL", "contact_name": "Ana Puig Vila", "tags": ["Clientes"], "zip": "17001"}},
    ),
    "LinkedIn in Spanish": (
        "Conexiones.csv",
        text(
            "Notas:",
            '"Al exportar tus datos puede que falten direcciones de correo."',
            "",
            ",".join(LINKEDIN_ES),
            "Ana,Puig Vila,https://www.linkedin.com/in/ana-puig,,Talleres Ona SL,Gerente,01 sept 2026",
        ),
        LINKEDIN_ES,
        {0: {"name": "Talleres Ona SL", "contact_name": "Ana Puig Vila", "date": "2026-09-01"}},
    ),
    "a list of clients packed, with broken accents": (
        "clientes.zip",
        zipped(clientes_dot_csv=table(
            {"NIF": "", "Razón Social": "", "Dirección": "", "Población": ""},
            [B1, "PELUQUERÃ\x8dA MUÃ‘OZ SL", "C/ Gran VÃ\xada 3", "LeÃ³n"],
            [B2, "CRISTALERÃ\x8dA GÃœELL SL", "", "CÃ¡diz"],
        )),
        {"NIF": "nif", "Razón Social": "name", "Dirección": "street", "Población": "city"},
        {0: {"name": "PELUQUERÍA MUÑOZ SL", "street": "C/ Gran Vía 3", "city": "León"}, 1: {"city": "Cádiz"}},
    ),
}  # fmt: skip
