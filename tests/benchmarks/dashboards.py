"""How fast the dashboards open as the base grows: up to 500,000 activities and 200,000 clients and prospects.

    python tests/benchmarks/dashboards.py DB [--sizes 20000,100000,500000] [--parts]

DB is a scratch database with despacho_crm_reports: it is filled in SQL and stays full, as the one of agenda.py, which
fills the activities, leads and changes of stage. To each hundred activities go forty clients and prospects, with
their quality; beside them are sixty commercial actions with three hundred recipients each, a year of a feeding, and
quotations. The figures are medians, in milliseconds, of the one request that opens each page, from a cold cache, and
how many queries it asks. --parts tells how long each part of them takes.
"""

import argparse
import logging
import statistics
import time

from agenda import fill, hire

import odoo.tools
from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry
from odoo.tools import SQL

SIZES = (20_000, 100_000, 500_000)
ROUNDS = 5
PARTNERS, ACTIONS, WEEKS = 0.4, 60, 52

_CLIENTS = (
    """
    INSERT INTO res_partner (name, complete_name, active, is_company, partner_share, type, user_id, autopost_bills,
                             lifecycle, create_date, write_date)
    SELECT 'Cliente ' || n, 'Cliente ' || n, TRUE, TRUE, TRUE, 'contact',
           (%(users)s)[1 + mod(n * 7, cardinality(%(users)s))], 'ask', 'prospect', now(), now()
      FROM generate_series((SELECT COUNT(*) FROM res_partner) + 1, %(partners)s) n
    """,
    "UPDATE res_partner SET commercial_partner_id = id WHERE commercial_partner_id IS NULL",
    # One in ten is a client, of some sector and with one to three services.
    """
    UPDATE res_partner SET lifecycle = 'client', sector_id = (
           (SELECT ARRAY_AGG(id) FROM despacho_cnae WHERE year = '2025' AND level = 'division')
           )[1 + mod(id / 10, 60)]
     WHERE is_company AND mod(id, 10) = 0 AND lifecycle IS DISTINCT FROM 'client'
    """,
    """
    INSERT INTO res_partner_service_used_rel (partner_id, category_id)
    SELECT client.id, (line.ids)[1 + mod(client.id / 10 + n * 3, cardinality(line.ids))]
      FROM res_partner client
     CROSS JOIN (SELECT ARRAY_AGG(id) AS ids FROM product_category WHERE name LIKE 'Prueba _') line
     CROSS JOIN generate_series(1, 3) n
     WHERE client.lifecycle = 'client' AND n <= 1 + mod(client.id, 3)
        ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO despacho_quality_record (partner_id, score, filled, valid, fresh, band, rated_on, gaps, passed)
    SELECT id, mod(id, 101), mod(id * 3, 101), mod(id * 7, 101), mod(id * 11, 101),
           CASE WHEN mod(id, 101) >= 80 THEN '4' WHEN mod(id, 101) >= 60 THEN '3'
                WHEN mod(id, 101) >= 40 THEN '2' ELSE '1' END, CURRENT_DATE, '[]', '[]'
      FROM res_partner WHERE is_company
        ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO despacho_quality_snapshot (company_id, date, dimension, percent, total, missing)
    SELECT %(company)s, CURRENT_DATE - n, dimension, 60 - n / 10.0, 1000, 400
      FROM generate_series(0, 180) n CROSS JOIN UNNEST(ARRAY['score', 'filled', 'valid', 'fresh']) AS dimension
        ON CONFLICT DO NOTHING
    """,
    # Leads of three years, as their stages have them.
    """
    UPDATE crm_lead lead
       SET create_date = now() - mod(lead.id::bigint * 7919, 1095)::int * '1 day'::interval,
           type = CASE WHEN stage.lead_type = 'lead' THEN 'lead' ELSE 'opportunity' END,
           won_status = CASE WHEN stage.outcome = 'won' THEN 'won'
                             WHEN stage.outcome IN ('lost', 'lost_competitor', 'not_interested') THEN 'lost'
                             ELSE 'pending' END,
           active = stage.outcome NOT IN ('lost', 'lost_competitor', 'not_interested'),
           date_closed = CASE WHEN stage.outcome IN ('won', 'lost', 'lost_competitor', 'not_interested')
                              THEN now() - mod(lead.id::bigint * 7919, 1095)::int * '12 hours'::interval END,
           expected_revenue = mod(lead.id, 50) * 100, prorated_revenue = mod(lead.id, 50) * 10, day_close = 20
      FROM crm_stage stage
     WHERE stage.id = lead.stage_id AND lead.won_status IS NULL
    """,
    """
    WITH sent AS (
        SELECT action.id AS action_id, action.company_id, turn AS number, row_number() OVER () AS place
          FROM despacho_action action CROSS JOIN generate_series(1, 300) turn
    ), client AS (
        SELECT id, name, row_number() OVER (ORDER BY id) AS place FROM res_partner WHERE is_company LIMIT 18000
    )
    INSERT INTO despacho_action_recipient (action_id, company_id, channel, number, partner_id, commercial_partner_id,
                                           name, values, included, state)
    SELECT sent.action_id, sent.company_id, 'call', sent.number, client.id, client.id, client.name, '{}', TRUE, 'sent'
      FROM sent JOIN client ON client.place = 1 + mod(sent.place, (SELECT COUNT(*) FROM client))
     WHERE NOT EXISTS (SELECT FROM despacho_action_recipient)
    """,
    """
    UPDATE crm_lead SET commercial_action_id = (%(actions)s)[1 + mod(id / 40, cardinality(%(actions)s))]
     WHERE mod(id, 40) = 0 AND commercial_action_id IS NULL
    """,
    """
    UPDATE crm_lead SET feeding_week_id = (%(weeks)s)[1 + mod(id / 97, cardinality(%(weeks)s))]
     WHERE mod(id, 97) = 0 AND feeding_week_id IS NULL
    """,
)


