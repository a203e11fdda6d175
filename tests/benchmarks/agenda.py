"""How fast the commercial agenda answers as the log grows: 10,000, 100,000 and 500,000 activities.

    python tests/benchmarks/agenda.py DB [--sizes 10000,100000,500000] [--explain OPERATION]

DB is a scratch database with despacho_crm: it is filled in SQL and stays full. ODOO_RC names the
configuration. To each hundred activities go ten clients, twenty leads, forty received e-mails, thirty
changes of stage and two meetings. The figures are medians, in milliseconds, of what the web client
asks to open each screen (rows and count), by a person with rights and from a cold cache; the last
columns are Odoo's own list of activities with the same filter on the same data, and the ratio.
"""

import argparse
import logging
import random
import statistics
import time

import odoo.tools
from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry
from odoo.tools import SQL, date_utils

SIZES = (10_000, 100_000, 500_000)
ROUNDS = 7
STAFF = 20
#: Days of the log: three years back, six weeks ahead.
PAST, AHEAD = 1095, 42
AGENDA = {
    name: {}
    for name in (
        "kind date moment state client_name phone action outcome channel result reaction chance next_days done".split()
    )
} | {"user_id": {"fields": {"display_name": {}}}, "partner_id": {"fields": {"display_name": {}}}}
ACTIVITIES = {name: {} for name in "res_name res_model res_id summary date_deadline date_done state active".split()} | {
    "user_id": {"fields": {"display_name": {}}},
    "activity_type_id": {"fields": {"display_name": {}}},
}


def hire(env):
    """Return the users who work in the agenda, in teams of five; make them the first time."""
    group = env.ref("despacho_crm.group_user")
    users = env["res.users"].search([("login", "=like", "agenda_%")], order="id")
    if users:
        return users
    users = env["res.users"].create(
        [
            {
                "name": f"Persona {number}",
                "login": f"agenda_{number}",
                "group_ids": [(4, group.id)],
                "tz": "Europe/Madrid",
            }
            for number in range(STAFF)
        ]
    )
    for start in range(0, STAFF, 5):
        env["crm.team"].create({"name": f"Equipo {start}", "member_ids": [(6, 0, users[start : start + 5].ids)]})
    env.cr.commit()
    return users


def fill(env, users, size):
    """Complete the log up to ``size`` activities."""
    cr = env.cr
    have = env["mail.activity"].with_context(active_test=False).search_count([("summary", "=like", "Gestión %")])
    more = size - have
    if more <= 0:
        return
    stages = env["crm.stage"].search([("outcome", "!=", "spam")])
    values = {
        "start": have,
        "end": size,
        "users": users.ids,
        "stages": stages.ids,
        "stage_names": stages.mapped("name"),
        "company": env.company.id,
        "past": PAST,
        "span": PAST + AHEAD,
        "call": env.ref("mail.mail_activity_data_call").id,
        "lead_model": env["ir.model"]._get_id("crm.lead"),
        "partner_model": env["ir.model"]._get_id("res.partner"),
        "stage_field": env["ir.model.fields"]._get("crm.lead", "stage_id").id,
    }
    for statement in STATEMENTS:
        cr.execute(SQL(statement, **values))
    cr.commit()
    cr.execute("ANALYZE")
    cr.commit()


