"""Write the sample files that lie beside this module, always the same.

They have the shapes that a firm's files have: an invoicing program's export, an
older one of a branch, the agendas that each department keeps in a spreadsheet,
Outlook, a bought list. Companies and people are those of the demo world and of
a second fictional one, so that the files overlap with the base and one another.

Run it with Odoo's packages and this addon importable:
``python -m odoo.addons.despacho_crm_import.demo.make_samples [FOLDER]``.
"""

import csv
import datetime
import io
import random
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from openpyxl.styles import Font

from odoo.addons.despacho_crm.demo import world
from odoo.addons.despacho_crm.tools.territory import PROVINCES

#: The names of the world do not depend on the day.
_DAY = datetime.date(2026, 1, 7)
_SEED = 20260107
#: Provinces as people go on calling them.
_OLD_NAMES = {"17": "Gerona", "25": "Lérida", "48": "Vizcaya", "20": "Guipúzcoa", "03": "Alicante", "15": "La Coruña",
              "07": "Baleares", "32": "Orense", "01": "Álava"}  # fmt: skip


class _Pool:
    """The parties of the files; each method gives those of one file."""

    def __init__(self):
        known = world.build(_DAY)
        new = world.build(_DAY, _SEED)
        companies = [
            party for party in known.clients if party.kind == "company" and party.country == "ES" and party.vat
        ]
        others = [party for party in new.parties if party.kind == "company" and party.country == "ES" and party.vat]
        taken = {party.name for party in known.parties}
        self.known = companies
        self.new = [party for party in others if party.name not in taken]
        self.traders = [party for party in new.parties if party.kind == "trader" and party.vat]


def _province(party):
    return PROVINCES[party.postcode[:2]].name.split("/")[0]


def _old_province(party):
    return _OLD_NAMES.get(party.postcode[:2], _province(party))


def _digits(phone):
    return phone.replace("+34", "").replace(" ", "")


def _grouped(phone):
    digits = _digits(phone)
    return f"{digits[:3]} {digits[3:5]} {digits[5:7]} {digits[7:]}"


def _dotted(vat, rng):
    """Return a NIF as different hands wrote it in one program."""
    plain = vat.removeprefix("ES")
    return rng.choice(
        (
            plain,
            plain,
            plain,
            f"ES{plain}",
            f"{plain[0]}-{plain[1:]}",
            f"{plain[0]}{plain[1:3]}.{plain[3:6]}.{plain[6:]}",
        )
    )


def billing_csv(pool):
    """FactuSol's list of clients, in the encoding of Windows."""
    rng = random.Random("facturacion")
    rows = [
        ["CODCLI", "NIFCLI", "NOFCLI", "NOCCLI", "DOMCLI", "POBCLI", "CPOCLI", "PROCLI", "PAICLI", "TELCLI", "EMACLI"]
    ]
    for number, party in enumerate([*pool.known[:25], *pool.new[:30], *pool.traders[:10]], 1):
        trade_name = party.note.partition(": ")[2] if party.note.startswith("Nombre comercial") else ""
        rows.append(
            [str(number), _dotted(party.vat, rng), party.name, trade_name, party.street, party.town.name,
            party.postcode,
             _province(party), "724", _digits(party.phone), party.email]
        )  # fmt: skip
    return _delimited(rows, ";").encode("cp1252", "replace")


