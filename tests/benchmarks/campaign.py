"""How long it takes to freeze the audience of an action, with the legal gate: 10,000 and 100,000 companies.

    python tests/benchmarks/campaign.py DATABASE [--sizes 10000 100000] [--channel email]

DATABASE is a scratch one with the product, which is filled and stays full; ODOO_RC names the configuration. Companies
are written into it in SQL, every other one with a person who decides, four in ten of them clients by what was invoiced,
one in ten with a consent, one in fifty opposed, one in thirty without e-mail; a segment has them all. Each batch is
kept when it is done, as by the job. It prints, for each step of
freezing, the seconds, the queries for each recipient and the memory: the preview that people see before, the rows,
the batches with the gate, who would be addressed twice, and the spreadsheet with its hash. Then how many are addressed,
and how many are not and why, by the real gate.
"""

import argparse
import logging

from worked import Measured

import odoo.modules.module
import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import SQL

_COMPANIES = """
    INSERT INTO res_partner (name, complete_name, active, is_company, partner_share, type, lang, email,
                             email_normalized, phone, phone_sanitized, street, city, zip, state_id, country_id,
                             nif_key, vat, lifecycle, temperature, autopost_bills, create_date, write_date)
    SELECT 'Medida ' || md5(n::text), 'Medida ' || md5(n::text), TRUE, TRUE, TRUE, 'contact', 'es_ES',
           CASE WHEN mod(n, 30) > 0 THEN 'info@e' || n || '.example' END,
           CASE WHEN mod(n, 30) > 0 THEN 'info@e' || n || '.example' END,
           '9' || (10000000 + n), '+349' || (10000000 + n), 'Calle Mayor ' || mod(n, 90), 'Pueblo ' || mod(n, 900),
           lpad(mod(n, 52000)::text, 5, '0'), state.ids[1 + mod(n, cardinality(state.ids))], %(spain)s,
           'U' || lpad(n::text, 8, '0'), 'ESU' || lpad(n::text, 8, '0'),
           (ARRAY['prospect', 'client', 'client', 'lead', 'prospect'])[1 + mod(n, 5)],
           (ARRAY['cold', 'warm', 'hot'])[1 + mod(n, 3)], 'ask', now(), now()
      FROM generate_series(%(have)s + 1, %(size)s) n,
           (SELECT ARRAY_AGG(id ORDER BY code) AS ids FROM res_country_state WHERE country_id = %(spain)s) state
    RETURNING id
"""
_PEOPLE = """
    INSERT INTO res_partner (name, complete_name, active, is_company, partner_share, type, lang, email,
                             email_normalized, parent_id, commercial_partner_id, contact_role, function,
                             autopost_bills, create_date, write_date)
    SELECT 'Persona ' || id, 'Persona ' || id, TRUE, FALSE, TRUE, 'contact', 'es_ES', 'persona@p' || id || '.example',
           'persona@p' || id || '.example', id, id, 'decides', 'Gerente', 'ask', now(), now()
      FROM UNNEST(%(ids)s) id WHERE mod(id, 2) = 0
"""
_BILLED = """
    INSERT INTO despacho_billing_year (partner_id, year, amount, as_of, company_id, source, told_of)
    SELECT id, EXTRACT(YEAR FROM CURRENT_DATE), 1000, CURRENT_DATE, %(company)s, 'medida', id
      FROM UNNEST(%(ids)s) id WHERE mod(id, 10) < 4
"""
_CONSENTS = """
    INSERT INTO despacho_consent (partner_id, company_id, channel, address, purpose, how, given_on, evidence,
                                  text_shown)
    SELECT id, %(company)s, 'email', email_normalized, 'all', 'web', CURRENT_DATE - 30, 'medida', 'medida'
      FROM res_partner WHERE id = ANY(%(ids)s) AND mod(id, 10) = 5 AND email_normalized IS NOT NULL
"""
_OPPOSED = """
    INSERT INTO mail_blacklist (email, active, create_date, write_date)
    SELECT email_normalized, TRUE, now(), now() FROM res_partner
     WHERE id = ANY(%(ids)s) AND mod(id, 50) = 2 AND email_normalized IS NOT NULL
    ON CONFLICT DO NOTHING
"""


