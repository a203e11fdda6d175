"""What the tests of recipients share."""

from odoo.addons.despacho_crm.tools.privacy.gate import Verdict

from .campaign_common import CampaignCommon


class RecipientCommon(CampaignCommon):
    """The small world of campaigns, with four companies and their people.

    Sol has Marta (`boss`; decides, manager) and Nil (gives us the papers, accountant); Luna has Olga
    (accountant), Mar nobody.
    Jordi is a private individual. All have an e-mail and a phone; the gate lets everybody, save whom a test says.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.state = cls.env.ref("base.state_es_gi")
        cls.sol, cls.luna, cls.mar = (
            cls.new_company(
                f"{name} SL",
                vat=cls.nif_of("B"),
                email=f"info@{name.lower()}.example",
                phone=phone,
                street=f"Calle {name} 1",
                zip="17001",
                city="Girona",
                state_id=cls.state.id,
            )
            for name, phone in (("Sol", "972 00 00 01"), ("Luna", "972 00 00 02"), ("Mar", "972 00 00 03"))
        )
        people = (
            ("Marta Ruiz", cls.sol, "decides", "Gerente"),
            ("Nil Pla", cls.sol, "technical", "Contable"),
            ("Olga Vidal", cls.luna, False, "Responsable de contabilidad"),
        )
        cls.boss, cls.nil, cls.olga = cls.env["res.partner"].create(
            [
                {
                    "name": name,
                    "parent_id": company.id,
                    "contact_role": role,
                    "function": post,
                    "email": f"{name.split()[0].lower()}@{company.email.partition('@')[2]}",
                }
                for name, company, role, post in people
            ]
        )
        cls.jordi = cls.env["res.partner"].create(
            {"name": "Jordi Font", "email": "jordi@correo.example", "phone": "600 00 00 09"}
        )
        # Nothing was done for it before: there is nothing to look at.
        cls.novel = cls.env["product.category"].create(
            {"name": "Nuevo de la prueba", "parent_id": cls.fiscal.parent_id.id}
        )
        cls.autumn = cls.new_campaign("Otoño aprobado", line=cls.novel, reviewed=True)
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        #: {id of a contact: reason of the gate}
        self.refused = {}
        self.asked = []

        def judge(_gate, _channel, rows, _company, **_options):
            self.asked += rows
            return {row.key: self._verdict(row) for row in rows}

        self.patch(self.registry["despacho.gate"], "_judge", judge)

    def _verdict(self, row):
        reason = self.refused.get(row.partner_id)
        if reason:
            return Verdict(False, reason=reason, evidence="Lo pidió.")
        return Verdict(True, "client_similar", evidence="Factura de 2026.")

    def new_mail(self, partners, **values):
        """Return an action by e-mail for these, in design."""
        return self.new_action(
            "Renta 2026", self.autumn, channel="email", partner_ids=partners.ids, **{"subject": "Renta", **values}
        )

    def freeze(self, action):
        """Freeze it as approving does, and return its rows in their order."""
        action.with_user(self.leo)._set_state("freezing", approved_by=self.leo.id)
        action.with_user(self.leo)._freeze_start()
        self.env.invalidate_all()
        return action.recipient_ids.sorted("number")

    def frozen(self, partners, **values):
        return self.freeze(self.new_mail(partners, **values))
