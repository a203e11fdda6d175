"""What it costs to join a pair of contacts and to take it back, beside Odoo's own wizard.

    python tests/benchmarks/merge.py DATABASE [--pairs 100] [--batch 100]

DATABASE: one with despacho_crm, of which nothing is changed: everything is rolled back. ODOO_RC
names the configuration. From each contact that goes hang two posted invoices, a quotation, two
leads with an activity, ten messages, two bank accounts (one of them the other's too), followers
and a person. The three ways run on equal thirds of the same base, in the same transaction.
"""

import argparse
import time

import odoo.tools
from odoo import SUPERUSER_ID, Command, api, fields
from odoo.modules.registry import Registry


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
    """Seconds and statements of what runs inside."""

    def __init__(self, env, pairs, label):
        self.env, self.pairs, self.label = env, pairs, label

    def __enter__(self):
        self.env.flush_all()
        self.env.invalidate_all()
        self.statements, self.start = self.env.cr.sql_log_count, time.perf_counter()

    def __exit__(self, *_error):
        self.env["res.partner"]._lifecycle_flush()
        self.env.flush_all()
        seconds = time.perf_counter() - self.start
        statements = self.env.cr.sql_log_count - self.statements
        print(
            f"  {self.label:44} {seconds * 1000 / self.pairs:8.1f} ms a pair {statements / self.pairs:8.1f} statements",
            flush=True,
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--pairs", type=int, default=100, help="pairs for each of the ways")
    parser.add_argument("--batch", type=int, default=100, help="pairs of a batch")
    options = parser.parse_args()
    odoo.tools.config.parse_config(["-d", options.database])
    with Registry(options.database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
        measure(env, options.pairs, options.batch)
        cr.rollback()


def measure(env, count, size):
    merges, wizard = env["despacho.merge"], env["base.partner.merge.automatic.wizard"]
    pairs = make(env, 3 * count + 3)
    # What Odoo reads once for all.
    merges._join_many([(pairs[-1][0], [pairs[-1][1]], None, "")], automatic=False).action_undo()
    wizard._merge(pairs[-2], dst_partner=env["res.partner"].browse(pairs[-2][0]))
    thirds = [pairs[start : start + count] for start in range(0, 3 * count, count)]
    print(f"{count} pairs each way; batches of {size}")
    with Spent(env, count, "Odoo's wizard"):
        for stay, go in thirds[0]:
            wizard._merge([stay, go], dst_partner=env["res.partner"].browse(stay))
            env.flush_all()
    one_by_one = merges.browse()
    with Spent(env, count, "one by one, with journal"):
        for stay, go in thirds[1]:
            one_by_one |= merges._join_many([(stay, [go], None, "")], automatic=False)
            env.flush_all()
    batched = merges.browse()
    with Spent(env, count, "in batches, with journal"):
        for start in range(0, count, size):
            groups = [(stay, [go], None, "") for stay, go in thirds[2][start : start + size]]
            batched |= merges._join_many(groups, automatic=True)
    moved = sum(batched.mapped("moved")) / max(len(batched), 1)
    print(f"  {len(batched)} joined in batches, {moved:.1f} rows moved by each")
    with Spent(env, count, "undone"):
        batched.action_undo()
    print("  all given back:", set(batched.mapped("state")) == {"undone"})


if __name__ == "__main__":
    main()