def arrange(env):
    """Make the actions, the feeding with its weeks and the quotations that there are, whatever the size."""
    actions = env["despacho.action"].search([("name", "=like", "Acción %")])
    if actions:
        return actions, env["despacho.feeding.week"].search([])
    root = env.ref("despacho_crm.product_category_services")
    line = env["product.category"].create([{"name": f"Prueba {n}", "parent_id": root.id} for n in range(8)])[0]
    campaign = env["despacho.campaign"].create(
        {"title": "Prueba", "service_line_id": line.id, "reviewed_on": fields.Datetime.now(), "reviewed_by": env.uid}
    )
    actions = env["despacho.action"].create(
        [
            {"name": f"Acción {number}", "campaign_id": campaign.id, "channel": "call", "cost": number * 10}
            for number in range(ACTIONS)
        ]
    )
    env.flush_all()
    env.cr.execute(
        "UPDATE despacho_action SET state = 'done', launched_on = now() - mod(id * 37, 700) * '1 day'::interval"
    )
    profile = env["despacho.target.profile"].create({"name": "Prueba", "state_ids": env.ref("base.state_es_gi").ids})
    feeding = env["despacho.feeding"].create({"name": "Prueba", "profile_id": profile.id, "balancing": "Prueba"})
    monday = fields.Date.start_of(fields.Date.today(), "week")
    weeks = env["despacho.feeding.week"].create(
        [
            {"feeding_id": feeding.id, "date": fields.Date.subtract(monday, weeks=number), "wanted": 20}
            for number in range(WEEKS)
        ]
    )
    partner = env["res.partner"].create({"name": "Cliente de prueba"})
    users = env["res.users"].search([("login", "=like", "agenda_%")])
    orders = env["sale.order"].create(
        [{"partner_id": partner.id, "user_id": user.id} for user in users for _number in range(10)]
    )
    orders.write({"state": "sent"})
    env.invalidate_all()
    env.cr.commit()
    return actions, weeks


def complete(env, users, size):
    fill(env, users, size)
    actions, weeks = arrange(env)
    values = {
        "users": users.ids,
        "company": env.company.id,
        "partners": int(size * PARTNERS),
        "actions": actions.ids,
        "weeks": weeks.ids,
    }
    for statement in _CLIENTS:
        env.cr.execute(SQL(statement, **values))
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()


def timed(env, ask):
    times, queries = [], 0
    for number in range(ROUNDS + 2):
        env.invalidate_all()
        before, start = env.cr.sql_log_count, time.perf_counter()
        ask()
        if number >= 2:  # the first rounds warm the registry's caches
            times.append((time.perf_counter() - start) * 1000)
            queries = env.cr.sql_log_count - before
    return statistics.median(times), queries


def pages(manager, person, colleague):
    """Return {page: what asks for it}."""
    firm, week = manager["despacho.dashboard"], person["despacho.my.week"]
    return {
        "firm, 12 months": lambda: firm.get_page({}),
        "firm, this month": lambda: firm.get_page({"period": "this_month"}),
        "firm, 12 months, a person": lambda: firm.get_page({"person": colleague.id}),
        "firm, 12 months, a team": lambda: firm.get_page({"team": colleague.sale_team_id.id}),
        "my week": week.get_page,
    }


def parts(manager, person):
    """Return {part: what asks for it}, where the time goes."""
    firm, week = manager["despacho.dashboard"], person["despacho.my.week"]
    scope, today = firm._get_scope({}), week.env["despacho.planning.facts"]._today()
    monday = fields.Date.start_of(today, "week")
    names = [name for name in dir(firm) if name.startswith("_part_")]
    return {name: (lambda name=name: getattr(firm, name)(scope)) for name in names} | {
        "work": lambda: week._get_work(person.user, today, monday),
        "untouched": lambda: week._get_untouched(person.user, today),
        "quotations": lambda: week._get_quotations(person.user, today),
        "pipeline": lambda: week._get_pipeline(person.user),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="activities, separated by commas")
    parser.add_argument("--parts", action="store_true", help="how long each part takes, too")
    arguments = parser.parse_args()
    odoo.tools.config.parse_config(["--max-cron-threads", "0"], setup_logging=False)
    logging.disable(logging.WARNING)
    with Registry(arguments.database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
        users = hire(env)
        context = {"lang": "es_ES", "tz": "Europe/Madrid"}
        manager = api.Environment(cr, env.ref("base.user_admin").id, context)
        person = api.Environment(cr, users[0].id, context)
        for size in map(int, arguments.sizes.split(",")):
            complete(env, users, size)
            counts = {name: env[name].search_count([]) for name in ("res.partner", "crm.lead")}
            print(f"\n{size:,} activities, {counts['res.partner']:,} contacts, {counts['crm.lead']:,} leads alive")
            print(f"{'page':28} {'ms':>8} {'queries':>8}")
            asked = pages(manager, person, users[1].with_env(manager))
            if arguments.parts:
                asked |= parts(manager, person)
            for name, ask in asked.items():
                milliseconds, queries = timed(env, ask)
                print(f"{name:28} {milliseconds:8.1f} {queries:8}", flush=True)
        cr.rollback()


if __name__ == "__main__":
    main()
