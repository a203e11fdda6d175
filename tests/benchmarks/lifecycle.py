"""What it costs to bring the relation of the whole base up to date, per partner, as the base grows.

    python tests/benchmarks/lifecycle.py DATABASE [--sizes 10000 100000] [--sample 100]

DATABASE: one with despacho_crm, of which nothing is changed: everything is rolled back. ODOO_RC
names the configuration. Each size is made in SQL (invoices, leads, contacts, plans and mailings
with a seeded spread), brought up to date in batches as the job does, once more when nothing has
changed, and compared in the same run with a computation record by record on a sample.
"""

import argparse
import statistics
import time

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

#: What one partner has, on average.
PER_PARTNER = {"invoices": 2, "leads": 0.3, "contacts": 4, "traces": 5}


class Base:
    """A base of ``size`` companies more, in the transaction of ``env``."""

    def __init__(self, env, size):
        self.env = env
        self.size = size

    def make(self):
        env, cr = self.env, self.env.cr
        env.flush_all()
        cr.execute("SELECT setseed(0.42)")
        cr.execute(
            """
            INSERT INTO res_partner (name, complete_name, is_company, active, partner_share, type, lang,
                                     phone, nif_key, create_date, write_date, lifecycle, temperature, autopost_bills)
            SELECT 'Empresa ' || n, 'Empresa ' || n, TRUE, TRUE, TRUE, 'contact', 'es_ES', '+34972000000', NULL,
                   now(), now(), 'prospect', 'cold', 'ask'
              FROM generate_series(1, %s) n RETURNING id
            """,
            [self.size],
        )
        ids = [row[0] for row in cr.fetchall()]
        self.first, self.last = ids[0], ids[-1]
        cr.execute(
            "UPDATE res_partner SET commercial_partner_id = id WHERE id BETWEEN %s AND %s", [self.first, self.last]
        )
        self.invoices()
        self.leads()
        self.contacts()
        self.traces()
        for table in ("res_partner", "account_move", "crm_lead", "mail_activity", "mailing_trace"):
            cr.execute(f"ANALYZE {table}")
        env.invalidate_all()

    def spread(self, per_partner):
        """Return the number of rows and the SQL that picks their partner."""
        return int(self.size * per_partner), f"{self.first} + floor(random() * {self.size})::int"

    def invoices(self):
        count, partner = self.spread(PER_PARTNER["invoices"])
        company = self.env.company
        journal = self.env["account.journal"].search([("type", "=", "sale"), ("company_id", "=", company.id)], limit=1)
        self.env.cr.execute(
            f"""
            INSERT INTO account_move (name, journal_id, company_id, currency_id, state, move_type, date, invoice_date,
                                      partner_id, commercial_partner_id, amount_untaxed_signed, payment_state,
                                      auto_post)
            SELECT 'B' || n, %s, %s, %s, 'posted', CASE WHEN random() < 0.05 THEN 'out_refund' ELSE 'out_invoice' END,
                   day, day, who, who, round((random() * 3000)::numeric, 2), 'paid', 'no'
              FROM (SELECT n, {partner} AS who, CURRENT_DATE - floor(random() * 1000)::int AS day
                      FROM generate_series(1, %s) n) made
            """,
            [journal.id, company.id, company.currency_id.id, count],
        )

    def leads(self):
        count, partner = self.spread(PER_PARTNER["leads"])
        stages = self.env["crm.stage"].search([]).ids
        self.env.cr.execute(
            f"""
            INSERT INTO crm_lead (name, type, active, partner_id, stage_id, create_date, date_last_stage_update,
                                  priority)
            SELECT 'Asunto ' || n, CASE WHEN random() < 0.5 THEN 'lead' ELSE 'opportunity' END, random() < 0.8,
                   {partner}, (%s::int[])[1 + floor(random() * %s)::int], at, at, '0'
              FROM (SELECT n, now() AT TIME ZONE 'UTC' - random() * interval '400 days' AS at
                      FROM generate_series(1, %s) n) made
            """,
            [stages, len(stages), count],
        )

    def contacts(self):
        count, partner = self.spread(PER_PARTNER["contacts"])
        call = self.env.ref("mail.mail_activity_data_call").id
        model = self.env["ir.model"]._get_id("res.partner")
        self.env.cr.execute(
            f"""
            INSERT INTO mail_activity (res_model_id, res_model, res_id, partner_id, contact_id, activity_type_id,
                                       user_id, date_deadline, active, channel, direction, result, reaction, chance,
                                       done_at)
            SELECT %s, 'res.partner', who, who, who, %s, %s, at::date, planned, 'call', 'outbound',
                   CASE WHEN NOT planned THEN
                       (ARRAY['spoke', 'no_answer', 'left_message'])[1 + floor(random() * 3)::int] END,
                   CASE WHEN NOT planned AND random() < 0.3 THEN
                       (ARRAY['interested', 'later', 'not_interested'])[1 + floor(random() * 3)::int] END,
                   CASE WHEN NOT planned AND random() < 0.2 THEN floor(random() * 101)::int END,
                   CASE WHEN NOT planned THEN at END
              FROM (SELECT {partner} AS who, random() < 0.1 AS planned,
                           now() AT TIME ZONE 'UTC' - random() * interval '400 days' AS at
                      FROM generate_series(1, %s) n) made
            """,
            [model, call, SUPERUSER_ID, count],
        )

    def traces(self):
        count, partner = self.spread(PER_PARTNER["traces"])
        self.env.cr.execute(
            f"""
            INSERT INTO mailing_trace (model, res_id, trace_type, trace_status, sent_datetime, open_datetime,
                                       reply_datetime)
            SELECT 'res.partner', {partner}, 'mail', 'open', at,
                   CASE WHEN random() < 0.5 THEN at + random() * interval '20 hours' END,
                   CASE WHEN random() < 0.03 THEN at + random() * interval '40 hours' END
              FROM (SELECT now() AT TIME ZONE 'UTC' - random() * interval '400 days' AS at
                      FROM generate_series(1, %s) n) made
            """,
            [count],
        )


