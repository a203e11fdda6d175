"""How long segments take over a large base: 20 segments, 100,000 contacts.

    python tests/benchmarks/segment.py DB [--partners 100000] [--explain NAME]

DB is a scratch database with despacho_crm: it is filled in SQL and stays full. ODOO_RC names the
configuration. Medians, in milliseconds, of: Odoo's own ``search_count`` of the definition, by a person
with rights; the count as somebody types it, with its sample; the first time that the members are
written; a night on which one contact in a hundred moved; a night on which nobody did; and the ratios
to ``search_count`` in the same run.
"""

import argparse
import logging
import statistics
import time

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.fields import Domain
from odoo.modules.registry import Registry
from odoo.tools import SQL

ROUNDS = 5
_FILL = """
    WITH state AS (SELECT ARRAY_AGG(id ORDER BY code) AS ids FROM res_country_state WHERE country_id = %(spain)s)
    INSERT INTO res_partner (name, complete_name, active, is_company, partner_share, type, lang, phone, city, zip,
                             state_id, country_id, nif_key, vat, lifecycle, temperature, potential, invoiced_12m,
                             last_contact_date, last_invoice_date, legal_form, autopost_bills, create_date, write_date)
    SELECT 'Empresa ' || md5(n::text), 'Empresa ' || md5(n::text), TRUE, TRUE, TRUE, 'contact', 'es_ES',
           '9' || (10000000 + n), 'Pueblo ' || mod(n, 900), lpad(mod(n, 52000)::text, 5, '0'),
           state.ids[1 + mod(n, cardinality(state.ids))], %(spain)s,
           'A' || lpad(n::text, 8, '0'), 'ESA' || lpad(n::text, 8, '0'),
           (ARRAY['prospect', 'prospect', 'prospect', 'lead', 'client', 'client', 'former'])[1 + mod(n, 7)],
           (ARRAY['cold', 'warm', 'hot'])[1 + mod(n, 3)], mod(n, 40) * 100, mod(n * 7, 5000),
           CURRENT_DATE - mod(n, 700), CURRENT_DATE - mod(n, 1100),
           (ARRAY['sl', 'sa', 'sole_trader', 'cb'])[1 + mod(n, 4)], 'ask', now(), now()
      FROM generate_series(%(start)s + 1, %(end)s) n, state
"""


def fill(env, size):
    """Complete the base up to ``size`` companies."""
    cr = env.cr
    have = env["res.partner"].search_count([("name", "=like", "Empresa %"), ("nif_key", "=like", "A0%")])
    if have >= size:
        return
    cr.execute(SQL(_FILL, start=have, end=size, spain=env.ref("base.es").id))
    cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE commercial_partner_id IS NULL")
    cr.commit()
    cr.execute("ANALYZE")
    cr.commit()


def definitions(env):
    """Return {name: domain} of twenty segments as a firm has them, from a handful of members to half the base."""
    states = env["res.country.state"].search([("country_id.code", "=", "ES")], order="code")
    girona, coast = states[:1].ids, states[:8].ids
    clients = [("lifecycle", "in", ["client"])]
    return {
        "everybody": [],
        "clients": clients,
        "former clients": [("lifecycle", "in", ["former"])],
        "prospects of a province": [("lifecycle", "in", ["prospect"]), ("state_id", "in", girona)],
        "clients of eight provinces": [*clients, ("state_id", "in", coast)],
        "hot": [("temperature", "in", ["hot"])],
        "hot or warm of a province": [("temperature", "in", ["hot", "warm"]), ("state_id", "in", girona)],
        "without contact": [*clients, ("days_since_contact", ">", 180)],
        "contact this month": [("last_contact_date", ">=", "today -30d")],
        "not invoiced in a year": [*clients, ("days_since_invoice", ">", 365)],
        "invoiced much": [("invoiced_12m", ">", 4500)],
        "promising": [("lifecycle", "!=", "client"), ("potential", ">", 3500)],
        "companies": [("legal_form", "in", ["sl", "sa"])],
        "a town": [("city", "ilike", "pueblo 77")],
        "a name": [("name", "ilike", "c4ca")],
        "a postcode": [("zip", "=ilike", "17%")],
        "one or the other": ["|", ("potential", ">", 3800), "&", *clients, ("temperature", "in", ["hot"])],
        "with a lead": [("crm_lead_ids.active", "=", True)],
        "of another segment": None,
        "not of another segment": None,
    }


