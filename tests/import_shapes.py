"""A file of each shape that firms have, small and with invented data, and what it is to become."""

import sys
from pathlib import Path

from odoo.addons.despacho_crm.tools import nif

sys.path.append(str(Path(__file__).parent))
from file_makers import text, xls, xlsx

DNI = nif.make_spanish("", "01234567")
ONE, TWO, THREE = (nif.make_spanish("B", f"710000{number}") for number in (1, 2, 3))
_JOINS = {"phone": " / ", "mobile": " / ", "email": "; ", "email2": "; ", "tags": ", ", "notes": "\n"}


def join(field, old, new):
    """Return what two columns of one field make together."""
    return _JOINS.get(field, " ").join(filter(None, (old, new)))


_HOLDED = text(
    "Fiscal name,Trade name,Contact person,NIF,email,Phone,Mobile,Address,Town,Postal code,Province,Country,"
    "IBAN,SWIFT,Tags",
    f'"Talleres Ona, S.L.",Ona,Ana Puig (gerente),{ONE},INFO@ona.example,931234567,600112233,"C/ Nou, 1",Girona,17001,'
    "Gerona,España,ES9121000418450200051332,CAIXESBBXXX,vip-asesoria fiscal-mensual",
    f"Bar Pepe SL,,,{TWO},,,,,,3801,Alicante,Spain,,,",
)
_FACTUSOL = text(
    "CODCLI;NIFCLI;NOFCLI;NOCCLI;DOMCLI;POBCLI;CPOCLI;PROCLI;PAICLI;EMACLI;TELCLI;FAXCLI",
    f"1;ES-B.{ONE[1:3]}.{ONE[3:6]}.{ONE[6:]};PELUQUERÍA MUÑOZ, S.L.;PELUS;C/ MAYOR 3;VITORIA;1001;Alava;724;"
    "a@b.example;945123456;945123457",
    f"2;{DNI[:8]}-{DNI[8]};PUIG VILA, ANA;;;BILBAO;48001;VIZCAYA;724;;94 412 34 56 / 600112233;",
    encoding="cp850",
)
_CONTASOL_ROWS = [
    [1, ONE, "Talleres Ona SL", "Ona", "C/ Nou 1", "Girona", "17001", "Girona", "972123456", "01/02/2020"],
    [2, TWO, "Bar Pepe SL", "", "Avda. del Mar 2", "Alicante", 3001, "Alicante", "965123456", "15/06/2021"],
    [
        3,
        THREE,
        "Cristalería Güell SA",
        "Cristales Güell",
        "Plaza Mayor 3",
        "Lugo",
        "27001",
        "Lugo",
        "982123456",
        "03/04/2022",
    ],
]
_CONTAPLUS = text(
    "COD;TITULO;NIF;DOMICILIO;POBLACION;PROVINCIA;CODPOSTAL;TELEF01;SALDO",
    f"43000001;TALLERES ONA SL;{ONE};C/ NOU 1;GIRONA;GERONA;17001;972123456;1.200,00",
    f"41000007;SUMINISTROS PEPE SL;{TWO};;;;;;-300,50",
    "57200001;BANCO DE LA PLAZA;;;;;;;99.000,00",
    encoding="cp1252",
)
_SAGE = text(
    "Subcuenta\tTítulo\tNIF",
    f"430000001\tTALLERES ONA SL\t{ONE}",
    f"430000002\tPUIG VILA, ANA\t{DNI}",
    encoding="utf-16",
)
_OUTLOOK_ES = text(
    "Tratamiento,Nombre,Segundo nombre,Apellidos,Sufijo,Organización,Departamento,Puesto,Calle del trabajo,Ciudad de "
    "trabajo,Provincia o estado de trabajo,Código postal del trabajo,País o región del trabajo,Fax del "
    "trabajo,Teléfono "
    "del trabajo,Teléfono particular,Teléfono móvil,Categorías,Dirección de correo electrónico,Dirección de correo "
    "electrónico 2,Dirección de correo electrónico 3,Notas",
    "Sra.,Ana,Maria,Puig Vila,,Talleres Ona SL,,Gerente,C/ Nou 1,Girona,Gerona,17001,España,972000000,972123456,,"
    "600112233,Clientes;VIP,Ana@ona.example,ana@casa.example,otra@casa.example,Paga a 30 días",
    "Sr.,Jordi,,Serra Mas,,,,,,,,,,,,931234567,,,jordi@serra.example,,,",
    encoding="utf-8-sig",
)
_OUTLOOK_EN = text(
    "First Name,Middle Name,Last Name,Title,Company,Job Title,Business Street,Business City,Business State,"
    "Business Postal "
    "Code,Business Country/Region,Business Phone,Mobile Phone,Categories,E-mail Address,E-mail 2 Address,Web "
    "Page,Notes",
    "Ana,,Puig Vila,Ms.,Talleres Ona SL,Manager,C/ Nou 1,Girona,Girona,17001,Spain,972123456,600112233,VIP,"
    "ana@ona.example,,www.ona.example,",
    encoding="cp1252",
)
_GOOGLE = text(
    "First Name,Middle Name,Last Name,Organization Name,Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,"
    "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,"
    "Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - Region,Address 1 - Postal Code,"
    "Website 1 - Value",
    "Ana,,Puig Vila,Talleres Ona SL,Gerente,1980-01-02,,VIP ::: * myContacts,* Work,ana@ona.example,Work,972 "
    "12 34 56,Mobile,"
    '600 11 22 33,Work,"C/ Nou 1\nGirona",C/ Nou 1,Girona,Girona,17001,www.ona.example',
)
_LINKEDIN = text(
    "Notes:",
    '"When exporting your connection data, you may notice that some of the email addresses are missing."',
    "",
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "Ana,Puig Vila,https://www.linkedin.com/in/ana-puig,,Talleres Ona SL,Gerente,01 Sep 2026",
)
_AGENDA = xlsx(
    ("Portada", [["Agenda del departamento fiscal"]]),
    (
        "Clientes",
        [
            ["AGENDA DEL DEPARTAMENTO FISCAL 2026"],
            [],
            ["Empresa", "Contacto", "Tlf.", "C.P.", "Provincia", "NIF", "Alta", "Servicios de interés"],
            [
                "Talleres Ona SL",
                "Ana Puig (gerente)",
                "972 12 34 56 / 600112233",
                17001,
                "Gerona",
                ONE,
                46266,
                "Nóminas; Fiscal",
            ],
            ["Bar Pepe SL (Jordi Serra)", "", 965123456, 3801, "Alicante", int(TWO[1:]), 44000, ""],
            [
                "María Núñez Vila",
                "",
                "600 998 877 llamar tardes",
                1001,
                "Álava",
                int(DNI[:8]),
                "1 de septiembre de 2026",
                "",
            ],
            ["MUÃ‘OZ SL", "", "", 48001, "Vizcaya", "", "", ""],
        ],
    ),
    merged=["A1:H1"],
)
_VCARD = "\r\n".join(
    [
        "BEGIN:VCARD", "VERSION:2.1",
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Mu=C3=B1oz P=C3=A9rez;Jos=C3=A9;;;",
        "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Cristaler=C3=ADa G=C3=BC=", "ell SL",
        "TEL;CELL:600112233", "TEL;WORK;VOICE:982 12 34 56", "TEL;WORK;FAX:982 12 34 57", "END:VCARD",
        "BEGIN:VCARD", "VERSION:3.0", "N:Puig Vila;Ana;;Sra.;", "FN:Ana Puig Vila", "ORG:Talleres Ona SL;Fiscal",
        "TITLE:Gerente", "item1.EMAIL;type=INTERNET:Ana@ona.example", "item1.X-ABLabel:Trabajo",
        "ADR;TYPE=WORK:;;C/ Nou\\, 1;Girona;Gerona;17001;España", "NOTE:Una línea\\ny otra que es muy larga y por e",
        " so va partida", "CATEGORIES:vip,fiscal", "END:VCARD",
        "BEGIN:VCARD", "VERSION:4.0", "KIND:org", "FN:Bar Pepe SL",
        "TEL;VALUE=uri;TYPE=\"voice,work\":tel:+34-965-123-456",
        f"X-NIF:{TWO}", "ADR:;;Mar 2;Alacant;;03001;", "END:VCARD", "",
    ]
).encode()  # fmt: skip

