from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..tools import nif


@tagged("post_install", "-at_install")
class TestPrivacyNotice(TransactionCase):
    """Persons whose data came from others are told so within a month.

    acme: «Acme SL», a company, with ana as its contact       rosa: a sole trader with her NIF
    luis: user          marta: manager          pepe: no user of ours
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.es")
        cls.user = new_test_user(cls.env, "luis", groups="despacho_crm.group_user", tz="Europe/Madrid")
        cls.manager = new_test_user(cls.env, "marta", groups="despacho_crm.group_manager", tz="Europe/Madrid")
        Partner = cls.env["res.partner"]
        cls.acme = Partner.create({"name": "Acme SL", "is_company": True, "vat": nif.make_spanish("B", "7100001")})
        cls.ana = Partner.create({"name": "Ana Roca", "parent_id": cls.acme.id, "email": "ana@acme.example"})
        cls.rosa = Partner.create({"name": "Rosa Pons", "is_company": True, "vat": nif.make_spanish("", "71000023")})
        cls.store = Partner.create({"name": "Almacén", "parent_id": cls.acme.id, "type": "delivery"})
        cls.notices = cls.env["despacho.privacy.notice"]

    def _start(self, *partners, day=None):
        day = day or fields.Date.today()
        return self.notices._start({partner.id: "Listado de la cámara" for partner in partners}, self.env.company, day)

    def test_the_people_of_companies_and_sole_traders_are_informed_and_companies_are_not(self):
        notices = self._start(self.acme, self.ana, self.rosa, self.store)
        self.assertEqual(notices.partner_id, self.ana | self.rosa)
        self.assertEqual(set(notices.mapped("state")), {"pending"})

    def test_there_is_a_month_to_inform_them(self):
        notice = self._start(self.ana, day=date(2026, 1, 31))
        self.assertEqual((notice.data_obtained_on, notice.inform_by), (date(2026, 1, 31), date(2026, 2, 28)))
        self.assertTrue(notice.is_late)
        self.assertIn(notice, self.notices.search([("is_late", "=", True)]))
        self.assertNotIn(notice, self.notices.search([("is_late", "=", False)]))

    def test_whoever_is_in_the_list_is_not_in_it_twice(self):
        self._start(self.ana)
        self.assertFalse(self._start(self.ana))

    def test_the_late_ones_come_first(self):
        late, other = self._start(self.rosa, day=date(2026, 1, 1)), self._start(self.ana)
        self.assertEqual(self.notices.search([("id", "in", (late | other).ids)]), late | other)

    def _inform(self, notices, user=None, **values):
        action = notices.with_user(user or self.user).action_inform()
        wizard = self.env["despacho.privacy.inform"].with_user(user or self.user).with_context(**action["context"])
        return wizard.create(values).action_done()

    def test_several_are_marked_as_informed_with_how_and_when(self):
        notices = self._start(self.ana, self.rosa)
        self._inform(notices, outcome="informed", how="post", evidence="Carta certificada 12", informed_on="2026-01-02")
        expected = {
            "state": "informed",
            "informed_how": "post",
            "informed_on": date(2026, 1, 2),
            "informed_by": self.user.id,
            "evidence": "Carta certificada 12",
        }
        self.assertRecordValues(notices, [expected, expected])

    def test_nobody_is_informed_tomorrow_nor_exempt_without_a_reason(self):
        notice = self._start(self.ana)
        tomorrow = fields.Date.today() + timedelta(days=2)
        for values in (
            {"outcome": "informed", "how": "post", "informed_on": tomorrow},
            {"outcome": "informed"},
            {"outcome": "exempt"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self._inform(notice, **values)
        self.assertEqual(notice.state, "pending")

    def test_the_notice_is_sent_to_those_who_have_an_email(self):
        notices = self._start(self.ana, self.rosa)
        self._inform(notices, outcome="send")
        states = {notice.partner_id: notice.state for notice in notices}
        self.assertEqual(states, {self.ana: "informed", self.rosa: "pending"})
        mail = self.env["mail.mail"].search([("model", "=", notices._name), ("res_id", "in", notices.ids)])
        self.assertEqual(mail.email_to, "ana@acme.example")
        self.assertIn("Listado de la cámara", mail.body_html)

    def test_the_proof_is_not_changed_nor_forged_by_rpc(self):
        notice = self._start(self.ana)
        with self.assertRaises(UserError):
            notice.with_user(self.user).write({"state": "informed", "informed_on": "2020-01-01"})
        self._inform(notice, outcome="informed", how="phone")
        with self.assertRaises(UserError):
            notice.with_user(self.user).write({"data_source": "Otra"})
        with self.assertRaises(UserError):
            notice.with_user(self.manager).unlink()
        forged = self.notices.with_user(self.user).create(
            {"partner_id": self.rosa.id, "data_source": "Un colega", "state": "informed"}
        )
        self.assertEqual(forged.state, "pending")

    def test_nobody_gives_the_firm_more_than_the_month_of_the_law(self):
        notice = self._start(self.ana, day=date(2026, 1, 1))
        for user in (self.user, self.manager):
            with self.assertRaises(UserError):
                notice.with_user(user).write({"inform_by": "2099-01-01"})
        self.assertTrue(notice.is_late)
        other = self.notices.with_user(self.user).create(
            {"partner_id": self.rosa.id, "data_source": "Un colega", "data_obtained_on": "2026-01-31"}
            | {"inform_by": "2099-01-01"}
        )
        self.assertEqual(other.inform_by, date(2026, 2, 28))
        other.with_user(self.user).data_obtained_on = "2026-01-15"
        self.assertEqual(other.inform_by, date(2026, 2, 15))

    def test_only_a_manager_takes_a_mistake_back(self):
        notice = self._start(self.ana)
        self._inform(notice, outcome="informed", how="phone")
        with self.assertRaises(UserError):
            notice.with_user(self.user).action_reopen()
        notice.with_user(self.manager).action_reopen()
        self.assertEqual((notice.state, notice.informed_on), ("pending", False))

    def test_whoever_gives_their_data_in_the_portal_waits_no_more(self):
        notice = self._start(self.ana)
        portal = new_test_user(self.env, "ana", groups="base.group_portal", partner_id=self.ana.id)
        self.ana.with_user(self.user).write({"function": "Gerente"})
        self.assertEqual(notice.state, "pending")
        self.ana.with_user(portal).sudo().write({"function": "Directora"})
        self.assertEqual(notice.state, "given")

    def test_a_company_is_not_put_in_the_list_by_hand(self):
        with self.assertRaises(UserError):
            self.notices.with_user(self.user).create({"partner_id": self.acme.id, "data_source": "Un colega"})

    def test_the_contact_says_until_when_it_is_to_be_informed(self):
        self._start(self.ana, day=date(2026, 1, 1))
        self.assertIn("Listado de la cámara", self.ana.with_user(self.user).privacy_alert)
        self.assertFalse(self.rosa.with_user(self.user).privacy_alert)
        self._inform(self.ana.privacy_notice_ids, outcome="given")
        self.ana.invalidate_recordset(["privacy_alert"])
        self.assertFalse(self.ana.with_user(self.user).privacy_alert)

    def test_the_person_of_a_lead_is_still_informed_as_a_contact(self):
        lead = self.env["crm.lead"].create({"type": "lead", "name": "Feria", "contact_name": "Eva Gil"})
        notice = self.notices._start_leads({lead.id: "Feria"}, self.env.company, fields.Date.today())
        self.assertEqual(notice.display_name, "Eva Gil")
        lead.partner_id = self.env["res.partner"].create({"name": "Eva Gil"})
        self.assertEqual((notice.partner_id, notice.lead_id), (lead.partner_id, self.env["crm.lead"]))

    def test_a_lead_says_that_its_person_waits_and_is_noted_there(self):
        lead = self.env["crm.lead"].create({"type": "lead", "name": "Feria", "contact_name": "Eva Gil"})
        self.assertFalse(lead.with_user(self.user).privacy_alert)
        self.notices._start_leads({lead.id: "Feria de Vic"}, self.env.company, fields.Date.today())
        self.assertIn("Feria de Vic", lead.with_user(self.user).privacy_alert)
        wizard = lead.with_user(self.user).action_privacy_inform()
        self.env["despacho.privacy.inform"].with_user(self.user).with_context(**wizard["context"]).create(
            {"how": "phone"}
        ).action_done()
        lead.invalidate_recordset()
        self.assertFalse(lead.with_user(self.user).privacy_alert)

    def test_a_lead_of_a_contact_who_waits_says_so_too(self):
        lead = self.env["crm.lead"].create({"type": "lead", "name": "Feria", "partner_id": self.ana.id})
        self._start(self.ana)
        self.assertIn("Listado de la cámara", lead.privacy_alert)

    def test_joined_leads_keep_who_is_to_be_informed(self):
        leads = self.env["crm.lead"].create(
            [{"type": "lead", "name": name, "contact_name": "Eva Gil"} for name in ("Uno", "Dos")]
        )
        notice = self.notices._start_leads({leads[1].id: "Feria"}, self.env.company, fields.Date.today())
        kept = leads.merge_opportunity()
        self.assertEqual(self.notices.search([("lead_id", "=", kept.id)]).data_source, "Feria")
        self.assertTrue(notice)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_each_company_informs_of_its_own_data(self):
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        mine = self._start(self.ana)
        theirs = self.notices._start({self.ana.id: "Otro listado"}, other, fields.Date.today())
        self.assertTrue(theirs)
        self.assertEqual(self.notices.with_user(self.user).search([("partner_id", "=", self.ana.id)]), mine)
        with self.assertRaises(AccessError):
            theirs.with_user(self.user).action_given()

    def test_who_is_no_user_of_ours_sees_nothing(self):
        outsider = new_test_user(self.env, "pepe", groups="base.group_user")
        for model in ("despacho.privacy.notice", "despacho.privacy.inform"):
            for operation in ("read", "write", "create", "unlink"):
                self.assertFalse(self.env[model].with_user(outsider).has_access(operation))
        self.ana.with_user(outsider).read(["name"])

    def test_thousands_are_put_in_the_list_in_one_statement(self):
        people = self.env["res.partner"].create([{"name": f"Persona {number}"} for number in range(50)])
        self.env.flush_all()
        with self.assertQueryCount(1):
            self._start(*people)