def timed(action, rounds=ROUNDS):
    times, result = [], None
    for number in range(rounds + 1):
        start = time.perf_counter()
        result = action()
        if number or rounds == 1:
            times.append((time.perf_counter() - start) * 1000)
        if rounds == 1:
            break
    return statistics.median(times), result


def move(env, percent):
    """Let one contact in ``percent`` be another one."""
    env.cr.execute(
        SQL(
            """
            UPDATE res_partner SET lifecycle = CASE lifecycle WHEN 'client' THEN 'former' ELSE 'client' END,
                                   temperature = CASE temperature WHEN 'hot' THEN 'cold' ELSE 'hot' END
             WHERE nif_key LIKE 'A0%%' AND mod(id, %s) = 0
            """,
            percent,
        )
    )
    env.invalidate_all()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--partners", type=int, default=100_000)
    parser.add_argument("--explain", metavar="NAME", help="print the plan of one segment's members instead")
    arguments = parser.parse_args()
    odoo.tools.config.parse_config(["--max-cron-threads", "0"], setup_logging=False)
    logging.disable(logging.WARNING)
    with Registry(arguments.database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
        fill(env, arguments.partners)
        user = env["res.users"].search([("login", "=", "segment_bench")]) or env["res.users"].create(
            {
                "name": "Persona",
                "login": "segment_bench",
                "group_ids": [(4, env.ref("despacho_crm.group_user").id)],
                "tz": "Europe/Madrid",
            }
        )
        env = api.Environment(cr, user.id, {"lang": "es_ES", "tz": "Europe/Madrid", "tracking_disable": True})
        measure(env, arguments.explain)
        cr.rollback()


def measure(env, explained):
    segments = env["despacho.segment"]
    rows, base = [], None
    for name, domain in definitions(env).items():
        if domain is None:
            # As the database does by itself once rows are committed.
            env.cr.execute("ANALYZE despacho_segment_member")
            domain = [("segment_ids", "not in" if name.startswith("not") else "in", base.ids)]
        written = repr(domain)
        wanted = Domain(domain) & segments._base_domain(env.company, False)
        plain, count = timed(lambda wanted=wanted: env["res.partner"].search_count(wanted))
        typed, _found = timed(lambda written=written: segments.preview(written, env.company.id))
        segment = segments.create({"name": name, "kind": "list", "domain": written})
        env.flush_all()
        env.cr.execute(SQL("UPDATE despacho_segment SET kind = 'live' WHERE id = %s", segment.id))
        env.invalidate_all()
        if explained == name:
            explain(env, segment)
            return
        first, _none = timed(segment._refresh, rounds=1)
        rows.append([name, segment, count, plain, typed, first])
        base = base or (segment if name == "clients" else None)
    still = {row[1]: timed(row[1]._refresh)[0] for row in rows}
    move(env, 100)
    moved = {row[1]: timed(row[1]._refresh, rounds=1)[0] for row in rows}
    print(f"\n{env['res.partner'].search_count([]):,} contacts, {len(rows)} segments")
    head = ("definition", "members", "count ms", "typed", "ratio", "first", "1 % moved", "ratio", "nobody", "ratio")
    print("{:28} {:>8} {:>9} {:>8} {:>6} {:>8} {:>10} {:>6} {:>8} {:>6}".format(*head))
    totals = [0.0] * 5
    for name, segment, count, plain, typed, first in rows:
        figures = (plain, typed, first, moved[segment], still[segment])
        totals = [total + figure for total, figure in zip(totals, figures, strict=True)]
        line(name, count, *figures)
    line("all", "", *totals)


def line(name, count, plain, typed, first, moved, still):
    print(
        f"{name:28} {count:>8} {plain:9.1f} {typed:8.1f} {typed / plain:6.2f} {first:8.1f} {moved:10.1f} "
        f"{moved / plain:6.2f} {still:8.1f} {still / plain:6.2f}",
        flush=True,
    )


def explain(env, segment):
    query = segment._partners_of(segment._answers())._search(segment._wanted_domain())
    env.cr.execute(SQL("EXPLAIN (ANALYZE, BUFFERS) %s", segment._refresh_sql(query, "data")))
    print("\n".join(row for (row,) in env.cr.fetchall()))


if __name__ == "__main__":
    main()
