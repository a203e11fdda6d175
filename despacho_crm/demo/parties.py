"""Clients and prospects: companies of every legal form, sole traders and persons.

Nothing here touches a database.
"""

from dataclasses import dataclass, field

from stdnum.util import get_cc_module

from . import business, geography
from .people import local_language, make_landline, make_mobile, make_person, make_street, slug

#: Form -> (letter of the NIF, endings of the name, clients, prospects).
COMPANY_FORMS = {
    "sl": ("B", (*7 * (", S.L.",), ", S.L.U.", ", S.L.U.", ", S.L.L."), 121, 271),
    "sa": ("A", (", S.A.", ", S.A.U."), 8, 22),
    "slp": ("B", (", S.L.P.",), 12, 22),
    "cooperative": ("F", (", S.C.C.L.", ", S. Coop."), 8, 14),
    "community": ("E", (", C.B.",), 14, 22),
    "civil": ("J", (", S.C.P.", ", S.C."), 10, 12),
    "aie": ("V", (", A.I.E.",), 1, 2),
}
#: Form -> (letter of the NIF, clients, prospects): their names follow no ending.
BODY_FORMS = {
    "owners": ("H", 22, 28),
    "association": ("G", 12, 20),
    "foundation": ("G", 4, 6),
    "local_body": ("P", 4, 4),
    "religious": ("R", 1, 1),
    "ute": ("U", 2, 2),
    "foreign": ("N", 3, 2),
    "establishment": ("W", 1, 0),
}
#: Country of the companies abroad without Spanish number -> (name, town, postcode, street).
ABROAD = {
    "FR": ("Menuiserie Valclaire SARL", "Perpignan", "66000", "Rue du Moulin, 14"),
    "PT": ("Ribeira Longa Têxteis, Lda", "Braga", "4700-030", "Rua da Ponte, 8"),
}
SOLE_TRADERS = (46, 42)
PERSONS = (29, 30)

#: Where those without a domain of their own have their mail.
MAIL_PROVIDER = "correo.example"
_BOSS = {"f": ("Administradora", "Gerente", "Directora general"), "m": ("Administrador", "Gerente", "Director general")}
_POSTS = {
    "f": ("Directora financiera", "Responsable de administración", "Directora de personal", "Contable"),
    "m": ("Director financiero", "Responsable de administración", "Director de personal", "Contable"),
}
_BODY_POSTS = {
    "owners": ("Presidenta", "Presidente"),
    "association": ("Presidenta", "Presidente"),
    "foundation": ("Patrona", "Patrono"),
    "local_body": ("Secretaria interventora", "Secretario interventor"),
    "religious": ("Administradora", "Párroco"),
}


@dataclass
class Contact:
    name: str
    function: str
    email: str
    phone: str


@dataclass
class Party:
    """``kind``: ``company``, ``trader`` or ``person``; ``vat``: NIF or foreign number, '' when missing.

    ``exemption``: (reason, note) of a documented lack of NIF; ``client``: whether it
    has been invoiced; ``owner``: login of who answers for it.
    """

    code: str
    kind: str
    form: str
    name: str
    vat: str
    sector: business.Sector
    town: geography.Town
    postcode: str
    street: str
    phone: str
    email: str
    domain: str
    employees: int
    client: bool
    country: str = "ES"
    note: str = ""
    owner: str = ""
    exemption: tuple = ()
    origin: str = ""
    tags: list = field(default_factory=list)
    contacts: list = field(default_factory=list)


