"""The world in which contacts are joined."""

import json

from odoo import Command, fields
from odoo.tools import SQL

from .common import DespachoCommon

#: What a joining and its undoing write of themselves, or what the engine makes anew whenever it wants.
JOURNAL = {
    "despacho_merge",
    "despacho_merge_line",
    "despacho_merge_source_rel",
    "despacho_match_record",
    "despacho_match_key",
    "despacho_match_count",
}


class MergeCommon(DespachoCommon):
    """`one` and `two` are the same company, entered twice; `join()` does it as the data steward."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.merges = cls.env["despacho.merge"]
        cls.one = cls.new_company("Sol y Mar SL", vat="B58378431", country_id=cls.spain.id)
        cls.two = cls.new_company("SOL Y MAR, S.L.", phone="+34 955 123 456", email="info@solymar.example")
        cls.env.flush_all()

    def join(self, survivor, sources, user=None, **options):
        merges = self.merges.with_user(user or self.sara)
        merge = merges._join(survivor.with_user(user or self.sara), sources.with_user(user or self.sara), **options)
        self.env.flush_all()
        self.env.invalidate_all()
        return merge

    def undo(self, merge, user=None):
        merge.with_user(user or self.sara).action_undo()
        self.settle()

    def settle(self):
        """Bring up to date what waits for the end of the transaction, and forget what is in memory."""
        self.env["res.partner"]._lifecycle_flush()
        self.env.cr.flush()
        self.env.invalidate_all()

    def dump(self, *, without=()):
        """Return {table: sorted rows} of all tables, as text."""
        self.settle()
        cr = self.env.cr
        cr.execute(
            """
            SELECT relname FROM pg_class
             WHERE relkind = 'r' AND relnamespace = current_schema::regnamespace ORDER BY relname
            """
        )
        tables = [name for (name,) in cr.fetchall() if name not in JOURNAL and name not in without]
        result = {}
        for table in tables:
            cr.execute(SQL("SELECT TO_JSONB(item)::text FROM %s AS item ORDER BY 1", SQL.identifier(table)))
            result[table] = [row for (row,) in cr.fetchall()]
        return result

    def assert_same_dump(self, before, after):
        for table, rows in before.items():
            gone, new = ({*one} - {*two} for one, two in ((rows, after[table]), (after[table], rows)))
            if gone or new:
                self.fail(f"table {table}: {self.differences(gone, new)}")

    def differences(self, gone, new):
        """Say which columns of which rows differ."""
        old = {row.get("id"): row for row in map(json.loads, gone)}
        texts = []
        for row in map(json.loads, new):
            was = old.pop(row.get("id"), {})
            texts.append(
                (row.get("id"), {name: (was.get(name), row[name]) for name in row if was.get(name) != row[name]})
            )
        return texts, [("gone", row) for row in old]

    def invoice(self, partner, post=True, **values):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [Command.create({"name": "Gestión", "price_unit": 100.0, "tax_ids": False})],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    def hang_things(self, partner, tag):
        """Hang one of each kind of document from ``partner``; return {name: record}."""
        env = self.env
        contact = env["res.partner"].create({"name": f"Contacto {tag}", "parent_id": partner.id})
        lead = env["crm.lead"].create({"name": f"Lead {tag}", "partner_id": partner.id, "type": "lead"})
        things = {
            "contact": contact,
            "lead": lead,
            "order": env["sale.order"].create({"partner_id": partner.id}),
            "activity": lead.activity_schedule("mail.mail_activity_data_call", user_id=self.ana.id),
            "own_activity": partner.activity_schedule("mail.mail_activity_data_call", user_id=self.ana.id),
            "message": partner.message_post(body=f"Nota {tag}"),
            "attachment": env["ir.attachment"].create(
                {"name": f"{tag}.txt", "raw": b"x", "res_model": "res.partner", "res_id": partner.id}
            ),
            "bank": env["res.partner.bank"].create({"acc_number": f"ES00{tag}", "partner_id": partner.id}),
            "need": env["despacho.need"].create({"name": f"Necesidad {tag}", "partner_id": partner.id}),
            "event": env["calendar.event"].create(
                {
                    "name": f"Reunión {tag}",
                    "start": fields.Datetime.now(),
                    "stop": fields.Datetime.now(),
                    "partner_ids": [Command.set((partner | self.ana.partner_id).ids)],
                }
            ),
        }
        partner.message_subscribe(self.marta.partner_id.ids)
        lead.message_subscribe(partner.ids)
        partner.category_id = [Command.create({"name": f"Etiqueta {tag}"})]
        env.flush_all()
        return things
