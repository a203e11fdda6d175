"""What the tests of the rights of people share."""

from datetime import date

from odoo import Command

from .common import DespachoCommon


class RightsCommon(DespachoCommon):
    """The small world, with somebody who answers for data protection and a person of whom much is known.

    `pol`: data protection. `rosa_pi`: Rosa Pi, a sole trader, with a lead, an activity, a note, a need and a message.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pol = cls._new_user("pol", "despacho_crm.group_privacy")
        cls.rosa_pi = cls.env["res.partner"].create(
            {
                "name": "Rosa Pi",
                "vat": cls.nif_of(""),
                "email": "rosa.pi@correo.example",
                "phone": "600 11 22 33",
                "street": "Calle Mayor 3",
                "zip": "17001",
                "city": "Girona",
                "country_id": cls.spain.id,
            }
        )
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Declaración de la renta", "type": "lead", "partner_id": cls.rosa_pi.id, "user_id": cls.ana.id}
        )
        cls.need = cls.env["despacho.need"].create({"name": "Herencia", "partner_id": cls.rosa_pi.id})
        cls.note = cls.rosa_pi.message_post(
            body="Llamó su hermana", message_type="comment", author_id=cls.ana.partner_id.id
        )
        cls.call = cls.rosa_pi.activity_schedule("mail.mail_activity_data_call", user_id=cls.ana.id, summary="Llamarla")
        cls.env.flush_all()

    @classmethod
    def new_request(cls, kind="erasure", user=None, **values):
        values = {
            "kind": kind,
            "person_name": "Rosa Pi",
            "identity": "document",
            "partner_ids": [Command.set(cls.rosa_pi.ids)],
            **values,
        }
        return cls.env["despacho.privacy.request"].with_user(user or cls.pol).create(values)

    def block(self, partner=None, reason="other", **values):
        """Block as data protection does, and return the block."""
        partner = self.rosa_pi if partner is None else partner
        blocks = self.env["despacho.privacy.block"].with_user(self.pol)
        block = blocks._block(partner, self.env["crm.lead"], reason, note="De la prueba", **values)
        self.env.invalidate_all()
        return block

    def sees(self, user, records):
        """Return those of ``records`` that the user finds, archived included."""
        return records.with_user(user).with_context(active_test=False).search([("id", "in", records.ids)])

    @classmethod
    def new_invoice(cls, partner, day=date(2026, 3, 1)):
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": day,
                "invoice_line_ids": [Command.create({"name": "Renta", "quantity": 1, "price_unit": 100})],
            }
        )
        move.action_post()
        return move
