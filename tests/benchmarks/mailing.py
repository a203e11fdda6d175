"""How long the messages of an action by e-mail take: to be prepared, and to leave to a mail server of one's own.

    python tests/benchmarks/mailing.py DB [--recipients 100000] [--send 1000]

DB is a scratch database with despacho_crm: the recipients are written in SQL, as frozen, with a consent
each, and stay there. ODOO_RC names the configuration. Prints, per recipient: seconds of wall time and queries
of preparing (in batches, each committed), at the beginning and at the end, and of leaving (gate asked again, marked,
handed over, noted); and the memory that preparing takes.
"""

import argparse
import logging
import sys
import time
from pathlib import Path

from worked import Measured

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import SQL

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "despacho_crm" / "tests"))
from smtp_catcher import SmtpCatcher

NAME = "Medida de correo"
_BODY = """<div class="o_layout"><p>Hola <t t-out="object.name"></t>:</p><p>La campaña de la renta empieza en abril.
<a href="https://despacho.example/renta">Pida cita</a> o <a href="https://despacho.example/dudas">pregunte</a>.</p>
<p>{}</p></div>"""
_CONTACTS = """
    WITH new AS (
        INSERT INTO res_partner (name, complete_name, active, is_company, partner_share, type, email, email_normalized,
                                 autopost_bills, create_date, write_date)
        SELECT 'Medida ' || n, 'Medida ' || n, TRUE, FALSE, TRUE, 'contact', 'medida' || n || '@clientes.example',
               'medida' || n || '@clientes.example', 'ask', now(), now()
          FROM generate_series(%(start)s + 1, %(end)s) n RETURNING id, email
    )
    INSERT INTO despacho_consent (partner_id, company_id, channel, address, purpose, given_on, how, evidence,
                                  text_shown, create_date, write_date)
    SELECT id, %(company)s, 'email', email, 'all', CURRENT_DATE - 10, 'form', 'Formulario', 'Acepto', now(), now()
      FROM new
"""
_ROWS = """
    INSERT INTO despacho_action_recipient (action_id, company_id, channel, number, partner_id, name, email,
                                           email_normalized, included, basis, state, create_date, write_date)
    SELECT %(action)s, %(company)s, 'email', ROW_NUMBER() OVER (ORDER BY id), id, name, email, email_normalized, TRUE,
           'consent', 'waiting', now(), now()
      FROM (SELECT * FROM res_partner WHERE email LIKE 'medida%%@clientes.example' ORDER BY id LIMIT %(size)s) partner
"""


def fill(env, size):
    """Make an action with ``size`` frozen recipients; return it."""
    company = env["res.company"].search([], limit=1)
    have = env["res.partner"].search_count([("email", "=like", "medida%@clientes.example")])
    if have < size:
        env.cr.execute(SQL(_CONTACTS, start=have, end=size, company=company.id))
        env.cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE commercial_partner_id IS NULL")
    root = env.ref("despacho_crm.product_category_services")
    line = env["product.category"].create({"name": NAME, "parent_id": root.id})
    campaign = env["despacho.campaign"].create(
        {
            "title": NAME,
            "service_line_id": line.id,
            "company_id": company.id,
            "reviewed_on": env.cr.now(),
            "reviewed_by": env.uid,
        }
    )
    action = env["despacho.action"].create({"name": NAME, "campaign_id": campaign.id, "channel": "email"})
    body = _BODY.format("Lorem ipsum dolor sit amet. " * 60)
    action._get_mailing().write({"subject": "La renta se acerca", "body_arch": body, "body_html": body})
    env.flush_all()
    env.cr.execute(SQL(_ROWS, action=action.id, company=company.id, size=size))
    env.invalidate_all()
    action._frozen()
    action._launch()
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return action


def tell(what, count, seconds, queries):
    print(
        f"{what}: {count:,} in {seconds:.1f} s; {1000 * seconds / count:.2f} ms and {queries / count:.2f} queries each",
        flush=True,
    )


def prepare(env, action):
    """Prepare the messages, telling the first and the last tenth."""
    mailing = action.mailing_ids
    numbers = []
    original = type(mailing)._prepare_batch

    def prepare_batch(self, rows):
        start, before = time.perf_counter(), self.env.cr.sql_log_count
        original(self, rows)
        self.env.flush_all()
        numbers.append((len(rows), time.perf_counter() - start, self.env.cr.sql_log_count - before))

    type(mailing)._prepare_batch = prepare_batch
    with Measured(env.cr) as measured:
        start, before = time.perf_counter(), env.cr.sql_log_count
        mailing._prepare_messages()
        seconds, queries = time.perf_counter() - start, env.cr.sql_log_count - before
    type(mailing)._prepare_batch = original
    tenth = max(len(numbers) // 10, 1)
    for what, part in (("  first tenth", numbers[:tenth]), ("  last tenth", numbers[-tenth:])):
        tell(what, *map(sum, zip(*part, strict=True)))
    tell("prepared", sum(count for count, _seconds, _queries in numbers), seconds, queries)
    print(f"  work of this process and the database {measured.cpu:.1f} s; memory {measured.memory:.0f} MB")


def send(env, action, count):
    """Have ``count`` messages leave."""
    with SmtpCatcher() as catcher:
        server = env["ir.mail_server"].create(
            {"name": NAME, "smtp_host": catcher.host, "smtp_port": catcher.port, "sequence": -1}
        )
        env["ir.config_parameter"].set_param("mail.mail.queue.batch.size", count)
        env.cr.commit()
        start, before = time.perf_counter(), env.cr.sql_log_count
        env["mail.mail"].process_email_queue()
        tell("left", len(catcher.messages), time.perf_counter() - start, env.cr.sql_log_count - before)
        assert set(catcher.addressees().values()) == {1}
        server.unlink()
        env.cr.commit()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--recipients", type=int, default=100_000)
    parser.add_argument("--send", type=int, default=1000)
    arguments = parser.parse_args()
    odoo.tools.config.parse_config(["-d", arguments.database, "--no-http", "--log-level=warn"])
    logging.getLogger("odoo").setLevel(logging.WARNING)
    with Registry(arguments.database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        action = fill(env, arguments.recipients)
        prepare(env, action)
        send(env, action, arguments.send)


if __name__ == "__main__":
    main()
