"""Agendas that people keep by hand, in spreadsheets and telephones; see ``messy``."""

import datetime
import sys
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.append(str(Path(__file__).parent))
from file_makers import text, xls
from messy_programs import A1, B1, B2, B3, B4, DNI1, DNI2, ONA, book, table
from spreadsheet_files import ods, ods_row

_AGENDA = {
    "Empresa": "name", "Contacto": "contact_name", "Tlf.": "phone", "Móvil": "mobile", "Correo": "email",
    "C.P.": "zip", "Localidad": "city", "Prov.": "state", "Observaciones": "notes",
}  # fmt: skip
_SHORT = {"NOM.": "name", "DIR.": "street", "POB.": "city", "TLF1": "phone", "TLF2": "mobile", "OBS.": "notes"}
_CATALAN = {
    "Raó social": "name", "NIF": "nif", "Adreça": "street", "Població": "city", "CP": "zip", "Província": "state",
    "Telèfon": "phone", "Mòbil": "mobile", "Correu-e": "email", "Persona de contacte": "contact_name",
    "Observacions": "notes",
}  # fmt: skip
_BASQUE = {
    "Izena": "name", "IFZ": "nif", "Helbidea": "street", "Herria": "city", "Posta-kodea": "zip",
    "Probintzia": "state", "Telefonoa": "phone", "Mugikorra": "mobile", "Posta elektronikoa": "email",
    "Oharrak": "notes",
}  # fmt: skip
_GALICIAN = {
    "Razón social": "name", "NIF": "nif", "Enderezo": "street", "Concello": "city", "Código postal": "zip",
    "Provincia": "state", "Teléfono": "phone", "Correo electrónico": "email", "Persoa de contacto": "contact_name",
    "Observacións": "notes",
}  # fmt: skip
_DATES = {"Cliente": "name", "NIF": "nif", "Fecha de alta": "date"}
_PEOPLE = {"Nombre y apellidos": "name", "DNI": "nif", "Teléfono": "phone", "E-mail": "email"}
_TWO_LINES = {
    "Razón social": "name", "CIF": "nif", "Calle": "street", "Ciudad": "city", "Nombre": "contact_name",
    "Teléfono": "phone", "Email": "email",
}  # fmt: skip
_VCARD = {
    "Nombre": "first_name", "Apellidos": "last_name", "Organización": "name", "Puesto": "function",
    "Teléfono": "phone", "Móvil": "mobile", "Correo electrónico": "email", "Correo electrónico 2": "email2",
    "Página web": "website", "Calle": "street", "Código postal": "zip", "Ciudad": "city", "Provincia": "state",
    "País": "country", "Notas": "notes",
}  # fmt: skip
_IPHONE = "\r\n".join([
    "BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//iPhone OS 17.5//EN", "N:Puig Vila;Ana;Maria;Sra.;",
    "FN:Sra. Ana Maria Puig Vila", "ORG:Talleres Ona SL;", "TITLE:Gerente",
    "EMAIL;type=INTERNET;type=WORK;type=pref:Ana@ona.example", "EMAIL;type=INTERNET;type=HOME:ana@casa.example",
    "TEL;type=CELL;type=VOICE;type=pref:+34 600 11 22 33", "TEL;type=WORK;type=VOICE:972 12 34 56",
    "item1.ADR;type=WORK;type=pref:;;C/ Nou 1;Girona;Gerona;17001;España", "item1.X-ABADR:es",
    "item2.URL;type=pref:www.ona.example", "item2.X-ABLabel:_$!<HomePage>!$_", "NOTE:Paga a 30 días\\nLlamar tarde",
    "PHOTO;ENCODING=b;TYPE=JPEG:" + "/9j/4AAQSkZJRgABAQAAAQABAAD" * 3, " AAAA", "END:VCARD",
    "BEGIN:VCARD", "VERSION:3.0", "N:Serra;Jordi;;;", "FN:Jordi Serra", "TEL;type=CELL:600 99 88 77", "END:VCARD", "",
]).encode()  # fmt: skip


def _sheet(*rows):
    return ods("".join(ods_row(map(escape, row)) for row in rows))


