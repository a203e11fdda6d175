"""Clients and prospects as contacts, with their people."""

from odoo.fields import Command

_BATCH = 400


def load(loader):
    env, parties = loader.env, loader.world.parties
    tags = _make_tags(env, parties)
    for start in range(0, len(parties), _BATCH):
        batch = parties[start : start + _BATCH]
        partners = env["res.partner"].create([_values(loader, party, tags) for party in batch])
        loader.partners.update(zip((party.code for party in batch), partners, strict=True))
    _load_contacts(loader)
    loader.name(dict(loader.partners))


def _make_tags(env, parties):
    names = sorted(
        {tag for party in parties for tag in party.tags} | {party.origin for party in parties if party.origin}
    )
    tags = env["res.partner.category"].create(
        [{"name": name, "color": index % 11 + 1} for index, name in enumerate(names)]
    )
    return dict(zip(names, tags, strict=True))


def _values(loader, party, tags):
    env = loader.env
    reason, note = party.exemption or (False, False)
    return {
        "name": party.name,
        "is_company": party.kind == "company",
        "vat": party.vat or False,
        "nif_exemption_reason": reason,
        "nif_exemption_note": note,
        "ref": f"{'C' if party.client else 'P'}{party.code[-3:]}",
        "street": party.street,
        "zip": party.postcode,
        "city": party.town.name,
        "state_id": loader.state(party.town.province).id,
        "country_id": env.ref(f"base.{party.country.lower()}").id,
        "phone": party.phone,
        "email": party.email,
        "website": f"https://www.{party.domain}" if party.domain else False,
        "industry_id": env.ref(f"base.res_partner_industry_{party.sector.industry}").id,
        "category_id": [Command.set([tags[name].id for name in [*party.tags, party.origin] if name])],
        "user_id": loader.users[party.owner].id if party.owner else False,
        "comment": _comment(party),
        "lang": "es_ES",
    }


def _comment(party):
    people = f"{party.employees} trabajadores." if party.employees > 1 else ""
    return " ".join(text for text in (people, party.note) if text) or False


def _load_contacts(loader):
    # Odoo copies to each new contact what its company has, one at a time: they come with it.
    contacts = loader.env["res.partner"].with_context(_partners_skip_fields_sync=True)
    rows = [(party, contact) for party in loader.world.parties for contact in party.contacts]
    for start in range(0, len(rows), _BATCH):
        contacts.create([_contact_values(loader, party, contact) for party, contact in rows[start : start + _BATCH]])


def _contact_values(loader, party, contact):
    company = loader.partners[party.code]
    return {
        **{name: company[name].id for name in ("state_id", "country_id", "industry_id", "user_id")},
        **{name: company[name] for name in ("vat", "street", "zip", "city", "lang")},
        "parent_id": company.id,
        "type": "contact",
        "name": contact.name,
        "function": contact.function,
        "email": contact.email,
        "phone": contact.phone,
    }