_USER = "(%(users)s)[1 + mod(n * 7, cardinality(%(users)s))]"
_DAYS_AGO = "(%(past)s - mod(n::bigint * 7919, %(span)s))::int"
STATEMENTS = (
    f"""
    INSERT INTO res_partner (name, complete_name, active, is_company, partner_share, type, lang, phone, user_id,
                             nif_key, vat, autopost_bills, create_date, write_date)
    SELECT 'Empresa ' || md5(n::text), 'Empresa ' || md5(n::text), TRUE, TRUE, TRUE, 'contact', 'es_ES',
           '9' || (10000000 + n), {_USER}, 'A' || lpad(n::text, 8, '0'), 'ESA' || lpad(n::text, 8, '0'), 'ask',
           now(), now()
      FROM generate_series(%(start)s / 10 + 1, %(end)s / 10) n
    """,
    "UPDATE res_partner SET commercial_partner_id = id WHERE commercial_partner_id IS NULL",
    f"""
    INSERT INTO crm_lead (name, type, active, partner_id, user_id, team_id, stage_id, company_id, phone, priority,
                          probability, automated_probability, create_date, write_date)
    SELECT 'Asesoría ' || n, 'opportunity', TRUE, client.id, {_USER}, NULL,
           (%(stages)s)[1 + mod(n, cardinality(%(stages)s))], %(company)s, '6' || (10000000 + n), '1', 10, 10,
           now(), now()
      FROM generate_series(%(start)s / 5 + 1, %(end)s / 5) n
      JOIN res_partner client ON client.nif_key = 'A' || lpad((1 + n / 2)::text, 8, '0')
    """,
    f"""
    WITH leads AS (SELECT id, partner_id, row_number() OVER (ORDER BY id) AS place FROM crm_lead
                    WHERE name LIKE 'Asesoría %%'),
         total AS (SELECT count(*) AS leads FROM leads),
         planned AS (
        SELECT n, {_USER} AS user_id, CURRENT_DATE - {_DAYS_AGO} AS day,
               -- What is past is done, but for one in thirty.
               {_DAYS_AGO} > 0 AND mod(abs(hashint4(n)), 30) > 0 AS done
          FROM generate_series(%(start)s + 1, %(end)s) n)
    INSERT INTO mail_activity (activity_type_id, res_model_id, res_model, res_id, res_name, summary, date_deadline,
                               date_done, done_at, active, user_id, lead_id, contact_id, partner_id, channel,
                               direction, result, reaction, chance, next_days, create_date, write_date)
    SELECT %(call)s, %(lead_model)s, 'crm.lead', leads.id, 'Asesoría', 'Gestión ' || n, day,
           CASE WHEN done THEN day END, CASE WHEN done THEN day + '8 hours'::interval * (1 + mod(n, 10) / 10.0) END,
           NOT done, user_id, leads.id, leads.partner_id, leads.partner_id,
           (ARRAY['call', 'email', 'visit', 'meeting'])[1 + mod(n, 4)], 'outbound',
           CASE WHEN done THEN (ARRAY['spoke', 'no_answer', 'visited', 'answered', 'left_message'])[1 + mod(n, 5)] END,
           CASE WHEN done AND mod(n, 3) > 0 THEN (ARRAY['interested', 'undecided', 'later'])[1 + mod(n, 3)] END,
           CASE WHEN done AND mod(n, 3) > 0 THEN mod(n, 10) * 10 END, CASE WHEN done THEN mod(n, 14) END, now(), now()
      FROM planned JOIN total ON TRUE JOIN leads ON leads.place = 1 + mod(n::bigint * 31, total.leads)
    """,
    f"""
    WITH clients AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM res_partner WHERE nif_key LIKE 'A0%%'),
         total AS (SELECT count(*) AS clients FROM clients)
    INSERT INTO mail_message (message_type, model, res_id, author_id, subject, date, create_date, write_date)
    SELECT 'email', 'res.partner', clients.id, clients.id, 'Consulta ' || n,
           CURRENT_DATE - {_DAYS_AGO} + '10 hours'::interval, now(), now()
      FROM generate_series(%(start)s * 2 / 10 + 1, %(end)s * 2 / 10) n
      JOIN total ON TRUE JOIN clients ON clients.place = 1 + mod(n::bigint * 31, total.clients)
     WHERE {_DAYS_AGO} >= 0
    """,
    f"""
    WITH leads AS (SELECT id, partner_id, row_number() OVER (ORDER BY id) AS place FROM crm_lead
                    WHERE name LIKE 'Asesoría %%'),
         total AS (SELECT count(*) AS leads FROM leads)
    INSERT INTO mail_message (message_type, model, res_id, author_id, subject, date, create_date, write_date)
    SELECT CASE WHEN mod(n, 5) < 2 THEN 'email' ELSE 'notification' END, 'crm.lead', leads.id, leads.partner_id,
           CASE WHEN mod(n, 5) < 2 THEN 'Consulta ' ELSE 'Etapa ' END || n,
           CURRENT_DATE - {_DAYS_AGO} + '11 hours'::interval, now(), now()
      FROM generate_series(%(start)s / 2 + 1, %(end)s / 2) n
      JOIN total ON TRUE JOIN leads ON leads.place = 1 + mod(n::bigint * 37, total.leads)
     WHERE {_DAYS_AGO} >= 0
    """,
    """
    INSERT INTO mail_tracking_value (mail_message_id, field_id, old_value_char, new_value_char, create_uid,
                                     create_date, write_date)
    SELECT message.id, %(stage_field)s, (%(stage_names)s)[1 + mod(message.id, cardinality(%(stage_names)s))],
           (%(stage_names)s)[1 + mod(message.id + 1, cardinality(%(stage_names)s))],
           (%(users)s)[1 + mod(message.id, cardinality(%(users)s))], message.date, now()
      FROM mail_message message
     WHERE message.subject LIKE 'Etapa %%'
       AND NOT EXISTS (SELECT 1 FROM mail_tracking_value known WHERE known.mail_message_id = message.id)
    """,
    f"""
    WITH leads AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM crm_lead WHERE name LIKE 'Asesoría %%'),
         total AS (SELECT count(*) AS leads FROM leads)
    INSERT INTO calendar_event (name, user_id, opportunity_id, start, stop, duration, allday, active, show_as,
                                create_date, write_date)
    SELECT 'Visita ' || n, {_USER}, leads.id, CURRENT_DATE - {_DAYS_AGO} + '9 hours'::interval,
           CURRENT_DATE - {_DAYS_AGO} + '10 hours'::interval, 1, FALSE, TRUE, 'busy', now(), now()
      FROM generate_series(%(start)s / 50 + 1, %(end)s / 50) n
      JOIN total ON TRUE JOIN leads ON leads.place = 1 + mod(n::bigint * 41, total.leads)
    """,
)


