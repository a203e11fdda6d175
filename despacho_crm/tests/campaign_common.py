"""What the tests of campaigns share."""

from odoo import fields

from .common import DespachoCommon


class CampaignCommon(DespachoCommon):
    """The small world, with services and somebody who launches.

    Services of the firm: Fiscal > Renta, Laboral. `leo` approves and launches actions; Ana plans them.
    `campaign`: of Ana's, for Fiscal, still an idea. `spring`: an earlier one of Fiscal, whose action `calls` went out.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        root = cls.env.ref("despacho_crm.product_category_services")
        category = cls.env["product.category"]
        cls.fiscal, cls.laboral = category.create(
            [{"name": name, "parent_id": root.id} for name in ("Fiscal de la prueba", "Laboral de la prueba")]
        )
        cls.renta = category.create({"name": "Renta de la prueba", "parent_id": cls.fiscal.id})
        cls.leo = cls._new_user("leo", "despacho_crm.group_campaign")
        cls.campaign = cls.new_campaign()
        cls.spring = cls.new_campaign("Primavera", reviewed=True)
        cls.calls = cls.new_action("Llamadas de primavera", cls.spring, channel="call", script="<p>Buenos días</p>")
        cls.calls._set_state("running", launched_on=fields.Datetime.now(), approved_on=fields.Datetime.now())
        cls.calls._set_state("done", done_on=fields.Datetime.now())

    @classmethod
    def new_campaign(cls, title="Otoño", line=None, reviewed=False, user=None, **values):
        campaigns = cls.env["despacho.campaign"]
        line = line or cls.fiscal
        if reviewed:
            values |= {"reviewed_on": fields.Datetime.now(), "reviewed_by": cls.ana.id}
        else:
            campaigns = campaigns.with_user(user or cls.ana)
        values = {"title": title, "service_line_id": line.id, "company_id": cls.firm.id, **values}
        return campaigns.create(values).with_env(cls.env)

    @classmethod
    def new_action(cls, name="Correo", campaign=None, user=None, **values):
        values = {
            "name": name,
            "campaign_id": (campaign or cls.campaign).id,
            "channel": "call",
            "partner_ids": cls.vega.ids,
            "script": "<p>Le llamo de la asesoría</p>",
            **values,
        }
        return cls.env["despacho.action"].with_user(user or cls.ana).create(values).with_env(cls.env)

    def look(self, campaign=None):
        """Look at all the earlier actions, as Ana does."""
        campaign = (campaign or self.campaign).with_user(self.ana)
        campaign.action_review()
        for review in campaign.review_ids:
            review.action_look()
        campaign.action_reviewed()
