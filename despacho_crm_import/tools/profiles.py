"""The shapes of file that are known from the start: which program wrote it and what its columns are.

A profile is recognised by the names of the columns, or, in files without them, by what stands
where. What a person corrected in an earlier file goes before it. Nothing here touches a database.
"""

import re
from typing import NamedTuple

from .content import content_scores
from .headers import header_key
from .notes import PEOPLE_ACCOUNTS, Context

_SAMPLE = 300
_SUBACCOUNT = re.compile(r"^\d{3,4}\.?\d{1,8}$")
_CODE = re.compile(r"^\d{1,9}$")


class Profile(NamedTuple):
    """One shape of file.

    ``source``: of ``verdict.SOURCES``. ``columns``: {header_key: field, '' when it is not for the
    base}; several columns of one field are joined. ``needs``: sets of header keys, of each of which
    the file has one. ``context``: how its cells are to be cleaned.
    """

    code: str
    source: str
    columns: dict
    needs: tuple
    context: Context = Context()


class Recognised(NamedTuple):
    """``fields``: {position of the column: field or ''}."""

    profile: Profile
    fields: dict


class _Columns(dict):
    """{header_key: field}; ``titles``: {header_key: how the program writes it}."""

    def __init__(self):
        self.titles = {}


def _columns(text):
    """Return the :class:`_Columns` of lines ``field: header; header``; the field ``-`` is none."""
    columns = _Columns()
    for line in text.strip().splitlines():
        field, _, names = line.strip().partition(": ")
        for name in names.split(";"):
            columns[header_key(name)] = "" if field == "-" else field
            columns.titles[header_key(name)] = name.strip()
    return columns


def _needs(*groups):
    return tuple(frozenset(map(header_key, group.split(";"))) for group in groups)


