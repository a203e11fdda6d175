"""The shapes of file that are known from the start: which program wrote it and what its columns are.

A profile is recognised by the names of the columns, or, in files without them, by what stands
where. What a person corrected in an earlier file goes before it. Nothing here touches a database.
"""

import functools
import re
from typing import NamedTuple

from .cells import BOOKS
from .content import content_scores
from .headers import header_key
from .notes import PEOPLE_ACCOUNTS, Context
from .program_columns import FACTUSOL, GOOGLE, HOLDED, LEDGER, LINKEDIN, OUTLOOK

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


def _needs(*groups):
    return tuple(frozenset(map(header_key, group.split(";"))) for group in groups)


_ALL = (
    Profile("holded", "billing", HOLDED, _needs("Fiscal name;Nombre fiscal", "NIF", "Tags;SWIFT;Trade name"),
            Context(tag_separators="-,;|")),
    Profile("factusol", "billing", FACTUSOL, _needs("CODCLI", "NOFCLI;NOCCLI")),
    Profile("contasol", "billing", {}, ()),
    Profile("contaplus", "billing", LEDGER, _needs("cod", "titulo", "nif"), Context(ledger=True)),
    Profile("sage50", "billing", LEDGER, _needs(
        "código;subcuenta;cuenta;código cuenta;código subcuenta;cuenta contable",
        "nombre;título;descripción;título cuenta;nombre cuenta;título subcuenta",
        "nif;cif;nif cif;cif nif",
    ), Context(ledger=True)),
    Profile("subaccounts", "billing", {}, (), Context(ledger=True)),
    Profile("google", "agenda", GOOGLE, _needs(
        "First Name;Given Name;Nombre", "E-mail 1 - Value;Phone 1 - Value;Organization Name;Organization 1 - Name;"
        "Correo electrónico 1 - Valor;E-mail 1 - Valor;Teléfono 1 - Valor",
        "Labels;Group Membership;Phone 1 - Value;E-mail 1 - Value;Etiquetas;Correo electrónico 1 - Valor;"
        "E-mail 1 - Valor;Teléfono 1 - Valor",
    )),
    Profile("linkedin", "agenda", LINKEDIN, _needs(
        "First Name;Nombre", "Last Name;Apellidos", "Company;Empresa", "Connected On;Conectado el;Fecha de conexión",
    )),
    Profile("outlook", "agenda", OUTLOOK, _needs(
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


@functools.lru_cache(maxsize=256)
def context_of(code, kind):
    """Return the ``Context`` of the cells of a file of the profile ``code``, that is a ``kind`` of file.

    What is not known of either may be '' or False.
    """
    profile = PROFILES.get(code)
    return (profile.context if profile else Context())._replace(point=kind in BOOKS)


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