#: name: (name of the file, content, columns, rows)
AGENDAS = {
    "agenda in Excel with a title, merged companies and a line in blank": (
        "agenda laboral.xlsx",
        book(
            ("Portada", [["Agenda del departamento laboral"]]),
            ("Contactos", [
                ["CONTACTOS DEL DEPARTAMENTO LABORAL"],
                [],
                list(_AGENDA),
                ["Talleres Ona SL", "Ana Puig (gerente)", "Tel.: 972 12 34 56", "600-11-22-33",
                 "ana@ona.example; info@ona.example", 17001, "Girona", "Gerona", "Paga tarde"],
                [None, "Jordi Serra", None, "600998877", "jordi@ona.example", 17001, "Girona", "Gerona", None],
                [],
                ["Bar Pepe SL", None, "965123456 / 600112200 (Pepe)", None, "no tiene", 3801, "Alcoi", "Alacant",
                 "e-mail de la hija: marta@pepe.example"],
            ]),
            merged=["A1:I1", "A4:A5"],
        ),
        _AGENDA,
        {
            0: {"name": "Talleres Ona SL", "contact_name": "Ana Puig", "function": "gerente", "email2":
                "info@ona.example", "phone": "+34 972 12 34 56", "mobile": "+34 600 11 22 33", "state": "GI"},
            1: {"name": "Talleres Ona SL", "contact_name": "Jordi Serra", "email": "jordi@ona.example"},
            2: {"name": "Bar Pepe SL", "zip": "03801", "state": "A", "mobile": "+34 600 11 22 00",
                "email": "marta@pepe.example"},
        },
    ),
    "agenda with the titles in two lines": (
        "clientes.xlsx",
        book(
            ("Hoja1", [
                ["DATOS FISCALES", None, None, None, "CONTACTO", None, None],
                list(_TWO_LINES),
                ["Talleres Ona SL", B1, "C/ Nou 1", "Girona", "Ana Puig", "972123456", "ana@ona.example"],
                ["Bar Pepe SL", B2, "C/ Mar 2", "Alacant", "Pepe Gil", "965123456", None],
            ]),
            merged=["A1:D1", "E1:G1"],
        ),
        _TWO_LINES,
        {0: {**ONA, "contact_name": "Ana Puig", "phone": "+34 972 12 34 56"}, 1: {"nif": B2}},
    ),
    "agenda with short titles, two phones in a cell": (
        "AGENDA.CSV",
        table(
            _SHORT,
            ["Talleres Ona SL", "C/ Nou 1", "Girona", "972123456-972123457", "600112233 ana", "Cliente"],
            ["Bar Pepe", "", "17003 Girona", "s/d", "Tel.: 600 99 88 77", ""],
            encoding="mac-roman",
        ),
        _SHORT,
        {
            0: {"phone": "+34 972 12 34 56", "mobile": "+34 600 11 22 33"},
            1: {"city": "Girona", "zip": "17003", "phone": None, "mobile": "+34 600 99 88 77"},
        },
    ),
    "agenda in Catalan": (
        "clients.csv",
        table(
            _CATALAN,
            ["Tallers Ona SL", B1, "C/ Nou, 1", "Lleida", "25001", "Lleida", "973 12 34 56", "600112233",
             "info@ona.example", "Anna Puig (gerent)", "no trucar al matí"],
            ["Forn Güell SCP", "", "", "Eivissa", "7800", "Illes Balears", "", "", "", "", ""],
            encoding="utf-8-sig",
        ),
        _CATALAN,
        {
            0: {"name": "Tallers Ona SL", "nif": B1, "state": "L", "contact_name": "Anna Puig", "function": "gerent"},
            1: {"zip": "07800", "state": "PM"},
        },
    ),
    "agenda in Basque": (
        "bezeroak.csv",
        table(
            _BASQUE,
            ["Ona Tailerrak SL", B1, "Kale Nagusia 1", "Gasteiz", "1001", "Araba", "945 12 34 56", "600112233",
             "info@ona.example", ""],
            ["Etxeberria Okindegia SL", B2, "", "Bilbo", "48001", "Bizkaia", "", "", "", ""],
            ["Mendi Taberna SL", B3, "", "Donostia", "20001", "Gipuzkoa", "", "", "", ""],
        ),
        _BASQUE,
        {0: {"nif": B1, "zip": "01001", "state": "VI"}, 1: {"state": "BI"}, 2: {"state": "SS"}},
    ),
    "agenda in Galician": (
        "clientes_galicia.csv",
        table(
            _GALICIAN,
            ["Taller Ona SL", B1, "Rúa Nova 1", "Ourense", "32001", "Ourense", "988123456", "info@ona.example",
             "Ana Puig", ""],
            ["Bar Pepe SL", B2, "", "A Coruña", "15001", "A Coruña", "", "", "", "chamar pola tarde"],
        ),
        _GALICIAN,
        {0: {"nif": B1, "state": "OR", "contact_name": "Ana Puig"}, 1: {"state": "C", "notes": "chamar pola tarde"}},
    ),
    "dates of every kind": (
        "altas.xlsx",
        book(("Altas", [
            list(_DATES),
            ["Talleres Ona SL", B1, datetime.datetime(2020, 2, 1)],
            ["Bar Pepe SL", B2, 43862],
            ["Cristalería Güell SA", A1, "1 de febrero de 2020"],
            ["Vidrios SL", B3, "01/02/20"],
            ["Ocho SL", B4, "2020-02-01 00:00:00"],
        ])),
        _DATES,
        {place: {"date": "2020-02-01"} for place in range(5)},
    ),
    "people with their DNI as a number": (
        "personas.xls",
        xls([
            list(_PEOPLE),
            ["Puig Vila, Ana", 1234567.0, 600112233.0, "ANA@CASA.EXAMPLE"],
            ["Jordi Serra Mas", DNI2, "600 99 88 77", "jordi(at)casa.example"],
        ]),
        _PEOPLE,
        {
            0: {"nif": DNI1, "kind": "person", "phone": "+34 600 11 22 33", "email": "ana@casa.example"},
            1: {"nif": DNI2, "email": None},
        },
    ),
    "companies with their person beside, numbers kept as texts": (
        "fiscal.xlsx",
        book(("Fiscal", [
            ["Cliente", "NIF", "C.P.", "Teléfono"],
            ["Talleres Ona, S.L. (Ana Puig)", "'" + B1, "'08001", "'931234567"],
            ["Bar Pepe SL - Att. Pepe Gil", B2.lower(), "03-001", "965.12.34.56"],
        ])),
        {"Cliente": "name", "NIF": "nif", "C.P.": "zip", "Teléfono": "phone"},
        {
            0: {"name": "Talleres Ona, S.L.", "contact_name": "Ana Puig", "nif": B1, "zip": "08001",
                "phone": "+34 931 23 45 67"},
            1: {"nif": B2, "zip": "03001", "phone": "+34 965 12 34 56"},
        },
    ),
    "agenda whose names hold the NIF": (
        "nombres.csv",
        table(
            {"Cliente": "", "Teléfono": ""},
            [f"{B1} - Talleres Ona SL", "972123456"],
            [f"Bar Pepe SL (NIF {B2})", "965123456"],
            [f"Puig Vila, Ana {DNI1}", "600112233"],
            ["Cristalería 2000 SA", "982123456"],
        ),
        {"Cliente": "name", "Teléfono": "phone"},
        {
            0: ONA,
            1: {"name": "Bar Pepe SL", "nif": B2},
            2: {"name": "Puig Vila, Ana", "nif": DNI1},
            3: {"name": "Cristalería 2000 SA", "nif": None},
        },
    ),
    "agenda of LibreOffice with several sheets": (
        "agenda.ods",
        _sheet(
            ["", "", "", ""],
            ["Agenda de la gestoría", "", "", ""],
            ["Nombre o razón social", "Correo-e", "Telf.", "Notas"],
            ["Talleres Ona SL", "mailto:ana@ona.example", "(972) 12 34 56", ""],
            ["Bar Pepe", "", "", "su correo es PEPE@bar.example y cierra los lunes"],
        ),
        {"Nombre o razón social": "name", "Correo-e": "email", "Telf.": "phone", "Notas": "notes"},
        {
            0: {"email": "ana@ona.example", "phone": "+34 972 12 34 56"},
            1: {"email": "pepe@bar.example", "notes": "su correo es PEPE@bar.example y cierra los lunes"},
        },
    ),
    "address book of a telephone, with a picture": (
        "iCloud.vcf", _IPHONE, _VCARD,
        {
            0: {"name": "Talleres Ona SL", "contact_name": "Ana Maria Puig Vila", "mobile": "+34 600 11 22 33",
                "email": "ana@ona.example", "email2": "ana@casa.example", "state": "GI"},
            1: {"name": "Jordi Serra", "kind": "person"},
        },
    ),
    "agenda without titles": (
        "sin titulos.csv",
        text(
            f"Talleres Ona SL;{B1};C/ Nou 1;17001;Girona;972123456;ana@ona.example",
            f"Bar Pepe SL;{B2};C/ Mar 2;03001;Alicante;965123456;info@pepe.example",
            f"Cristalería Güell SA;{A1};Plaza Mayor 3;27001;Lugo;982123456;guell@cristal.example",
            f"Vidrios Gómez SL;{B3};Avda. del Sol 4;41001;Sevilla;954123456;vidrios@gomez.example",
        ),
        {"A": "name", "B": "nif", "C": "street", "D": "zip", "E": "state", "F": "phone", "G": "email"},
        {0: {**ONA, "zip": "17001", "state": "GI"}},
    ),
}  # fmt: skip
