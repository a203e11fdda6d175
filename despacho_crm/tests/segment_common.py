"""What the tests of the segments share."""

from datetime import timedelta

from odoo import fields

from .common import DespachoCommon


class SegmentCommon(DespachoCommon):
    """The small world, with companies of Girona (two clients of Fiscal, a prospect) and one of Barcelona.

    `girona`: a segment of Ana's, of the whole firm, of those of Girona.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gi, cls.bcn = cls.env.ref("base.state_es_gi"), cls.env.ref("base.state_es_b")
        root = cls.env.ref("despacho_crm.product_category_services")
        cls.fiscal, cls.laboral = cls.env["product.category"].create(
            [{"name": name, "parent_id": root.id} for name in ("Fiscal", "Laboral")]
        )
        # What else the base holds is of no interest to these tests.
        cls.tag = cls.env["res.partner.category"].create({"name": "De la prueba"})
        cls.mar, cls.pins, cls.roure, cls.port = (
            cls.new_company(name, vat=cls.nif_of("B"), state_id=state.id, city=city, category_id=cls.tag.ids)
            for name, state, city in (
                ("Mar Blau SL", cls.gi, "Roses"),
                ("Pins i Més SL", cls.gi, "Girona"),
                ("El Roure SL", cls.gi, "Olot"),
                ("Port Vell SL", cls.bcn, "Barcelona"),
            )
        )
        cls.anna = cls.env["res.partner"].create({"name": "Anna Mar", "parent_id": cls.mar.id, "state_id": cls.gi.id})
        cls.anna.category_id = cls.tag
        cls.env.flush_all()
        cls.girona = cls.new_segment("Girona", cls.of(cls.gi))

    @classmethod
    def of(cls, *states):
        """Return the definition of the companies of these tests in ``states``."""
        return [("category_id", "in", cls.tag.ids), ("state_id", "in", [state.id for state in states])]

    @classmethod
    def new_segment(cls, name="Prueba", domain=(), user=None, **values):
        user = user or cls.ana
        return (
            cls.env["despacho.segment"]
            .with_user(user)
            .create({"name": name, "domain": repr(list(domain)), "company_id": cls.firm.id, **values})
            .with_env(cls.env)
        )

    def members(self, segment, user=None):
        """Return the contacts that are in it now."""
        return self.as_user(user or self.ana).search([("segment_ids", "in", segment.ids)])

    def row(self, segment, partner):
        return self.every_row().search([("segment_id", "=", segment.id), ("partner_id", "=", partner.id)])

    def every_row(self):
        return self.env["despacho.segment.member"].with_context(active_test=False)

    def days_ago(self, segment, days):
        """What happened in the segment happened that many days ago."""
        for row in self.every_row().search([("segment_id", "=", segment.id)]):
            for name in ("since", "left"):
                if row[name]:
                    row[name] -= timedelta(days=days)
        segment.sudo().checked_on = fields.Datetime.now() - timedelta(days=days)
        self.env.flush_all()

    def run_night(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_segment").method_direct_trigger()
        self.env.invalidate_all()