_HOLDED = _columns("""
    name: Fiscal name; Nombre fiscal
    trade_name: Trade name; Nombre comercial
    contact_name: Contact person; Persona de contacto
    nif: NIF
    email: Email
    phone: Phone; Teléfono
    mobile: Mobile; Móvil
    street: Address; Dirección
    city: Town; Población
    zip: Postal code; Código postal
    state: Province; Provincia
    country: Country; País
    iban: IBAN
    tags: Tags
    website: Website
    -: SWIFT
""")
_FACTUSOL = _columns("""
    ref: CODCLI
    nif: NIFCLI
    name: NOFCLI
    trade_name: NOCCLI
    street: DOMCLI
    city: POBCLI
    zip: CPOCLI
    state: PROCLI
    country: PAICLI
    email: EMACLI
    phone: TELCLI
    mobile: MOVCLI
    website: WEBCLI
    notes: OBSCLI
    contact_name: PERCLI
    -: FAXCLI
""")
_LEDGER = _columns("""
    ref: cod; código; subcuenta; cuenta; código cuenta; cod cuenta; código subcuenta; cuenta contable
    name: título; nombre; descripción; título cuenta; nombre cuenta; título subcuenta
    nif: nif; cif; nif cif; cif nif; dni; cnif
    street: domicilio; dirección
    city: población; localidad
    state: provincia
    zip: codpostal; codpost; código postal; cp
    phone: telef01; teléfono; telef02; teléfono 2
    email: email; e-mail; correo electrónico
    country: país
    -: fax01; fax; saldo; debe; haber; divisa; iva; departamento; proyecto
""")
_OUTLOOK = _columns("""
    first_name: Nombre; Segundo nombre; First Name; Middle Name; Nom; Segon nom
    last_name: Apellidos; Last Name; Cognoms
    name: Organización; Compañía; Empresa; Company; Organització; Companyia
    function: Puesto; Cargo; Job Title; Càrrec; Lloc de treball
    street: Calle del trabajo; Business Street; Carrer de la feina; Carrer del treball
    street2: Calle del trabajo 2; Calle del trabajo 3; Business Street 2; Business Street 3
    city: Ciudad de trabajo; Ciudad del trabajo; Business City; Ciutat de la feina; Ciutat del treball
    state: Provincia o estado de trabajo; Provincia o estado del trabajo; Business State
    state: Província o estat de la feina; Província o estat del treball
    zip: Código postal del trabajo; Business Postal Code; Codi postal de la feina; Codi postal del treball
    country: País o región del trabajo; País o región de trabajo; Business Country/Region
    country: País o regió de la feina; País o regió del treball
    phone: Telèfon de la feina; Telèfon del treball; Telèfon de la feina 2; Telèfon particular
    phone: Teléfono del trabajo; Teléfono del trabajo 2; Teléfono particular; Teléfono principal de la compañía
    phone: Business Phone; Business Phone 2; Home Phone; Company Main Phone; Primary Phone
    mobile: Teléfono móvil; Mobile Phone; Telèfon mòbil
    email: Dirección de correo electrónico; E-mail Address; Adreça electrònica; Adreça de correu electrònic
    email2: Adreça electrònica 2; Adreça de correu electrònic 2; Adreça electrònica 3; Adreça de correu electrònic 3
    email2: Dirección de correo electrónico 2; Dirección del correo electrónico 2; E-mail 2 Address
    email2: Dirección de correo electrónico 3; Dirección del correo electrónico 3; E-mail 3 Address
    website: Página web; Web Page; Pàgina web
    tags: Categorías; Categories
    notes: Notas; Notes
    -: Tractament; Títol; Sufix; Departament; Aniversari; Fax de la feina; Fax del treball; Sexe; Prioritat; Privat
    -: Título; Tratamiento; Title; Sufijo; Suffix; Departamento; Department; Cumpleaños; Birthday; Fax del trabajo
    -: Business Fax; Número de fax del trabajo; Sexo; Gender; Prioridad; Priority; Privado; Private; Iniciales; Initials
""")
_GOOGLE = _columns("""
    first_name: First Name; Given Name; Middle Name; Additional Name
    last_name: Last Name; Family Name
    name: Organization Name; Organization 1 - Name
    function: Organization Title; Organization 1 - Title
    email: E-mail 1 - Value
    email2: E-mail 2 - Value; E-mail 3 - Value; E-mail 4 - Value
    phone: Phone 1 - Value; Phone 3 - Value; Phone 4 - Value
    mobile: Phone 2 - Value
    street: Address 1 - Street
    street2: Address 1 - Extended Address
    city: Address 1 - City
    state: Address 1 - Region
    zip: Address 1 - Postal Code
    country: Address 1 - Country
    website: Website 1 - Value
    tags: Labels; Group Membership
    notes: Notes
    first_name: Nombre; Segundo nombre; Nombre de pila
    last_name: Apellidos; Apellido
    name: Nombre de la organización; Organización 1 - Nombre; Nombre de organización
    function: Cargo en la organización; Título de la organización; Cargo de la organización; Organización 1 - Cargo
    email: Correo electrónico 1 - Valor; E-mail 1 - Valor
    email2: Correo electrónico 2 - Valor; Correo electrónico 3 - Valor; E-mail 2 - Valor; E-mail 3 - Valor
    phone: Teléfono 1 - Valor; Teléfono 3 - Valor; Teléfono 4 - Valor
    mobile: Teléfono 2 - Valor
    street: Dirección 1 - Calle
    street2: Dirección 1 - Dirección ampliada; Dirección 1 - Dirección extendida
    city: Dirección 1 - Ciudad
    state: Dirección 1 - Región; Dirección 1 - Provincia
    zip: Dirección 1 - Código postal
    country: Dirección 1 - País
    website: Sitio web 1 - Valor
    tags: Etiquetas; Pertenencia a grupos
    notes: Notas
    -: Cumpleaños; Foto; Apodo; Departamento de la organización; Correo electrónico 1 - Etiqueta
    -: Correo electrónico 2 - Etiqueta; Teléfono 1 - Etiqueta; Teléfono 2 - Etiqueta; Dirección 1 - Etiqueta
    -: Dirección 1 - Apartado de correos; Dirección 1 - Formato; Sitio web 1 - Etiqueta; E-mail 1 - Etiqueta
    -: Name; Name Prefix; Name Suffix; Nickname; File As; Photo; Birthday; Organization Department
    -: Address 1 - Formatted; Organization 1 - Type; Organization 1 - Department
    -: E-mail 1 - Label; E-mail 2 - Label; Phone 1 - Label
    -: Phone 2 - Label; E-mail 1 - Type; E-mail 2 - Type; Phone 1 - Type; Phone 2 - Type; Address 1 - Label
    -: Address 1 - Type; Address 1 - PO Box; Website 1 - Label; Website 1 - Type; Phonetic First Name
    -: Phonetic Last Name; Phonetic Middle Name; Yomi Name; Initials; Gender; Location; Language
""")
_LINKEDIN = _columns("""
    first_name: First Name; Nombre
    last_name: Last Name; Apellidos
    name: Company; Empresa
    function: Position; Cargo
    email: Email Address; Dirección de correo electrónico
    date: Connected On; Conectado el; Fecha de conexión
    notes: URL
""")