def fill(env, size):
    """Complete the base up to ``size`` companies; return their segment and the service line that is promoted."""
    have = env["res.partner"].search_count([("nif_key", "=like", "U________"), ("name", "=like", "Medida %")])
    values = {"have": have, "size": size, "spain": env.ref("base.es").id, "company": env.company.id}
    values["ids"] = ids = [row_id for (row_id,) in env.execute_query(SQL(_COMPANIES, **values))]
    env.cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY(%s)", [ids])
    for statement in (_PEOPLE, _BILLED, _CONSENTS, _OPPOSED):
        env.cr.execute(SQL(statement, **values))
    root = env.ref("despacho_crm.product_category_services")
    line = env["product.category"].create({"name": "Medida", "parent_id": root.id})
    env.cr.execute(
        "UPDATE despacho_billing_year SET service_line_id = CASE WHEN MOD(partner_id, 4) < 3 THEN %s END"
        " WHERE source = 'medida'",
        [line.id],
    )
    env.invalidate_all()
    segment = env["despacho.segment"].create({"name": "Medida", "domain": "[('name', '=like', 'Medida %')]"})
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return segment, line


def action_of(env, segment, line, channel):
    campaign = env["despacho.campaign"].create(
        {"title": "Medida", "service_line_id": line.id, "reviewed_on": "2026-01-01", "reviewed_by": env.uid}
    )
    action = env["despacho.action"].create(
        {"name": "Medida", "campaign_id": campaign.id, "channel": channel, "segment_ids": segment.ids}
    )
    action._set_state("freezing", approved_by=env.uid)
    return action


def measured(env, what, size, step):
    """Run ``step`` and print what it took."""
    env.flush_all()
    env.invalidate_all()
    queries = env.cr.sql_log_count
    with Measured(env.cr) as clock:
        step()
        env.flush_all()
        env.cr.commit()
    queries = env.cr.sql_log_count - queries
    print(
        f"  {what:38} {clock.seconds:8.2f} s  {clock.cpu:8.2f} s of work  {queries:6} queries  "
        f"{queries / size:8.5f} a recipient  {clock.memory:6.0f} MB",
        flush=True,
    )
    return clock.seconds, queries


def run(env, size, channel):
    segment, line = fill(env, size)
    action = action_of(env, segment, line, channel)
    print(f"{size} companies, by {channel}")
    measured(env, "preview, before approving", size, action._audience_preview)
    steps = [("the segment, and a row for each", action._freeze_begin), ("the batches, with the gate", None)]
    steps += [("who said no, who would be twice", lambda: (action._leave_out_opposed(), action._leave_out_twice()))]

    def batches():
        while action._freeze_batch():
            env.cr.commit()
            env.invalidate_all()

    seconds = queries = 0
    for what, step in steps:
        took, asked = measured(env, what, size, step or batches)
        seconds, queries = seconds + took, queries + asked
    print(
        f"  {'freezing, in all':38} {seconds:8.2f} s  {size / seconds:8.0f} a second  {queries / size:.5f} queries each"
    )
    action.frozen_on = "2026-01-01"
    env.invalidate_all()
    measured(env, "the spreadsheet, with its hash", size, lambda: action._keep_copy("frozen"))
    counts = action._count_reasons()
    action._frozen()
    env.cr.commit()
    print(f"  {', '.join(f'{name}: {count}' for name, count in counts.items())}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--channel", default="email")
    arguments = parser.parse_args()
    odoo.tools.config.parse_config(["--max-cron-threads", "0"], setup_logging=False)
    odoo.modules.module.initialize_sys_path()
    logging.disable(logging.WARNING)
    registry = Registry(arguments.database)
    for size in arguments.sizes:
        with registry.cursor() as cr:
            run(api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True, "lang": "es_ES"}), size, arguments.channel)


if __name__ == "__main__":
    main()
