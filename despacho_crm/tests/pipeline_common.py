"""What the tests of the stages share."""

from .common import DespachoCommon


class PipelineCommon(DespachoCommon):
    """The firm works with the stages and their rules; ``rival`` is the competitor, ``price`` why clients leave."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm.pipeline_rules = True
        cls.price = cls.env["crm.lost.reason"].create({"name": "Precio"})
        cls.rival = cls.env["res.partner"].create(
            {"name": "Asesoría Rival SL", "is_company": True, "vat": cls.nif_of(), "is_competitor": True}
        )

    def stage(self, name):
        return self.env.ref(f"despacho_crm.stage_{name}")

    def new_lead(self, lead_type="lead", **values):
        return self.as_user(self.ana, "crm.lead", tracking_disable=False).create(
            {"name": "Asunto", "type": lead_type, "user_id": self.ana.id, **values}
        )

    def lose(self, lead, stage="lead_not_interested", **values):
        lead.write({"stage_id": self.stage(stage).id, "lost_reason_id": self.price.id, **values})
        return lead

    def flush_tracking(self):
        """Leave in the history what has changed, as the end of a request does."""
        self.env.flush_all()
        self.cr.flush()
