"""What it costs to join a pair of contacts and to take it back, beside Odoo's own wizard.

    python tests/benchmarks/merge.py DATABASE [--pairs 200] [--batch 100]

DATABASE: one with despacho_crm; a copy of it is made, measured and dropped, so that nobody may be
connected to it. ODOO_RC names the configuration. From each contact that goes hang two posted
invoices, a quotation, two leads with an activity, ten messages, two bank accounts (one of them
the other's too), followers and a person. The three ways run on equal thirds of the same base, and
commit as they do at work: each pair of the wizard, each batch of the others. Time of the clock
depends on what else the machine does: that of the processors, of Odoo and of the database
together, does less.
"""

import argparse
import os
import time
from contextlib import closing
from pathlib import Path

import odoo.tools
from odoo import SUPERUSER_ID, Command, api, fields, sql_db
from odoo.modules.registry import Registry
from odoo.tools import SQL


def make(env, count):
    """Return ``count`` pairs (the one that stays, the one that goes), with what hangs from them."""
    spain = env.ref("base.es").id
    stay = env["res.partner"].create(
        [{"name": f"Medida {n} SL", "is_company": True, "country_id": spain} for n in range(count)]
    )
    go = env["res.partner"].create(
        [
            {
                "name": f"MEDIDA {n}, S.L.",
                "is_company": True,
                "country_id": spain,
                "phone": f"+34 95{n:07d}",
                "email": f"medida{n}@example.com",
                "nif_exemption_reason": "other",
                "nif_exemption_note": "medida",
            }
            for n in range(count)
        ]
    )
    line = {"name": "Gestión", "price_unit": 100.0, "tax_ids": False}
    today = fields.Date.today()
    moves = env["account.move"].create(
        [
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": today,
                "invoice_line_ids": [Command.create(line)],
            }
            for partner in go
            for _twice in range(2)
        ]
    )
    moves.action_post()
    env["sale.order"].create([{"partner_id": partner.id} for partner in go])
    leads = env["crm.lead"].create(
        [{"name": "Consulta", "partner_id": partner.id, "type": "lead"} for partner in go for _twice in range(2)]
    )
    call = env.ref("mail.mail_activity_data_call").id
    env["mail.activity"].with_context(mail_activity_quick_update=True).create(
        [
            {"res_model_id": env["ir.model"]._get_id("crm.lead"), "res_id": lead.id, "activity_type_id": call}
            for lead in leads
        ]
    )
    env["mail.message"].create(
        [
            {"model": "res.partner", "res_id": partner.id, "body": "Nota", "author_id": partner.id}
            for partner in go
            for _time in range(10)
        ]
    )
    env["res.partner.bank"].create(
        [{"acc_number": f"ES{partner.id:020d}", "partner_id": partner.id} for partner in go]
        + [
            {"acc_number": f"ES1{n:019d}", "partner_id": partner.id}
            for n, pair in enumerate(zip(stay, go, strict=True))
            for partner in pair
        ]
    )
    env["res.partner"].create([{"name": "Persona", "parent_id": partner.id} for partner in go])
    env["mail.followers"].create(
        [
            {"res_model": "res.partner", "res_id": partner.id, "partner_id": env.user.partner_id.id}
            for partner in go | stay
        ]
    )
    env.flush_all()
    env.invalidate_all()
    return list(zip(stay.ids, go.ids, strict=True))


class Spent:
    """Time of the clock and of the processors, and statements, of what runs inside."""

    def __init__(self, env, pairs, label):
        self.env, self.pairs, self.label = env, pairs, label

    def __enter__(self):
        commit(self.env)
        self.statements, self.busy, self.start = self.env.cr.sql_log_count, self.processor(), time.perf_counter()
        return self

    def __exit__(self, *_error):
        commit(self.env)
        self.ms = (time.perf_counter() - self.start) * 1000 / self.pairs
        busy = (self.processor() - self.busy) * 1000 / self.pairs
        statements = (self.env.cr.sql_log_count - self.statements) / self.pairs
        print(
            f"  {self.label:28} {self.ms:8.1f} ms a pair {busy:8.1f} ms of processor {statements:8.1f} statements",
            flush=True,
        )

    def processor(self):
        """Return the seconds of processor of this process and of the one of the database that works for it."""
        stat = Path(f"/proc/{self.env.cr._cnx.get_backend_pid()}/stat").read_text().rpartition(")")[2].split()
        return time.process_time() + (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def commit(env):
    env.flush_all()
    env.cr.commit()
    env.invalidate_all()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--pairs", type=int, default=200, help="pairs for each of the ways")
    parser.add_argument("--batch", type=int, default=100, help="pairs of a batch")
    options = parser.parse_args()
    odoo.tools.config.parse_config(["-d", options.database])
    copy = f"{options.database}_merging"
    administer("DROP DATABASE IF EXISTS %s", copy)
    administer("CREATE DATABASE %s TEMPLATE %s", copy, options.database)
    try:
        with Registry(copy).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            measure(env, options.pairs, options.batch)
    finally:
        sql_db.close_db(copy)
        administer("DROP DATABASE %s", copy)


def administer(statement, *names):
    with closing(sql_db.db_connect("postgres").cursor()) as cr:
        cr._cnx.autocommit = True
        cr.execute(SQL(statement, *map(SQL.identifier, names)))


def measure(env, count, size):
    merges, wizard = env["despacho.merge"], env["base.partner.merge.automatic.wizard"]
    pairs = make(env, 3 * count + 2)
    commit(env)
    # What Odoo reads once for all.
    merges._join_many([(pairs[-1][0], [pairs[-1][1]], None, "")], automatic=False).action_undo()
    wizard._merge(pairs[-2], dst_partner=env["res.partner"].browse(pairs[-2][0]))
    commit(env)
    # As the database does by itself in a minute.
    env.cr.execute("ANALYZE")
    thirds = [pairs[start : start + count] for start in range(0, 3 * count, count)]
    print(f"{count} pairs each way; batches of {size}")
    with Spent(env, count, "Odoo's wizard") as theirs:
        for stay, go in thirds[0]:
            wizard._merge([stay, go], dst_partner=env["res.partner"].browse(stay))
            commit(env)
    with Spent(env, count, "one by one, with journal"):
        for stay, go in thirds[1]:
            merges._join_many([(stay, [go], None, "")], automatic=False)
            commit(env)
    batches = []
    with Spent(env, count, "in batches, with journal") as ours:
        for start in range(0, count, size):
            groups = [(stay, [go], None, "") for stay, go in thirds[2][start : start + size]]
            batches.append(merges._join_many(groups, automatic=True))
            commit(env)
    batched = merges.union(*batches)
    print(
        f"  {len(batched)} joined in batches, {sum(batched.mapped('moved')) / count:.1f} rows moved by each;"
        f" the wizard takes {theirs.ms / ours.ms:.0f} times as long"
    )
    with Spent(env, count, "undone in batches"):
        for batch in reversed(batches):
            batch.action_undo()
            commit(env)
    print("  all given back:", set(batched.mapped("state")) == {"undone"})


if __name__ == "__main__":
    main()