_ALL = (
    Profile("holded", "billing", _HOLDED, _needs("Fiscal name;Nombre fiscal", "NIF", "Tags;SWIFT;Trade name"),
            Context(tag_separators="-,;|")),
    Profile("factusol", "billing", _FACTUSOL, _needs("CODCLI", "NOFCLI;NOCCLI")),
    Profile("contasol", "billing", {}, ()),
    Profile("contaplus", "billing", _LEDGER, _needs("cod", "titulo", "nif"), Context(ledger=True)),
    Profile("sage50", "billing", _LEDGER, _needs(
        "código;subcuenta;cuenta;código cuenta;código subcuenta;cuenta contable",
        "nombre;título;descripción;título cuenta;nombre cuenta;título subcuenta",
        "nif;cif;nif cif;cif nif",
    ), Context(ledger=True)),
    Profile("subaccounts", "billing", {}, (), Context(ledger=True)),
    Profile("google", "agenda", _GOOGLE, _needs(
        "First Name;Given Name;Nombre", "E-mail 1 - Value;Phone 1 - Value;Organization Name;Organization 1 - Name;"
        "Correo electrónico 1 - Valor;E-mail 1 - Valor;Teléfono 1 - Valor",
        "Labels;Group Membership;Phone 1 - Value;E-mail 1 - Value;Etiquetas;Correo electrónico 1 - Valor;"
        "E-mail 1 - Valor;Teléfono 1 - Valor",
    )),
    Profile("linkedin", "agenda", _LINKEDIN, _needs(
        "First Name;Nombre", "Last Name;Apellidos", "Company;Empresa", "Connected On;Conectado el;Fecha de conexión",
    )),
    Profile("outlook", "agenda", _OUTLOOK, _needs(
        "Apellidos;Last Name;Cognoms", "Organización;Compañía;Empresa;Company;Organització;Companyia",
        "Dirección de correo electrónico;E-mail Address;Adreça electrònica;Adreça de correu electrònic",
        "Teléfono del trabajo;Business Phone;Telèfon de la feina;Telèfon del treball",
    )),
    Profile("vcard", "agenda", {}, ()),
    Profile("odoo", "crm", {}, ()),  # known by the fields of the base itself
)  # fmt: skip

#: Fields that several columns may make together.
JOINED = frozenset(("first_name", "street2", "phone", "mobile", "email", "email2", "tags", "notes"))

#: {code: Profile}
PROFILES = {profile.code: profile for profile in _ALL}