def branch_xls(pool):
    """An old spreadsheet where postcodes and phones became numbers, and two clients come twice."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Clientes")
    for column, header in enumerate(
        ("Cód. cliente", "C.I.F.", "Razón social", "Domicilio", "C.P.", "Localidad", "Teléfono", "Fecha alta")
    ):
        sheet.write(0, column, header)
    date_style = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    parties = [*pool.new[20:50], *pool.known[25:33]]
    for row, party in enumerate([*parties, parties[3], parties[12]], 1):
        sheet.write(row, 0, 43000000 + row)
        sheet.write(row, 1, party.vat)
        sheet.write(row, 2, party.name.upper())
        sheet.write(row, 3, party.street)
        sheet.write(row, 4, int(party.postcode))
        sheet.write(row, 5, party.town.name.upper())
        sheet.write(row, 6, int(_digits(party.phone)))
        sheet.write(row, 7, datetime.date(2018, 1, 1) + datetime.timedelta(37 * row), date_style)
    return _saved(book)


def tax_agenda_xlsx(pool):
    """The agenda of a department: title, cells joined, two phones in one, nobody's NIF."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Contactos"
    sheet["A1"] = "AGENDA DEPARTAMENTO FISCAL"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:H1")
    sheet["A2"] = "Actualizada en enero"
    sheet.append([])
    sheet.append(["Empresa", "Persona de contacto", "Teléfonos", "Correo", "Dirección", "CP", "Población", "Provincia"])
    rng = random.Random("fiscal")
    parties = sorted([*pool.known[5:20], *pool.new[10:25], *pool.new[150:165]], key=lambda party: party.postcode)
    first = {}
    for party in parties:
        contact = party.contacts[0] if party.contacts else None
        phones = _grouped(party.phone)
        if contact:
            phones = rng.choice(
                (f"{phones} / {_grouped(contact.phone)}", f"{_digits(contact.phone)} {contact.name.split()[0]}", phones)
            )
        sheet.append(
            [party.name.rsplit(",", 1)[0], contact.name if contact else "-", phones,
            party.email if rng.random() < 0.8 else "no tiene",
             party.street, int(party.postcode), party.town.name, None]
        )  # fmt: skip
        first.setdefault(party.postcode[:2], [sheet.max_row, sheet.max_row])[1] = sheet.max_row
    for number, (top, bottom) in first.items():
        sheet.cell(top, 8, _OLD_NAMES.get(number, PROVINCES[number].name))
        if bottom > top:
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=8, end_column=8)
    for letter, width in zip("ABCDEFGH", (34, 24, 30, 34, 30, 8, 20, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    notes = book.create_sheet("Notas internas")
    notes["A1"] = "Revisar con Núria los contactos sin correo"
    return _saved(book)


def labour_agenda_ods(pool):
    """Another department's, in Catalan, some with a NIF that somebody mistyped."""
    rng = random.Random("laboral")
    rows = [["Raó social", "NIF", "Telèfon", "Mòbil", "Correu electrònic", "Població", "Codi postal", "Observacions"]]
    for index, party in enumerate([*pool.new[35:60], *pool.known[15:25], *pool.traders[5:15]]):
        vat = party.vat if index % 4 == 0 else ""
        if index % 16 == 8:
            vat = vat[:-1] + ("0" if vat[-1] != "0" else "1")
        contact = party.contacts[0] if party.contacts else None
        rows.append(
            [party.name, vat, _grouped(party.phone), _digits(contact.phone) if contact else "", party.email.upper(),
             party.town.name, int(party.postcode), rng.choice(("", "", "Nòmines", "Pendent de contracte",
             "Trucar a la tarda"))]
        )  # fmt: skip
    return _ods("Clients laboral", rows)


def outlook_csv(pool):
    """A consultant's contacts, as Outlook in Spanish saves them."""
    rows = [["Nombre", "Segundo nombre", "Apellidos", "Organización", "Puesto", "Calle del trabajo",
    "Ciudad de trabajo",
             "Provincia o estado de trabajo", "Código postal del trabajo", "País o región del trabajo",
             "Teléfono del trabajo",
             "Teléfono móvil", "Dirección de correo electrónico", "Categorías", "Notas"]]  # fmt: skip
    parties = [party for party in [*pool.known[30:60], *pool.new[60:90]] if party.contacts]
    for index, party in enumerate(parties[:40]):
        contact = party.contacts[-1]
        name, _, surname = contact.name.partition(" ")
        rows.append(
            [name, "", surname, party.name, contact.function, party.street, party.town.name, _old_province(party),
            party.postcode,
             "España", party.phone, contact.phone, contact.email, "Clientes;VIP" if index % 7 == 0 else "Clientes",
             "Conocido en la feria" if index % 5 == 0 else ""]
        )  # fmt: skip
    return _delimited(rows, ",").encode("utf-8-sig")


def crm_csv(pool):
    """An earlier CRM's export in English, like Holded's."""
    rows = [["Fiscal name", "Trade name", "Contact person", "NIF", "email", "Phone", "Mobile", "Address", "Town",
    "Postal code",
             "Province", "Country", "Tags"]]  # fmt: skip
    for party in [*pool.new[50:75], *pool.known[60:70]]:
        contact = party.contacts[0] if party.contacts else None
        rows.append(
            [party.name, "", contact.name if contact else "", f"ES{party.vat}", party.email, party.phone,
            contact.phone if contact else "",
             party.street, party.town.name, party.postcode, _province(party), "Spain", ", ".join(party.tags)]
        )  # fmt: skip
    return _delimited(rows, ",").encode("utf-8")


def bought_list_csv(pool):
    """A list of companies with activity and size, of which nobody knows who they are yet."""
    rng = random.Random("listado")
    rows = [["CIF", "Denominación social", "Domicilio social", "Código postal", "Municipio", "Provincia", "Teléfono",
    "Web",
             "Actividad", "Empleados", "Cifra de negocios"]]  # fmt: skip
    for party in [*pool.new[80:140], *pool.known[70:75]]:
        sales = (party.employees + 1) * rng.randrange(60_000, 140_000)
        amount = f"{sales:,}".replace(",", ".") + ",00"
        rows.append(
            [party.vat, party.name.upper(), party.street, party.postcode.lstrip("0"), party.town.name,
            _old_province(party),
             _digits(party.phone), f"www.{party.domain}" if party.domain else "", party.sector.activity,
             party.employees, amount]
        )  # fmt: skip
    return _delimited(rows, "\t").encode("cp850", "replace")


def _delimited(rows, delimiter):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def _saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _ods(name, rows):
    """Return an ODS with one sheet; numbers stay numbers."""
    body = ""
    for row in rows:
        body += "<table:table-row>"
        for cell in row:
            if isinstance(cell, int):
                body += f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
            elif cell:
                body += (
                    f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
                )
            else:
                body += "<table:table-cell/>"
        body += "</table:table-row>"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    members = {
        "mimetype": mimetype,
        "META-INF/manifest.xml": f'{head}<manifest:manifest xmlns:manifest="{urn}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        "content.xml": f'{head}<office:document-content xmlns:office="{urn}:office:1.0" '
        f'xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="{name}">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            stored = zipfile.ZIP_STORED if member == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(member, (2026, 1, 7, 0, 0, 0)), content, stored)
    return buffer.getvalue()


#: How each file is called and made. The beginning of the name says how much it is trusted.
SAMPLES = {
    "facturacion_programa.csv": billing_csv,
    "facturacion_delegacion.xls": branch_xls,
    "crm_anterior.csv": crm_csv,
    "agenda_fiscal.xlsx": tax_agenda_xlsx,
    "agenda_laboral.ods": labour_agenda_ods,
    "agenda_outlook.csv": outlook_csv,
    "listado_comprado.txt": bought_list_csv,
}


def make_all():
    """Return {file name: bytes}."""
    pool = _Pool()
    return {name: make(pool) for name, make in SAMPLES.items()}


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, content in make_all().items():
        (folder / name).write_bytes(content)