class PartyMaker:
    """Makes parties whose names, numbers and domains are never repeated.

    ``near``: share of them in the firm's own province.
    """

    def __init__(self, rng, nifs, client, near, taken):
        self._rng = rng
        self._nifs = nifs
        self._client = client
        self._near = near
        self._taken = taken

    def companies(self):
        for form, (letter, endings, *counts) in COMPANY_FORMS.items():
            for _index in range(counts[not self._client]):
                sector = self._sector(form)
                town, where = self._place()
                bare = self._unique(lambda s=sector, w=where, f=form: self._company_name(s, w, f))
                yield self._company(
                    form, bare + self._rng.choice(endings), self._nifs.entity(letter), sector, town, bare
                )

    def bodies(self):
        for form, (letter, *counts) in BODY_FORMS.items():
            for _index in range(counts[not self._client]):
                town, where = self._place()
                sector, name = self._body(form, where)
                party = self._company(form, name, self._nifs.entity(letter), sector, town, name)
                if form == "owners":
                    party.street = _house(name)
                yield party

    def abroad(self):
        for country, (name, town, postcode, street) in ABROAD.items():
            sector = business.SECTOR["wholesale"]
            place = geography.Town("", town, (postcode,))
            vat = country + make_foreign_number(self._rng, country)
            party = self._company("foreign", name, vat, sector, place, name)
            party.country, party.street, party.phone = country, street, ""
            yield party

    def natural_persons(self):
        rng = self._rng
        for kind, counts in (("trader", SOLE_TRADERS), ("person", PERSONS)):
            for _index in range(counts[not self._client]):
                town, where = self._place()
                person = make_person(rng, where)
                while person.name in self._taken:
                    person = make_person(rng, where)
                self._taken.add(person.name)
                sector = self._sector("trader") if kind == "trader" else business.HOME
                employees = rng.choice((0, 0, 0, 1, 1, 2, 3)) if kind == "trader" else 0
                party = self._party(
                    kind, kind, person.name, self._nifs.person(person.origin == "foreign"), sector, town
                )
                party.employees = employees
                mailbox = f"{slug(person.first)}.{slug(person.surnames)}"
                party.email, party.phone = f"{mailbox}@{MAIL_PROVIDER}", make_mobile(rng)
                if kind == "trader":
                    party.note = f"Nombre comercial: {self._unique(lambda s=sector, w=where: self._shop(s, w))}"
                yield party

    def _sector(self, form):
        if form == "slp":
            return business.SECTOR[self._rng.choice(business.PROFESSIONS)]
        small = form in ("trader", "community", "civil")
        sectors = [s for s in business.SECTORS if not (small and s.industrial)]
        return self._rng.choices(sectors, weights=[s.weight for s in sectors])[0]

    def _place(self):
        town = geography.pick_town(self._rng, self._near)
        return town, local_language(town)

    def _unique(self, make):
        name = make()
        while name in self._taken:
            name = make()
        self._taken.add(name)
        return name

    def _shop(self, sector, where):
        said = "es" if where == "ca" and self._rng.random() < 0.35 else where
        return f"{business.make_trade(self._rng, sector, said)} {business.make_place(self._rng, said)}"

    def _company_name(self, sector, where, form):
        rng = self._rng
        person = make_person(rng, where)
        surname, partner = (made.surnames.split()[0] for made in (person, make_person(rng, where)))
        trade = business.make_trade(rng, sector, where)
        if form == "community" and rng.random() < 0.6:
            return f"{'Germans' if where == 'ca' else 'Hermanos'} {person.surnames}"
        chance = rng.random()
        if chance < 0.2:
            return f"{trade} {person.surnames}"
        if chance < 0.3:
            return f"{trade} {surname} {'i' if where == 'ca' else 'y'} {partner}"
        if chance < 0.4:
            return f"{business.make_place(rng, where)} {trade}"
        return self._shop(sector, where)

    def _body(self, form, where):
        rng = self._rng
        said = "ca" if where == "ca" and rng.random() < 0.6 else "es"
        place = business.make_place(rng, said)
        if form == "owners":
            street = make_street(rng, where).split(", ")[0]
            return business.OWNERS, self._unique(
                lambda: f"{business.OWNERS_FIRST[said]} {street} {rng.randint(2, 180)}"
            )
        if form == "association":
            word = "Associació" if said == "ca" else "Asociación"
            purposes = business.SOCIAL_PURPOSES[said].split("|")
            return business.SOCIAL, self._unique(
                lambda: f"{word} {rng.choice(purposes)} {business.make_place(rng, said)}"
            )
        if form == "foundation":
            word = "Fundació" if said == "ca" else "Fundación"
            return business.SOCIAL, self._unique(lambda: f"{word} {make_person(rng, where).surnames}")
        if form == "local_body":
            word = rng.choice(("Ajuntament de", "Consorci Turístic de") if said == "ca" else ("Ayuntamiento de",))
            return business.PUBLIC, self._unique(lambda: f"{word} {business.make_place(rng, said)}")
        if form == "religious":
            return business.SOCIAL, f"{'Parròquia' if said == 'ca' else 'Parroquia'} de Sant Roc de {place}"
        if form == "ute":
            return business.SECTOR["build"], f"UTE Rehabilitación {place} - {business.make_place(rng, said)}"
        if form == "establishment":
            return business.SECTOR["wholesale"], f"{place} Trading Ltd, Sucursal en España"
        surname = make_person(rng, "es").surnames.split()[0]
        ending = rng.choice(("GmbH", "B.V.", "SARL", "Ltd"))
        return business.SECTOR["estate"], self._unique(
            lambda: f"{business.make_place(rng, said)} {surname} Holding {ending}"
        )

    def _company(self, form, name, number, sector, town, bare):
        rng = self._rng
        party = self._party("company", form, name, number, sector, town)
        fewest, most = sector.staff
        # Most are near the fewest: a long tail, as in the country itself.
        party.employees = fewest + int((most - fewest) * rng.random() ** 2.2)
        if form == "owners":
            party.email = f"cp.{slug(_house(name))}@{MAIL_PROVIDER}"
        else:
            party.domain = f"{slug(bare, '-')[:50].strip('-')}.example"
            mailbox = "secretaria" if form in _BODY_POSTS else rng.choice(("info", "administracion"))
            party.email = f"{mailbox}@{party.domain}"
        party.contacts = [self._contact(party, index) for index in range(self._contact_count(party))]
        return party

    def _contact_count(self, party):
        if not self._client and self._rng.random() < 0.4:
            return 0
        return 1 + (party.employees >= 8) + (party.employees >= 30)

    def _contact(self, party, index):
        rng = self._rng
        person = make_person(rng, local_language(party.town))
        if party.form in _BODY_POSTS and not index:
            function = _BODY_POSTS[party.form][person.sex == "m"]
        else:
            function = rng.choice((_POSTS if index else _BOSS)[person.sex])
        mailbox = f"{slug(person.first)}.{slug(person.surnames.split()[0])}"
        return Contact(person.name, function, f"{mailbox}@{party.domain or MAIL_PROVIDER}", make_mobile(rng))

    def _party(self, kind, form, name, number, sector, town):
        rng = self._rng
        province = town.province or "17"
        return Party(
            code="",
            kind=kind,
            form=form,
            name=name,
            vat=number,
            sector=sector,
            town=town,
            postcode=rng.choice(town.postcodes),
            street=make_street(rng, local_language(town), sector.industrial and rng.random() < 0.5),
            phone=make_landline(rng, province),
            email="",
            domain="",
            employees=0,
            client=self._client,
        )


def _house(name):
    """Return the address that the name of a comunidad de propietarios tells."""
    street, number = next(
        name.removeprefix(f"{first} ") for first in business.OWNERS_FIRST.values() if name.startswith(first)
    ).rsplit(" ", 1)
    return f"{street}, {number}"


def make_foreign_number(rng, country):
    """Return a VAT number that the rules of ``country`` accept, without prefix."""
    module = get_cc_module(country, "vat")
    size = {"FR": 11, "PT": 9}[country]
    while True:
        number = f"9{rng.randrange(10 ** (size - 1)):0{size - 1}}"
        if module.is_valid(number):
            return number
