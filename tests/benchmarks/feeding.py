"""How quickly a national census answers: a company, a profile, who of it is not in the base yet.

    python tests/benchmarks/feeding.py DATABASE [--rows 3300000] [--partners 20000]

DATABASE: with the product; ODOO_RC names the configuration. Generated companies go straight into its table of the
census, some of them into its contacts, and everything is rolled back. It prints the milliseconds of what people and
the weekly job ask, the best and the median of five, and beside them the least that any way takes: counting all the
rows of the table. Then the screens of those who only invoice, without the census and with it, as a ratio.
"""

import argparse
import contextlib
import statistics
import time

import odoo.modules.module
import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

_FILL = """
    INSERT INTO despacho_census_company
           (nif_key, name, street, zip, city, state_id, cnae, cnae_year, size_class, employees, founded, phone, source)
    SELECT CASE WHEN n %% 20 = 0 THEN '' ELSE 'B' END || LPAD((n * 7 %% 100000000)::text, 8, '0')
           || CASE WHEN n %% 20 = 0 THEN 'Z' ELSE '' END,
           kind[1 + n %% 16] || ' ' || (ARRAY['Sol','Mar','Norte','Vega','Río'])[1 + n %% 5] || ' ' || n || ' SL',
           'Calle Mayor ' || n %% 90, LPAD((1 + n %% 52)::text, 2, '0') || LPAD((n %% 90)::text, 3, '0'),
           'Lugar ' || n %% 8000, states[1 + (n %% 7) * (n %% 8)], codes[1 + n %% ARRAY_LENGTH(codes, 1)],
           CASE n %% 3 WHEN 0 THEN '2009' WHEN 1 THEN '2025' END,
           CASE WHEN n %% 1000 = 0 THEN 'large' WHEN n %% 100 = 0 THEN 'medium' WHEN n %% 12 = 0 THEN 'small'
                ELSE 'micro' END,
           n %% 10, DATE '1990-01-01' + (n %% 13000)::int, CASE WHEN n %% 3 = 0 THEN '91' || n %% 10000000 END, 'bench'
      FROM GENERATE_SERIES(1, %s) n,
           (SELECT ARRAY['Talleres','Construcciones','Panadería','Asesoría','Transportes','Inversiones','Muebles',
                         'Hermanos','Gestión','Comercial','Instalaciones','Electricidad','Restaurante','Viajes',
                         'Promociones','Industrias'] AS kind) kinds,
           (SELECT ARRAY_AGG(id ORDER BY id) AS states FROM res_country_state
             WHERE country_id = (SELECT id FROM res_country WHERE code = 'ES')) places,
           (SELECT ARRAY_AGG(DISTINCT code) AS codes FROM despacho_cnae WHERE level = 'class') activities
    ON CONFLICT DO NOTHING
"""
_KNOW = """
    INSERT INTO res_partner (name, complete_name, nif_key, vat, is_company, active, autopost_bills, write_date)
    SELECT name, name, nif_key, 'ES' || nif_key, TRUE, TRUE, 'ask', NOW() AT TIME ZONE 'UTC'
      FROM despacho_census_company WHERE source = 'bench' ORDER BY id %% 997, id LIMIT %s
    ON CONFLICT DO NOTHING
"""


class Emptied(Exception):
    """Puts the census back after a look without it."""


@contextlib.contextmanager
def opened(database):
    odoo.tools.config.parse_config(["--max-cron-threads", "0"], setup_logging=False)
    odoo.modules.module.initialize_sys_path()
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {"lang": "es_ES"})
        cr.rollback()


def measured(env, what):
    """Return (milliseconds of the quickest of five, of the median, what it answered)."""
    times = []
    for _round in range(5):
        env.invalidate_all()
        start = time.perf_counter()
        answer = what()
        times.append(1000 * (time.perf_counter() - start))
    return min(times), statistics.median(times), answer


def profiles(env):
    """Return {what it is: profile} as firms have them, not stored."""
    cnae, states = env["despacho.cnae"], env["res.country.state"].search([("country_id.code", "=", "ES")])

    def activity(*codes):
        return cnae.search([("code", "in", codes), ("year", "=", "2025")]).ids

    asked = {
        "one activity, one province": {"cnae_ids": activity("69"), "state_ids": states[:1].ids},
        "a sector, four provinces, two sizes": {
            "cnae_ids": activity("I", "G"),
            "state_ids": states[:4].ids,
            "size_small": True,
            "size_medium": True,
        },
        "a sector, all of Spain": {"cnae_ids": activity("55", "56")},
        "the large ones": {"size_large": True},
        "a community, any activity, small": {"state_ids": states[:8].ids, "size_small": True},
        "new ones of a sector": {"cnae_ids": activity("F"), "founded_after": "2025-01-01"},
        "reachable ones of an activity": {"cnae_ids": activity("47"), "reachable": True, "state_ids": states[:3].ids},
    }
    return {what: env["despacho.target.profile"].create({"name": what, **values}) for what, values in asked.items()}


def screens(env):
    """Return the milliseconds in which the contacts' list and a contact are read, as invoicing staff do."""
    user = env["res.users"].create(
        {"name": "i", "login": "bench-i", "group_ids": [(6, 0, env.ref("account.group_account_invoice").ids)]}
    )
    partners = env["res.partner"].with_user(user)
    first = partners.search([], limit=1)

    def look():
        partners.web_search_read([], {"display_name": {}, "vat": {}, "email": {}}, limit=80)
        partners.name_search("Talleres", limit=8)
        first.web_read({"display_name": {}, "vat": {}, "child_ids": {"fields": {"name": {}}}})

    result = measured(env, look)[1]
    user.unlink()
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--rows", type=int, default=3_300_000)
    parser.add_argument("--partners", type=int, default=20_000)
    arguments = parser.parse_args()
    with opened(arguments.database) as env:
        start = time.perf_counter()
        env.cr.execute(_FILL, [arguments.rows])
        print(f"{env.cr.rowcount} companies in {time.perf_counter() - start:.0f} s, by SQL", flush=True)
        env.cr.execute(_KNOW, [arguments.partners])
        print(f"{env.cr.rowcount} of them are contacts")
        env.cr.execute("ANALYZE despacho_census_company; ANALYZE res_partner")
        least = measured(env, lambda: env["despacho.census.company"].search_count([]))
        print(f"  {'counting every row':56} {least[0]:8.1f} {least[1]:8.1f} ms  {least[2]}")
        asked = {}
        for what, profile in profiles(env).items():
            asked[f"{what}: both counts"] = lambda profile=profile: (profile.census_count, profile.free_count)
            candidates = profile._get_free_domain()
            asked["  its first page of candidates"] = lambda found=candidates: len(
                env["despacho.census.company"].search_fetch(found, ["name", "nif_key", "city"], limit=80)
            )
            asked["  the next 20 of the weekly job"] = lambda profile=profile: len(
                env["despacho.feeding"].new({"profile_id": profile.id, "preference": "size"})._pick(20)
            )
            for label, question in asked.items():
                best, median, answer = measured(env, question)
                print(f"  {label:56} {best:8.1f} {median:8.1f} ms  {answer}", flush=True)
            asked.clear()
        loaded = screens(env)
        with contextlib.suppress(Emptied), env.cr.savepoint():
            env.cr.execute("TRUNCATE despacho_census_company CASCADE")
            without = screens(env)
            raise Emptied
        print(f"  screens of invoicing staff: {loaded:.1f} ms with the census, {without:.1f} without", end=", ")
        print(f"ratio {loaded / without:.2f}")


if __name__ == "__main__":
    main()