#: name of the shape: (name of the file, its bytes)
SHAPES = {
    "Holded": ("contactos.csv", _HOLDED),
    "FactuSol": ("F_CLI.csv", _FACTUSOL),
    "ContaSol": ("CLI.xlsx", xlsx(("CLI", _CONTASOL_ROWS))),
    "ContaSol of long ago": ("CLI.xls", xls(_CONTASOL_ROWS)),
    "ContaPlus": ("subcta.csv", _CONTAPLUS),
    "Sage 50": ("cuentas.txt", _SAGE),
    "accounts without titles": (
        "plan.csv",
        text(f"43000001;TALLERES ONA SL;{ONE}", f"43000002;BAR PEPE SL;{TWO}", f"40000001;VIDRES SL;{THREE}"),
    ),
    "Outlook in Spanish": ("contactos.CSV", _OUTLOOK_ES),
    "Outlook in English": ("contacts.csv", _OUTLOOK_EN),
    "Google": ("contacts.csv", _GOOGLE),
    "LinkedIn": ("Connections.csv", _LINKEDIN),
    "address book": ("contactos.vcf", _VCARD),
    "free agenda": ("agenda.xlsx", _AGENDA),
}

_ONA = {"name": "Talleres Ona SL", "contact_name": "Ana Puig Vila", "mobile": "+34 600 11 22 33", "state": "GI"}
#: name of the shape: (code of the profile, what is to be of its rows, notes that are to be among theirs)
EXPECTED = {
    "Holded": (
        "holded",
        [
            {
                "name": "Talleres Ona, S.L.", "trade_name": "Ona", "contact_name": "Ana Puig", "function": "gerente",
                "nif": ONE, "email": "info@ona.example", "street": "C/ Nou, 1", "state": "GI", "country": "ES",
                "iban": "ES9121000418450200051332", "tags": ["vip", "asesoria fiscal", "mensual"],
            },
            {"name": "Bar Pepe SL", "zip": "03801", "state": "A", "tags": None},
        ],
        {"state_normalised", "zip_zero_restored", "function_from_contact"},
    ),
    "FactuSol": (
        "factusol",
        [
            {
                "ref": "1", "nif": ONE, "name": "PELUQUERÍA MUÑOZ, S.L.", "trade_name": "PELUS", "zip": "01001",
                "state": "VI", "country": "ES", "phone": "+34 945 12 34 56", "notes": None,
            },
            {"nif": DNI, "kind": "person", "state": "BI", "mobile": "+34 600 11 22 33"},
        ],
        {"nif_cleaned", "zip_zero_restored", "phone_split", "state_normalised"},
    ),
    "ContaSol": (
        "contasol",
        [
            {"ref": "1", "nif": ONE, "name": "Talleres Ona SL", "trade_name": "Ona", "date": "2020-02-01"},
            {"ref": "2", "name": "Bar Pepe SL", "trade_name": None, "zip": "03001", "phone": "+34 965 12 34 56"},
            {"ref": "3", "street": "Plaza Mayor 3", "city": "Lugo", "date": "2022-04-03"},
        ],
        {"zip_zero_restored"},
    ),
    "ContaPlus": (
        "contaplus",
        [
            {"ref": "43000001", "name": "TALLERES ONA SL", "nif": ONE, "state": "GI", "phone": "+34 972 12 34 56"},
            {"ref": "41000007", "nif": TWO, "phone": None},
            {"name": None, "notes": "57200001 BANCO DE LA PLAZA"},
        ],
        {"state_normalised", "ledger_account"},
    ),
    "Sage 50": ("sage50", [{"ref": "430000001", "nif": ONE}, {"name": "PUIG VILA, ANA", "nif": DNI}], set()),
    "accounts without titles": (
        "subaccounts",
        [{"ref": "43000001", "name": "TALLERES ONA SL", "nif": ONE}, {"nif": TWO}, {"nif": THREE}],
        set(),
    ),
    "Outlook in Spanish": (
        "outlook",
        [
            {
                **_ONA, "contact_name": "Ana Maria Puig Vila", "function": "Gerente", "phone": "+34 972 12 34 56",
                "email": "ana@ona.example", "email2": "ana@casa.example", "tags": ["Clientes", "VIP"],
                "notes": "Paga a 30 días\notra@casa.example",
            },
            {"name": "Jordi Serra Mas", "kind": "person", "phone": "+34 931 23 45 67"},
        ],
        {"state_normalised", "email_cleaned", "name_joined", "email_split"},
    ),
    "Outlook in English": (
        "outlook", [{**_ONA, "function": "Manager", "website": "www.ona.example", "tags": ["VIP"]}], set(),
    ),
    "Google": (
        "google",
        [{**_ONA, "function": "Gerente", "tags": ["VIP"], "street": "C/ Nou 1", "email": "ana@ona.example"}],
        set(),
    ),
    "LinkedIn": (
        "linkedin",
        [{
            "name": "Talleres Ona SL", "contact_name": "Ana Puig Vila", "function": "Gerente", "date": "2026-09-01",
            "notes": "https://www.linkedin.com/in/ana-puig", "website": None,
        }],
        set(),
    ),
    "address book": (
        "vcard",
        [
            {
                "name": "Cristalería Güell SL", "contact_name": "José Muñoz Pérez", "phone": "+34 982 12 34 56",
                "mobile": "+34 600 11 22 33",
            },
            {
                "name": "Talleres Ona SL", "contact_name": "Ana Puig Vila", "function": "Gerente",
                "street": "C/ Nou, 1",
                "notes": "Fiscal\nUna línea\ny otra que es muy larga y por eso va partida",
                "tags": ["vip", "fiscal"],
                "state": "GI",
            },
            {"name": "Bar Pepe SL", "nif": TWO, "zip": "03001", "state": "A", "phone": "+34 965 12 34 56"},
        ],
        {"email_cleaned", "state_normalised", "state_from_zip"},
    ),
    "free agenda": (
        "",
        [
            {
                "name": "Talleres Ona SL", "contact_name": "Ana Puig", "function": "gerente", "date": "2026-09-01",
                "interests": ["Nóminas", "Fiscal"], "mobile": "+34 600 11 22 33",
            },
            {"name": "Bar Pepe SL", "contact_name": "Jordi Serra", "zip": "03801", "nif": TWO, "state": "A"},
            {"name": "María Núñez Vila", "nif": DNI, "date": "2026-09-01", "zip": "01001", "state": "VI"},
            {"name": "MUÑOZ SL", "state": "BI"},
        ],
        {
            "name_split", "zip_zero_restored", "nif_completed", "date_from_number", "mojibake_repaired", "phone_split",
            "phone_text", "state_normalised", "function_from_contact",
        },
    ),
}  # fmt: skip
EXPECTED["ContaSol of long ago"] = EXPECTED["ContaSol"]
