"""How long the profile of the best clients takes to learn, to score the base and to count the market.

    python tests/benchmarks/best_clients.py DB [--census 100000,1000000,3300000] [--partners 200000]

DB is a scratch database with despacho_crm_reports: it is filled in SQL and stays full. One contact in twenty is a
client, with the billing of two years, and one client in five has lost its place among the best by chance alone: those
of four sectors are the best far more often than the others. Beside each size of the census are the seconds of the
whole calculation, «clients» and with the prospects («base»), of forgetting it, and of the list of the companies that
are most alike and free, of its count, and of what they say of themselves.
"""

import argparse
import logging
import time

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import SQL

SIZES = (100_000, 1_000_000, 3_300_000)

_CODES = "(SELECT ARRAY_AGG(code ORDER BY code) FROM despacho_cnae WHERE year = '2025' AND level = 'class')"
_SECTORS = "(SELECT ARRAY_AGG(id ORDER BY code) FROM despacho_cnae WHERE year = '2025' AND level = 'division')"
_STATES = """(SELECT ARRAY_AGG(state.id ORDER BY state.code) FROM res_country_state state
               JOIN res_country country ON country.id = state.country_id WHERE country.code = 'ES')"""

# The number of each row is spread over the values by primes: none follows from another.
_CENSUS = f"""
    WITH codes AS (SELECT {_CODES} AS found), states AS (SELECT {_STATES} AS found)
    INSERT INTO despacho_census_company (nif_key, name, cnae, cnae_year, size_class, state_id, legal_form)
    SELECT 'B' || LPAD((10000000 + n)::text, 8, '0'), 'Empresa ' || n,
           codes.found[1 + (n::bigint * 7919 %% CARDINALITY(codes.found))::int], '2025',
           (ARRAY['micro', 'small', 'medium', NULL])[1 + (n / 3) %% 4],
           states.found[1 + (n::bigint * 31 %% CARDINALITY(states.found))::int],
           (ARRAY['sl', 'sa', 'slp'])[1 + (n * 5) %% 3]
      FROM GENERATE_SERIES(%(since)s, %(until)s) n, codes, states
        ON CONFLICT DO NOTHING
"""
_PARTNERS = f"""
    WITH sectors AS (SELECT {_SECTORS} AS found), states AS (SELECT {_STATES} AS found)
    INSERT INTO res_partner (name, complete_name, active, is_company, partner_share, type, autopost_bills, lifecycle,
                             nif_key, sector_id, size_class, state_id, legal_form, create_date, write_date)
    SELECT 'Contacto ' || n, 'Contacto ' || n, TRUE, TRUE, TRUE, 'contact', 'ask',
           CASE WHEN n %% 20 = 0 THEN 'client' ELSE 'prospect' END, 'B' || LPAD((10000000 + n * 3)::text, 8, '0'),
           sectors.found[1 + (n::bigint * 7919 / 20 %% CARDINALITY(sectors.found))::int],
           (ARRAY['micro', 'small', 'medium', NULL])[1 + (n / 20) %% 4],
           states.found[1 + (n::bigint * 31 / 20 %% CARDINALITY(states.found))::int],
           (ARRAY['sl', 'sa', 'slp'])[1 + (n / 60) %% 3],
           now(), now()
      FROM GENERATE_SERIES(%(since)s, %(until)s) n, sectors, states
"""
_BILLING = f"""
    WITH sectors AS (SELECT {_SECTORS} AS found)
    INSERT INTO despacho_billing_year (partner_id, company_id, year, amount, as_of)
    SELECT partner.id, %(company)s, year, amount.one * (1 + year %% 2), LEAST(MAKE_DATE(year, 12, 31), CURRENT_DATE)
      FROM res_partner partner
      JOIN sectors ON TRUE
     CROSS JOIN LATERAL (SELECT CASE WHEN partner.sector_id = ANY(sectors.found[10:13]) AND partner.id %% 5 > 0
                                     THEN 5000 ELSE 300 END + partner.id::bigint * 7919 %% 1000 AS one) amount
     CROSS JOIN GENERATE_SERIES(EXTRACT(YEAR FROM CURRENT_DATE)::int - 2, EXTRACT(YEAR FROM CURRENT_DATE)::int) year
     WHERE partner.lifecycle = 'client' AND partner.name LIKE 'Contacto %%'
        ON CONFLICT DO NOTHING
"""


def fill(env, table, statement, until):
    """Bring the rows of ``table`` up to ``until``."""
    [[count]] = env.execute_query(SQL("SELECT COUNT(*) FROM %s", SQL.identifier(table)))
    if count < until:
        env.cr.execute(SQL(statement, since=count + 1, until=until))
    env.cr.commit()


def prepare(env, partners):
    fill(env, "res_partner", _PARTNERS, partners)
    env.cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE commercial_partner_id IS NULL")
    env.cr.execute(SQL(_BILLING, company=env.company.id))
    env.cr.commit()


def timed(name, ask):
    start = time.perf_counter()
    answer = ask()
    print(f"  {name:44} {time.perf_counter() - start:8.2f} s", flush=True)
    return answer


def measure(env, profile):
    census = env["despacho.census.company"].with_context(client_profile_id=profile.id)
    alike = [("likeness", "=", "a"), ("is_free", "=", True), ("is_person", "=", False)]
    for compared in ("base", "clients"):
        profile.compared = compared
        env.flush_all()
        timed(f"calculate, compared with the {compared}", profile._calculate)
        env.cr.commit()
    print(f"  {env['despacho.client.cell'].search_count([]):,} kinds, area {profile.trial_area:.2f}")
    first = timed("the first 80 alike and free", lambda: census.search(alike, limit=80))
    timed("what they say", lambda: first.mapped("likeness"))
    timed("how many", lambda: census.search_count(alike))
    row = profile.market_ids[:1]
    counted = timed("those of a row of the market", lambda: census.search_count(row.action_view_companies()["domain"]))
    print(f"  the row says {row.companies:,} and opens {counted:,}")
    timed("another definition forgets it", profile._forget)
    env.cr.commit()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--census", default=",".join(map(str, SIZES)), help="companies, separated by commas")
    parser.add_argument("--partners", type=int, default=200_000)
    arguments = parser.parse_args()
    odoo.tools.config.parse_config(["--max-cron-threads", "0"], setup_logging=False)
    logging.disable(logging.WARNING)
    with Registry(arguments.database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
        prepare(env, arguments.partners)
        profile = env["despacho.client.profile"].create({"name": "Prueba"})
        for size in map(int, arguments.census.split(",")):
            fill(env, "despacho_census_company", _CENSUS, size)
            env.cr.execute("ANALYZE")
            env.cr.commit()
            print(f"\n{size:,} companies in the census, {arguments.partners:,} contacts")
            measure(env, profile)


if __name__ == "__main__":
    main()