def get_titles(profile):
    """Return [(title, field)] of the columns by which a list of ``profile`` is known, and of one for each other field.

    Empty for those that are known by what stands where.
    """
    chosen = []
    for group in profile.needs:
        if not group.intersection(chosen):
            chosen.append(next(key for key in profile.columns if key in group))
    fields = {profile.columns[key] for key in chosen}
    for key, field in profile.columns.items():
        if profile.needs and field and field not in fields:
            chosen.append(key)
            fields.add(field)
    return [(profile.columns.titles[key], field) for key, field in profile.columns.items() if key in chosen]


def recognise(table, filename=""):
    """Return the :class:`Recognised` shape of ``table`` (``table.Table``), or None when it is nobody's.

    ``filename`` decides only between shapes that look alike.
    """
    if table.kind == "vcard":
        return Recognised(PROFILES["vcard"], {})
    sample = [cells for _number, cells in table.rows[:_SAMPLE]]
    if not table.header_row:
        return _by_position(sample, len(table.headers), filename)
    keys = [header_key(header) for header in table.headers]
    best, known = None, 0
    for profile in _ALL:
        if not profile.needs or not all(group.intersection(keys) for group in profile.needs):
            continue
        if profile.context.ledger and not _has_subaccounts(profile, keys, sample):
            continue
        count = sum(key in profile.columns for key in keys)
        if count > known:
            best, known = profile, count
    if not best:
        return None
    fields = {place: best.columns[key] for place, key in enumerate(keys) if key in best.columns}
    return Recognised(best, _of_one_column(fields))


def _of_one_column(fields):
    """Return ``fields`` with at most one column for what cannot be joined; the later ones are left to be guessed."""
    seen, result = set(), {}
    for place, field in fields.items():
        if field not in seen or field in JOINED or not field:
            result[place] = field
            seen.add(field)
    return result


def _has_subaccounts(profile, keys, sample):
    """Whether the codes of a list of accounts are those of customers and suppliers, for the most part."""
    place = next(place for place, key in enumerate(keys) if profile.columns.get(key) == "ref")
    return _are_subaccounts([cells[place] for cells in sample])


def _are_subaccounts(cells):
    cells = [cell for cell in cells if cell]
    accounts = [cell for cell in cells if _SUBACCOUNT.match(cell) and len(cell) >= 6]
    people = [cell for cell in accounts if cell.startswith(PEOPLE_ACCOUNTS)]
    return len(accounts) > 0.8 * len(cells) and len(people) * 4 > len(accounts)


def _by_position(sample, width, filename):
    """Recognise a list without names of columns that begins with a code."""
    columns = [[cells[place] for cells in sample] for place in range(width)]
    if width < 3:
        return None
    codes = [cell for cell in columns[0] if cell]
    scores = content_scores(columns)
    if not codes or not any("nif" in one for one in scores[1:]):
        return None
    if _are_subaccounts(codes):
        return Recognised(PROFILES["subaccounts"], {0: "ref", 1: "name"})
    stem = re.split(r"[/\\]", filename)[-1].partition(".")[0].casefold()
    is_list = len(codes) == len(sample) == len(set(codes)) and all(map(_CODE.match, codes))
    if not is_list or not (stem == "cli" or stem.startswith(("cli_", "cli-", "cli ", "clientes"))):
        return None
    fields = {0: "ref"}
    names = [place for place in range(1, width) if _is_words(columns[place]) and set(scores[place]) <= {"name"}]
    # The fiscal name stands before the trade name, both before the address.
    address = next((place for place, one in enumerate(scores) if {"street", "zip", "state"} & set(one)), width)
    names = [place for place in names if place < address][:2]
    fields.update(zip(names, ("name", "trade_name"), strict=False))
    return Recognised(PROFILES["contasol"], fields)


def _is_words(cells):
    filled = [cell for cell in cells if cell]
    letters = [cell for cell in filled if any(map(str.isalpha, cell)) and not re.search(r"@|^\d", cell)]
    return bool(filled) and len(letters) > 0.8 * len(filled)
