"""The part of ``matching.py`` that goes through the product: generated contact points and a large base."""

import collections
import contextlib
import random
import resource
import time
from unittest.mock import patch

import matching_adversarial

import odoo.modules.module
import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

#: One holder has one legal form, written in several ways or not at all.
_FORMS = (("S.L.", "SL", "S L", "S.L.U.", ""),) * 4 + (("S.A.", "SA", ""), ("C.B.", "CB", ""))
_FREE = ("gmail.com", "hotmail.com", "telefonica.net")
#: Contacts that the job reads at a time.
BATCH = 10000
_COLUMNS = ("name", "phone", "email", "zip", "street")
#: What a statement of the engine says, and what it is for.
_STEPS = (
    ("despacho_match_block ON COMMIT", "keys that several share"),
    ("despacho_match_candidate ON COMMIT", "candidates"),
    ("FETCH", "bits"),
    ("ANALYZE despacho_match_count", "counting words"),
    ("INTO despacho_match_found", "putting aside"),
    ("INTO despacho_match_pair", "proposing"),
)


_SYLLABLES = "BA RE TI LO MU SA NE ZU GAR TEX PRO VAL CO DI FE GRA HI JO KA LU MER NO PU RU SOL TRI".split()


class Party:
    """One holder, and the records that different programs have of it."""

    def __init__(self, chance, number):
        self.chance = chance
        self.phones = [f"{chance.choice('69')}{chance.randrange(10**7, 10**8):08d}" for _index in range(2)]
        self.domain = f"empresa{number}.example"
        self.zip = f"{chance.choices(range(1, 53), range(53, 1, -1))[0]:02d}{chance.randrange(1, 60):03d}"
        self.street = f"Calle {chance.choice(_STREETS)} {chance.randrange(1, 90)}"
        self.free = chance.random() < 0.35

    def record(self, name):
        """Return the values of one record, some of them missing, old or another of the same holder's."""
        chance = self.chance
        values = {"name": name}
        if chance.random() < 0.75:
            values["phone"] = self.phones[chance.random() < 0.15]
        if chance.random() < 0.55:
            local = chance.choice(("info", "info", "info", "administracion", "ventas"))
            free = f"{self.domain.partition('.')[0]}@{_FREE[len(self.domain) % 3]}"
            values["email"] = free if self.free else f"{local}@{self.domain}"
        if chance.random() < 0.85:
            moved = chance.random() < 0.05
            values["zip"] = f"{self.zip[:2]}{chance.randrange(1, 60):03d}" if moved else self.zip
            if chance.random() < 0.7 and not moved:
                values["street"] = self.street
        return values


_STREETS = (
    "Mayor Real Nueva Sol Luna Cervantes Goya Velázquez Colón Industria Comercio Libertad Constitución Norte Sur "
    "Jardín Fuente Molino Iglesia Prado Castillo Olivo Almendro Rosario Estación Huertas Ancha Larga Arenal Serrano"
).split()


def with_contact_points(rows, seed=20240101):
    """Return (values of each labelled name, with generated contact points; its NIF), advisers' phones among them."""
    chance = random.Random(seed)
    parties = {nif: Party(chance, number) for number, nif in enumerate(sorted({nif for nif, *_rest in rows}))}
    advisers = [f"91{number:07d}" for number in range(40)]
    records = []
    for nif, name, _source in rows:
        values = parties[nif].record(name)
        if chance.random() < 0.02:
            values["phone"] = chance.choice(advisers)
        records.append(values)
    return records, [nif for nif, *_rest in rows]


def generated(size, seed=20240102):
    """Yield (values, holder) of ``size`` contacts, one in ten the duplicate of another with a spoiled name."""
    chance = random.Random(seed)
    from odoo.addons.despacho_crm.tools.matching import tokens

    _total, counts = tokens.shipped_counts()
    words = [word for word in counts if len(word) > 3]
    weights = [counts[word] for word in words]
    made = 0
    holder = 0
    while made < size:
        holder += 1
        party = Party(chance, holder)
        own = "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4))))
        said = [*chance.choices(words, weights, k=chance.choice((1, 1, 2, 2, 3))), own]
        chance.shuffle(said)
        name, forms = " ".join(said), chance.choice(_FORMS)
        for copy in range(1 if chance.random() < 0.9 else 2):
            yield party.record(f"{_spoil(chance, name) if copy else name} {chance.choice(forms)}".strip()), holder
            made += 1


def _spoil(chance, name):
    kind = chance.random()
    place = chance.randrange(1, max(len(name) - 1, 2))
    if kind < 0.5:
        return name.title()
    if kind < 0.65:
        return name[:place] + name[place + 1 :]
    if kind < 0.8:
        words = name.split()
        return " ".join([*words[1:], words[0]])
    return name[:40].rpartition(" ")[0] or name