def batches(env, base):
    """Bring the partners of ``base`` up to date as the job does. Return how many changed."""
    from odoo.addons.despacho_crm.models.lifecycle.res_partner_lifecycle_job import _BATCH

    partners = env["res.partner"]
    proposals = partners._lifecycle_potential_proposals(partners._lifecycle_today())
    changed = 0
    for first in range(base.first, base.last + 1, _BATCH):
        ids = list(range(first, min(first + _BATCH, base.last + 1)))
        changed += len(partners._lifecycle_update_batch(ids, proposals))
    return changed


def timed(work, *arguments):
    start = time.perf_counter()
    result = work(*arguments)
    return time.perf_counter() - start, result


def naive(env, ids):
    """Compute the relation of each record by the ORM. Return the values, which have to be those of the SQL."""
    from odoo.addons.despacho_crm.tests.lifecycle_naive import Naive

    today = env["res.partner"]._lifecycle_today()
    return [Naive(partner, today).values() for partner in env["res.partner"].browse(ids)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--sample", type=int, default=100)
    arguments = parser.parse_args()
    odoo.tools.config.parse_config(["--max-cron-threads", "0"], setup_logging=False)
    print(f"{'partners':>9} {'first ms':>9} {'again ms':>9} {'naive ms':>9} {'times':>6} {'single ms':>10}  total s")
    for size in arguments.sizes:
        with Registry(arguments.database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            base = Base(env, size)
            base.make()
            first, changed = timed(batches, env, base)
            again, none = timed(batches, env, base)
            if none or not changed:
                raise SystemExit(f"{changed} partners changed the first time and {none} the second: 0 were expected")
            step = size // arguments.sample
            sample = list(range(base.first, base.last + 1, step))[: arguments.sample]
            env.invalidate_all()
            slow, values = timed(naive, env, sample)
            for partner, expected in zip(env["res.partner"].browse(sample), values, strict=True):
                found = {name: partner[name] for name in expected}
                if found != expected:
                    raise SystemExit(f"{partner}: {found} is not {expected}")
            single = statistics.median(
                timed(env["res.partner"].browse(partner_id)._lifecycle_update)[0] for partner_id in sample
            )
            per_partner, naively = first / size * 1000, slow / len(sample) * 1000
            print(
                f"{size:9} {per_partner:9.3f} {again / size * 1000:9.3f} {naively:9.2f} {naively / per_partner:6.0f}"
                f" {single * 1000:10.1f}  {first:.1f}"
            )
            cr.rollback()


if __name__ == "__main__":
    main()
