"""What is known of the companies: activity, figures of each year, franchises, and what each person decides."""

from . import activities
from .world import SEED

_SOURCES = ("Cuentas anuales", "Impuesto de Sociedades", "Listado comprado")


def load(loader):
    rng = activities.chances(SEED)
    cnae, lines = loader.env["despacho.cnae"], []
    for party in loader.world.parties:
        facts = activities.make_facts(rng, party, loader.world.today)
        if not facts:
            continue
        partner = loader.partners[party.code]
        values = {"cnae_id": cnae._of_code(facts.cnae).id, "cnae_2009_id": cnae._of_code(facts.old, "2009").id}
        values |= {"franchise_count": facts.franchises, "is_franchise": facts.is_franchise}
        if values := {name: value for name, value in values.items() if value}:
            partner.write(values)
        source = _SOURCES[0 if party.client and party.kind == "company" else 1 if party.client else 2]
        lines += [
            {"partner_id": partner.id, "year": year, "source": source, **figures} for year, figures in facts.years
        ]
    loader.env["despacho.company.year"].create(lines)
    _load_roles(loader)


def _load_roles(loader):
    people = loader.env["res.partner"].search([("parent_id", "in", [one.id for one in loader.partners.values()])])
    for function, same in people.grouped("function").items():
        if function:
            same.contact_role = activities.role_of(function)