def prepare():
    """Read Odoo's configuration, so that the addons are found as in the server."""
    odoo.tools.config.parse_config(["--max-cron-threads", "0"], setup_logging=False)
    odoo.modules.module.initialize_sys_path()


@contextlib.contextmanager
def opened(database):
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {"active_test": False})
        cr.rollback()


def fill(env, records):
    """Put ``records`` in res.partner by SQL, quickly; return the ids in order."""
    ids = []
    for start in range(0, len(records), 20000):
        batch = records[start : start + 20000]
        columns = [[values.get(name) for values in batch] for name in _COLUMNS]
        env.cr.execute(
            """
            INSERT INTO res_partner (name, phone, email, zip, street, is_company, active, autopost_bills, write_date)
            SELECT *, TRUE, TRUE, 'ask', NOW() AT TIME ZONE 'UTC'
              FROM UNNEST(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
            RETURNING id
            """,
            columns,
        )
        ids += [partner_id for (partner_id,) in env.cr.fetchall()]
    return ids


def read_all(env, ids):
    """Let the engine read the contacts, in batches as the job does; return the seconds."""
    start = time.perf_counter()
    for first in range(0, len(ids), BATCH):
        env["despacho.match.record"]._refresh(ids[first : first + BATCH])
    return time.perf_counter() - start


def compare_all(env):
    """Compare all with all; return the seconds and how they were spent, in words."""
    spent, start = collections.Counter(), time.perf_counter()
    execute = type(env.cr).execute

    def measured(cursor, query, *arguments, **options):
        started = time.perf_counter()
        result = execute(cursor, query, *arguments, **options)
        text = getattr(query, "code", query)
        spent[next((label for part, label in _STEPS if part in text), "rest")] += time.perf_counter() - started
        return result

    with patch.object(type(env.cr), "execute", measured):
        env["despacho.match.engine"]._match()
    seconds = time.perf_counter() - start
    spent["names, beside the bits"] = seconds - sum(spent.values()) + spent["bits"]
    return seconds, ", ".join(f"{label} {part:.1f} s" for label, part in spent.most_common())


def proposed(env, ids, band=None):
    """Return the pairs of positions that the product proposes."""
    position = {partner_id: index for index, partner_id in enumerate(ids)}
    env.cr.execute("SELECT partner_id, other_id FROM despacho_match_pair WHERE %s IS NULL OR band = %s", [band, band])
    return {(position[one], position[two]) for one, two in env.cr.fetchall() if one in position and two in position}


def judge(env, records, holders, show):
    """Fill, read, compare and show; return the ids."""
    import matching_peers as peers

    truth = peers.true_pairs(holders)
    print(f"  {len(records)} records, {len(truth)} true pairs", flush=True)
    peers.compare_splink(show, records, truth)
    ids = fill(env, records)
    reading = read_all(env, ids)
    comparing, steps = compare_all(env)
    note = f"(and {reading:.1f} s to read, {1e6 * reading / len(ids):.0f} us each)"
    show("despacho_crm, all proposed", proposed(env, ids), truth, comparing, note)
    show("despacho_crm, the certain ones", proposed(env, ids, "certain"), truth)
    print(f"  comparing: {steps}")
    print(f"  highest memory of the process so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return ids


def change(env, ids, changed):
    """Change contacts and measure the incremental search."""
    chance = random.Random(1)
    some = chance.sample(ids, min(changed, len(ids)))
    env.cr.execute(
        "UPDATE res_partner SET phone = '93' || (1000000 + id)::text, write_date = write_date + interval '1 second' "
        "WHERE id = ANY(%s)",
        [some],
    )
    start = time.perf_counter()
    stale = env["despacho.match.record"]._stale_ids()
    found = time.perf_counter()
    env["despacho.match.record"]._refresh(stale)
    read = time.perf_counter()
    env["despacho.match.engine"]._match(stale)
    done = time.perf_counter()
    print(
        f"  {len(stale)} changed: {found - start:.2f} s to find them, {read - found:.2f} s to read them, "
        f"{done - read:.2f} s to compare them",
        flush=True,
    )


def run(database, rows, size, changed, show):
    if rows:
        print("Names with generated phone, e-mail, postcode and street; no NIF")
        with opened(database) as env:
            judge(env, *with_contact_points(rows), show)
    if size:
        print(f"Generated base of {size}")
        with opened(database) as env:
            records, holders = zip(*generated(size), strict=True)
            change(env, judge(env, list(records), list(holders), show), changed)
            matching_adversarial.judge(env, fill)