def operations(today):
    """Return {name: (domain of the agenda, domain of core's list or None, groupby of both or None)}."""
    monday, sunday = date_utils.start_of(today, "week"), date_utils.end_of(today, "week")
    mine = [("user_id", "=", None)]
    week = [("date", ">=", monday), ("date", "<=", sunday)]
    core_week = [("date_deadline", ">=", monday), ("date_deadline", "<=", sunday)]
    pending = [("done", "=", False)]
    late, core_late = [("date", "<", today)], [("date_deadline", "<", today)]
    until = [("date", "<=", today)]
    return {
        "mine, today and late": (mine + pending + until, [*mine, ("date_deadline", "<=", today)], None),
        "mine, today": (mine + [("date", "=", today)], [*mine, ("date_deadline", "=", today)], None),
        "my team, this week": ([("my_team", "=", True)] + week, None, None),
        "everyone, this week": (week, core_week, None),
        "late, everyone": (pending + late, core_late, None),
        "no filter at all": ([], [], None),
        "done with no answer": ([("done", "=", True), ("result", "=", "no_answer")], None, None),
        "by day, this week": (week, core_week, "day"),
        "by day, late": (pending + late, core_late, "day"),
        "by day, from now on": ([("date", ">=", monday)], [("date_deadline", ">=", monday)], "day"),
        "by day, everything": ([], [], "day"),
        "by day, all of mine": (mine, mine, "day"),
        "by day, my team": ([("my_team", "=", True)], None, "day"),
        "by day, not reached": ([("result", "=", "no_answer")], None, "day"),
        "search a client": ([("client_search", "ilike", "empresa c4ca4")], None, None),
        "search a NIF": ([("client_search", "ilike", "A00000042")], None, None),
        "search in the box": ([("words", "ilike", "gestión 77")], None, None),
        "a client in the box": ([("words", "ilike", "empresa c4ca4")], None, None),
        "search a word": ([("summary", "ilike", "gestión 77")], [("summary", "ilike", "gestión 77")], None),
    }


def ask(env, model, domain, groupby, specification):
    """Do what the web client does to open the screen; return how many rows came."""
    domain = [("user_id", "=", env.uid) if leaf == ("user_id", "=", None) else leaf for leaf in domain]
    if groupby:
        day = {"mail.activity": "date_deadline:day"}.get(model, "date:day")
        return len(env[model].web_read_group(domain, [day], ["__count"], limit=80)["groups"])
    return len(env[model].web_search_read(domain, specification, limit=80, count_limit=10001)["records"])


def timed(env, *arguments):
    times, rows = [], 0
    for number in range(ROUNDS + 2):
        env.invalidate_all()
        start = time.perf_counter()
        rows = ask(env, *arguments)
        if number >= 2:  # the first rounds warm the registry's caches
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), rows


def explain(env, domain, groupby):
    """Print the plans of what the screen asks."""
    cr, original = env.cr, env.cr.execute

    def execute(query, params=None, log_exceptions=True):
        text = query.code if isinstance(query, SQL) else query
        if "despacho_agenda" in text and text.lstrip().startswith("SELECT"):
            arguments = query.params if isinstance(query, SQL) else params
            original("EXPLAIN (ANALYZE, BUFFERS, SETTINGS) " + text, arguments)
            print("\n".join(row for (row,) in cr.fetchall()), end="\n\n")
        return original(query, params, log_exceptions)

    cr.execute = execute
    ask(env, "despacho.agenda", domain, groupby, AGENDA)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="activities, separated by commas")
    parser.add_argument("--explain", metavar="OPERATION", help="print the plans of one operation instead")
    arguments = parser.parse_args()
    odoo.tools.config.parse_config(["--max-cron-threads", "0"], setup_logging=False)
    logging.disable(logging.WARNING)
    random.seed(20240101)
    with Registry(arguments.database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
        users = hire(env)
        as_user = api.Environment(cr, users[0].id, {"lang": "es_ES", "tz": "Europe/Madrid"})
        today = fields.Date.context_today(as_user["despacho.agenda"])
        for size in map(int, arguments.sizes.split(",")):
            fill(env, users, size)
            total = as_user["despacho.agenda"].search_count([])
            print(f"\n{size:,} activities, {total:,} rows")
            print(f"{'operation':22} {'rows':>5} {'ms':>8} {'Odoo':>8} {'ratio':>6}")
            for name, (domain, core, groupby) in operations(today).items():
                if arguments.explain:
                    if name == arguments.explain:
                        explain(as_user, domain, groupby)
                    continue
                ours, rows = timed(as_user, "despacho.agenda", domain, groupby, AGENDA)
                line = f"{name:22} {rows:5} {ours:8.1f}"
                if core is not None:
                    theirs, _rows = timed(as_user, "mail.activity", core, groupby, ACTIVITIES)
                    line += f" {theirs:8.1f} {ours / theirs:6.2f}"
                print(line, flush=True)
        cr.rollback()


if __name__ == "__main__":
    main()
