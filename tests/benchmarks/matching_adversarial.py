"""Pairs that share phone, e-mail, postcode or street and are two: households, administrators, groups, branches.

Each is two records of the same values but for what is said; ``company`` tells whether they are companies. They stand
in a base of their own, so that no other pair is near them. Those of ``SAME`` are one, and must not be lost with them.
"""

PHONE, MAIL, STREET, ZIP = "944112233", "info@zubi.example", "Calle Ledesma 5", "48001"
OFFICE = {"phone": PHONE, "email": MAIL, "zip": ZIP, "street": STREET}
HOME = {"phone": PHONE, "zip": "48930", "street": "Calle Mayor 5"}
IKER = "Iker Zubizarreta Goikoetxea"
#: (what they are, whether they are companies, values of one, of the other).
DIFFERENT = [
    ("siblings, landline, street and postcode", False, {"name": IKER, **HOME}, {"name": "Aitor" + IKER[4:], **HOME}),
    (
        "siblings, and the e-mail of the family",
        False,
        {"name": "Jon" + IKER[4:], **HOME, "email": "zubi@gmail.com"},
        {"name": "Aitor" + IKER[4:], **HOME, "email": "zubi@gmail.com"},
    ),
    (
        "brother with DNI, brother without",
        False,
        {"name": IKER, "vat": "12345678Z", **HOME},
        {"name": "Iñaki" + IKER[4:], **HOME},
    ),
    (
        "with DNI, and a relative of the same name",
        False,
        {"name": IKER, "vat": "12345678Z", **HOME},
        {"name": IKER, **HOME},
    ),
    (
        "María and Mario",
        False,
        {"name": "María Zubizarreta Goikoetxea", **HOME},
        {"name": "Mario Zubizarreta Goikoetxea", **HOME},
    ),
    (
        "María and Mario, and the e-mail of the family",
        False,
        {"name": "María Zubizarreta Goikoetxea", **HOME, "email": "zubi@gmail.com"},
        {"name": "Mario Zubizarreta Goikoetxea", **HOME, "email": "zubi@gmail.com"},
    ),
    (
        "María and Mario, taken for companies",
        True,
        {"name": "María Zubizarreta Goikoetxea", **HOME},
        {"name": "Mario Zubizarreta Goikoetxea", **HOME},
    ),
    (
        "father and son of one name",
        False,
        {"name": IKER, **HOME, "email": "iker.padre@gmail.com"},
        {"name": IKER, **HOME, "email": "iker.hijo@gmail.com"},
    ),
    (
        "homonyms of one postcode, other phone and e-mail",
        False,
        {"name": IKER, "zip": "48930", "phone": "600111222", "email": "iker1@gmail.com"},
        {"name": IKER, "zip": "48930", "phone": "600333444", "email": "iker2@gmail.com"},
    ),
    (
        "homonyms of one postcode",
        False,
        {"name": "José García López", "zip": "48930"},
        {"name": "Jose Garcia Lopez", "zip": "48930"},
    ),
    (
        "freelancers of one name, other domains",
        False,
        {"name": "Ane Agirre Etxeberria", "zip": "20001", "email": "ane@estudioagirre.example"},
        {"name": "Ane Agirre Etxeberria", "zip": "20001", "email": "hola@anepsicologa.example"},
    ),
    (
        "a couple",
        False,
        {"name": "Laura Pérez Sánchez", **HOME, "email": "casa@gmail.com"},
        {"name": "Carlos Ruiz Gómez", **HOME, "email": "casa@gmail.com"},
    ),
    (
        "father and daughter",
        False,
        {"name": "Laura Pérez Sánchez", **HOME},
        {"name": "Carlos Pérez Sánchez", **HOME},
    ),
    (
        "one premises after another",
        True,
        {"name": "Bar Manolo", **HOME},
        {"name": "Peluquería Puri", **HOME},
    ),
    (
        "comunidades of two numbers",
        True,
        {"name": "Comunidad de Propietarios Calle Ledesma 5", **OFFICE},
        {"name": "Comunidad de Propietarios Calle Ledesma 7", **OFFICE, "street": "Calle Ledesma 7"},
    ),
    (
        "comunidades I and II",
        True,
        {"name": "Comunidad de Propietarios Edificio Goikoetxea I", "zip": ZIP, "phone": PHONE},
        {"name": "Comunidad de Propietarios Edificio Goikoetxea II", "zip": ZIP, "phone": PHONE},
    ),
    *(
        (
            f"comunidades {one} and {two}",
            True,
            *({"name": f"Comunidad de Propietarios {name}", **OFFICE} for name in (one, two)),
        )
        for one, two in (
            ("Urquijo 10 portal A", "Urquijo 10 portal B"),
            ("Urquijo 10 portal A", "Urquijo 10 portal D"),
            ("Urquijo 10", "Urquijo 12"),
            ("Ledesma 5", "Ledesma 5 garajes"),
            ("Ledesma 5", "Ledesma 5 bis"),
            ("Edificio Artea", "Edificio Artea locales"),
            ("Edificio Goikoetxea II", "Edificio Goikoetxea III"),
        )
    ),
    *(
        (f"{one} and {two}", True, {"name": one, **OFFICE}, {"name": two, **OFFICE})
        for one, two in (
            ("Construcciones Zubizarreta SL", "Promociones Zubizarreta SL"),
            ("Zubizarreta SL", "Fundación Zubizarreta"),
            ("Zubizarreta SL", "Inversiones Zubizarreta SL"),
            ("Talleres Zubizarreta SL", "Talleres Zubizarreta CB"),
            ("Clínica Dental Zubizarreta Bilbao", "Clínica Dental Zubizarreta Getxo"),
        )
    ),
    (
        "two branches named by their towns",
        True,
        {"name": "Clínica Dental Zubizarreta Bilbao", **OFFICE},
        {"name": "Clínica Dental Zubizarreta Getxo", **OFFICE, "zip": "48930", "street": "Calle Mayor 9"},
    ),
    (
        "two branches of one name",
        True,
        {"name": "Ferretería Zubizarreta SL", **OFFICE},
        {"name": "Ferretería Zubizarreta SL", **OFFICE, "zip": "48930", "street": "Calle Mayor 9"},
    ),
]
SAME = [
    (
        "a company without form",
        True,
        {"name": "Talleres Zubizarreta SL", **OFFICE},
        {"name": "TALLERES ZUBIZARRETA", "phone": PHONE},
    ),
    (
        "a misspelt company",
        True,
        {"name": "Ferretería Zubizarreta SL", **OFFICE},
        {"name": "Ferreteria Zubizareta S.L.", **OFFICE},
    ),
    (
        "a shortened comunidad",
        True,
        *({"name": name, **OFFICE} for name in ("Comunidad de Propietarios Ledesma 5", "C.P. Ledesma 5")),
    ),
    (
        "a company and its domain",
        True,
        {"name": "Bodegas Zubizarreta SL", "email": MAIL},
        {"name": "Bodegas Zubizarreta SL", "email": "ane@zubi.example"},
    ),
    (
        "a person and their e-mail",
        False,
        {"name": IKER, "email": "iker@gmail.com"},
        {"name": "Zubizarreta Goikoetxea, Iker", "email": "iker@gmail.com", "zip": "48930"},
    ),
]


