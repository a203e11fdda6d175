"""What it costs to enrich a base from what it knows itself, and how much of the real companies is filled in.

    python tests/benchmarks/enrichment.py DATABASE [--size 100000] [--real FILE] [--creation 500]

DATABASE: one with despacho_crm, of which nothing is changed: everything is rolled back. ODOO_RC names the
configuration. ``--size``: companies made in SQL, as a base had them before anything followed from them.
``--real``: a file of real companies as a billing program exports them (NIF, name, address, postcode, town;
cp1252, semicolons). ``--creation``: contacts created and written one by one, with the job at rest, to show
that whoever types pays nothing for enrichment.
"""

import argparse
import csv
import time
from unittest.mock import patch

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

#: What follows from the rest, and what is counted as filled in.
SHARES = ("state_id", "municipality_id", "cnae_id", "sector_id", "size_class", "website", "legal_form", "phone")


def make(env, size):
    """Make ``size`` companies as they were before; return their ids."""
    cr = env.cr
    env.flush_all()
    cr.execute("SELECT setseed(0.42)")
    cr.execute(
        """
        WITH activity AS (
            SELECT ARRAY_AGG(id) AS ids, COUNT(*) AS many FROM despacho_cnae WHERE year = '2009' AND level = 'class'
        )
        INSERT INTO res_partner (id, commercial_partner_id, name, complete_name, is_company, active, partner_share,
                                 type, lang, autopost_bills, country_id, zip, city, phone, email, email_normalized,
                                 cnae_2009_id, person_kind,
                                 create_date, write_date)
        SELECT made.id, made.id, 'Empresa ' || n, 'Empresa ' || n, TRUE, TRUE, TRUE,
               'contact', 'es_ES', 'ask', %(spain)s,
               CASE WHEN random() < 0.9 THEN place.zip END, place.name,
               CASE WHEN random() < 0.8 THEN '9' || LPAD((10000000 + n)::text, 8, '1') END, mail, mail,
               CASE WHEN random() < 0.5 THEN activity.ids[1 + n %% activity.many] END, 'legal', now(), now()
          FROM activity, (
               SELECT NEXTVAL('res_partner_id_seq') AS id, n::int FROM generate_series(1, %(size)s) n
               ) AS made
         CROSS JOIN LATERAL (
               SELECT (REGEXP_SPLIT_TO_ARRAY(TRIM(postcodes), ' '))[1] AS zip, name FROM despacho_municipality
                WHERE id = (SELECT MIN(id) FROM despacho_municipality) + n %% 8000
               ) AS place
         CROSS JOIN LATERAL (
               SELECT CASE WHEN n %% 3 = 0 THEN 'empresa' || n || '@gmail.com'
                           WHEN n %% 3 = 1 THEN 'info@empresa' || n || '.es' END AS mail
               ) AS mailed
        RETURNING id
        """,
        {"size": size, "spain": env.ref("base.es").id},
    )
    ids = [partner_id for (partner_id,) in cr.fetchall()]
    cr.execute("ANALYZE res_partner")
    env.invalidate_all()
    return ids


def read_real(env, path):
    """Create the companies of a file of real ones, as an import does; return their ids."""
    with open(path, encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    known = {key for (key,) in env.execute_query(_sql("SELECT nif_key FROM res_partner WHERE nif_key IS NOT NULL"))}
    values, seen = [], set(known)
    for nif, name, street, postcode, city, *_rest in rows:
        key = nif.strip().upper().replace("-", "")
        if key in seen:
            continue
        seen.add(key)
        values.append({"name": name, "vat": nif, "street": street, "city": city, "is_company": True, "zip": postcode})
    from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

    quiet = {"tracking_disable": True, "nif_deferred": BY_CODE, "import_file": True}
    partners = env["res.partner"].with_context(**quiet).create(values)
    env.flush_all()
    # As they were before anything followed from what is written: what is measured is the job.
    env.cr.execute(
        "UPDATE res_partner SET state_id = NULL, municipality_id = NULL, country_id = NULL WHERE id = ANY(%s)",
        [partners.ids],
    )
    env.invalidate_all()
    return partners.ids


def _sql(text):
    return odoo.tools.SQL(text)


def shares(env, ids):
    """Return {field: share of ``ids`` that have it}."""
    env.flush_all()
    columns = ", ".join(f"COUNT({name})::float / GREATEST(COUNT(*), 1)" for name in SHARES)
    env.cr.execute(f"SELECT {columns} FROM res_partner WHERE id = ANY(%s)", [ids])
    return dict(zip(SHARES, env.cr.fetchone(), strict=True))


def enrich(env, title, ids):
    """Let the job work on ``ids`` and print what it costs and what it fills in."""
    before = shares(env, ids)
    providers = env["despacho.enrichment.provider"]
    providers.search([("code", "!=", "derived")]).state = "paused"
    derived = providers.search([("code", "=", "derived")])
    env.flush_all()
    queries, start = env.cr.sql_log_count, time.monotonic()
    providers._cron_enrich(is_local=True)
    env.flush_all()
    seconds, queries = time.monotonic() - start, env.cr.sql_log_count - queries
    after = shares(env, ids)
    run = derived.run_ids[:1]
    print(f"{title}: {len(ids)} companies, {seconds:.1f} s ({1000 * seconds / len(ids):.2f} ms each)")
    print(f"  queries: {queries} ({queries / len(ids):.4f} each; must be below 0.2)")
    print(f"  filled in: {run.accepted}, proposed: {run.proposed}, failed: {run.failed}")
    for name in SHARES:
        print(f"  {name:16} {before[name]:6.1%} -> {after[name]:6.1%}")
    queries, start = env.cr.sql_log_count, time.monotonic()
    providers._cron_enrich(is_local=True)
    print(f"  when nothing changed: {time.monotonic() - start:.2f} s, {env.cr.sql_log_count - queries} queries")


def creation(env, count):
    """Print what creating and writing contacts costs in queries: enrichment adds none."""
    queries = env.cr.sql_log_count
    start = time.monotonic()
    for number in range(count):
        partner = env["res.partner"].create({"name": f"Nueva {number} SL", "is_company": True})
        env.flush_all()
        partner.write({"phone": "+34 973 11 22 33"})
        env.flush_all()
    spent = env.cr.sql_log_count - queries
    print(f"created and written one by one: {count}, {spent / count:.1f} queries, {time.monotonic() - start:.1f} s")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("database")
    arguments.add_argument("--size", type=int, default=100_000)
    arguments.add_argument("--real")
    arguments.add_argument("--creation", type=int, default=200)
    options = arguments.parse_args()
    odoo.tools.config.parse_config(["-d", options.database, "--no-http"])
    registry = Registry(options.database)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        cron = type(env["ir.cron"])
        with patch.object(cron, "_commit_progress", lambda *_arguments, **_named: 3600):
            env["despacho.enrichment.provider"]._cron_enrich(is_local=True)  # what the base has already
            creation(env, options.creation)
            env["despacho.enrichment.provider"]._cron_enrich(is_local=True)
            if options.real:
                enrich(env, "real companies", read_real(env, options.real))
            enrich(env, "made up", make(env, options.size))
        cr.rollback()


if __name__ == "__main__":
    main()
