from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .mailing_common import MailingCommon
from .rights_common import RightsCommon


@tagged("post_install", "-at_install")
class TestMailingOutside(MailingCommon, RightsCommon):
    """A mailing of Odoo outside of actions reaches neither who said no nor whose data are blocked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mailer = cls._new_user("mila", "mass_mailing.group_mass_mailing_user")

    def circular(self, model="res.partner", domain=None, **values):
        domain = [("id", "in", self.people.ids)] if domain is None else domain
        return self.env["mailing.mailing"].create(
            {
                "subject": "Cerramos en agosto",
                "body_html": "<p>Cerramos</p>",
                "body_arch": "<p>Cerramos</p>",
                "email_from": "x@despacho.example",
                "mailing_model_id": self.env["ir.model"]._get_id(model),
                "mailing_domain": str(domain),
                **values,
            }
        )

    def reached(self, mailing):
        mailing.action_put_in_queue()
        self.prepare()
        traces = self.env["mailing.trace"].search([("mass_mailing_id", "=", mailing.id)])
        return set(traces.filtered(lambda trace: trace.trace_status != "cancel").mapped("email"))

    def test_who_said_no_and_has_another_address_now_gets_nothing(self):
        self.env["despacho.opposition"]._oppose(self.bea, channels=["email"], how="phone", evidence="Lo pidió")
        self.bea.email = "bea.nueva@clientes.example"
        self.assertEqual(self.reached(self.circular()), {"cris@clientes.example", "dani@clientes.example"})

    def test_the_no_of_a_company_is_that_of_its_people(self):
        self.env["despacho.opposition"]._oppose(self.vega, channels=["email"], how="phone", evidence="Lo pidió")
        self.assertFalse(self.reached(self.circular()))

    def test_somebody_in_a_list_is_known_by_the_address(self):
        self.env["despacho.opposition"]._oppose(self.bea, channels=["email"], how="phone", evidence="Lo pidió")
        self.bea.email = "bea.nueva@clientes.example"
        newsletter = self.env["mailing.list"].create({"name": "Circulares"})
        self.env["mailing.contact"].create(
            [{"email": email, "list_ids": newsletter.ids} for email in (self.bea.email, "otra@clientes.example")]
        )
        mailing = self.circular("mailing.list", [], contact_list_ids=newsletter.ids)
        self.assertEqual(self.reached(mailing), {"otra@clientes.example"})

    def test_whose_data_are_blocked_gets_nothing_by_any_way(self):
        newsletter = self.env["mailing.list"].create({"name": "Circulares"})
        email = self.rosa_pi.email_normalized
        self.env["mailing.contact"].create({"email": email, "list_ids": newsletter.ids})
        # Not by her own wish: her address is in no list of Odoo.
        self.block(reason="retention")
        self.assertFalse(self.env["mail.blacklist"].search([("email", "=", email)]))
        archived = [("id", "in", (self.rosa_pi | self.bea).ids), ("active", "in", [True, False])]
        listed = [("list_ids", "in", newsletter.ids)]
        by_list = self.circular("mailing.list", listed, contact_list_ids=newsletter.ids)
        by_contact = self.circular(domain=archived)
        by_lead = self.circular("crm.lead", [("partner_id", "=", self.rosa_pi.id), ("active", "in", [True, False])])
        self.assertEqual(by_list.total, 0)
        self.assertEqual(by_contact.total, 1)
        self.assertEqual(self.reached(by_contact), {"bea@clientes.example"})
        self.assertFalse(self.reached(by_list) | self.reached(by_lead))

    def test_only_data_protection_writes_to_who_said_no(self):
        mailing = self.circular(user_id=self.mailer.id)
        with self.assertRaises(AccessError):
            mailing.with_user(self.mailer).use_exclusion_list = False
        self.pol.group_ids += self.env.ref("mass_mailing.group_mass_mailing_user")
        mailing.with_user(self.pol).use_exclusion_list = False
        self.assertFalse(mailing.use_exclusion_list)

    def test_who_writes_one_is_told_what_it_is_not_for(self):
        with Form(self.env["mailing.mailing"].with_user(self.mailer)) as form:
            form.subject = "Cerramos en agosto"
            self.assertTrue(form.is_outside)
        self.assertFalse(self.mail.mailing_ids.is_outside)