def judge(env, fill):
    """Put each pair in the base with a phone and a domain of its own; print how many of each kind are certain."""
    cases = [(True, *case) for case in SAME] + [(False, *case) for case in DIFFERENT]
    records, companies = [], []
    for number, (_same, _what, company, *two) in enumerate(cases):
        for values in two:
            records.append({**values, **_own(values, number)})
            companies.append(company)
    ids = fill(env, records)
    env.cr.execute("UPDATE res_partner SET nif_key = id || 'Z' WHERE id = ANY(%s)", [_with_nif(records, ids)])
    people = [partner_id for partner_id, company in zip(ids, companies, strict=True) if not company]
    env.cr.execute("UPDATE res_partner SET is_company = FALSE WHERE id = ANY(%s)", [people])
    env["despacho.match.record"]._refresh(ids)
    env["despacho.match.engine"]._match(ids)
    env.cr.execute("SELECT partner_id, other_id FROM despacho_match_pair WHERE band = 'certain'")
    certain = set(env.cr.fetchall())
    found = [
        same_and_what for same_and_what, *two in zip(cases, ids[::2], ids[1::2], strict=True) if tuple(two) in certain
    ]
    wrong = [what for same, what, *_rest in found if not same]
    right = len(found) - len(wrong)
    print(
        f"Households, administrators, groups and branches: {len(wrong)} of {len(DIFFERENT)} pairs that are two "
        f"are certain, and {right} of {len(SAME)} that are one; precision {right / max(len(found), 1):.4f}",
        *wrong,
        sep="\n  ",
        flush=True,
    )


def _own(values, number):
    """Return the contact points of ``values`` as those of pair ``number``, so that pairs do not meet."""
    own = {}
    if "phone" in values:
        own["phone"] = values["phone"][:5] + f"{int(values['phone'][5:]) % 100:02d}{number:02d}"
    if "email" in values:
        local, _at, domain = values["email"].partition("@")
        own["email"] = f"{local}{number}@{domain}" if domain == "gmail.com" else f"{local}@n{number}.{domain}"
    return own


def _with_nif(records, ids):
    return [partner_id for partner_id, values in zip(ids, records, strict=True) if "vat" in values]
