from odoo.exceptions import AccessError
from odoo.tests import HttpCase, TransactionCase, tagged

from .privacy_common import PrivacyCommon


@tagged("post_install", "-at_install")
class TestPrivacyWaysOut(PrivacyCommon):
    """Odoo's own ways in arrive where ours do."""

    def rows(self, value):
        return self.oppositions.search([("value", "=", value), ("in_force", "=", True)])

    def test_an_address_put_in_odoos_list_is_an_opposition_of_its_person(self):
        self.consent(self.luis)
        self.env["mail.blacklist"].with_user(self._mailer()).create({"email": "Luis@Vega.example"})
        self.assertEqual(self.rows("luis@vega.example").how, "blacklist")
        self.assertEqual(self.judge(self.luis, "email").reason, "opposed")
        self.luis.email = "luis.nuevo@vega.example"
        self.assertEqual(self.judge(self.luis, "email").reason, "opposed", "the person said no")
        self.assertFalse(self.consents.search([("partner_id", "=", self.luis.id), ("state", "=", "given")]))

    def test_what_odoo_notes_with_it_stays(self):
        reason = self.env["mailing.subscription.optout"].create({"name": "Demasiados"})
        line = self.env["mail.blacklist"].create({"email": "luis@vega.example", "opt_out_reason_id": reason.id})
        self.assertEqual((line.opt_out_reason_id, line.active), (reason, True))

    def _mailer(self):
        self.ana.group_ids += self.env.ref("mass_mailing.group_mass_mailing_user")
        return self.ana

    def test_a_number_put_in_odoos_list_is_neither_called_nor_written_to(self):
        self.balance()
        self.env["phone.blacklist"].add("+34 600 11 22 33")
        self.assertEqual(self.judge(self.luis, "call").reason, "opposed")
        self.assertEqual(self.judge(self.luis, "sms").reason, "opposed")
        self.assertFalse(self.judge(self.luis, "post").reason)

    def test_a_colleague_does_not_take_anybody_out_of_odoos_list(self):
        line = self.env["mail.blacklist"]._add("luis@vega.example")
        with self.assertRaises(AccessError):
            line.with_user(self._mailer()).action_archive()
        with self.assertRaises(AccessError):
            line.with_user(self._mailer()).unlink()
        self.assertTrue(self.rows("luis@vega.example"))

    def test_who_answers_for_data_protection_does_and_it_is_lifted(self):
        line = self.env["mail.blacklist"]._add("luis@vega.example")
        self.marta.group_ids += self.env.ref("mass_mailing.group_mass_mailing_user")
        line.with_user(self.marta).action_archive()
        self.assertFalse(self.rows("luis@vega.example"))
        self.assertEqual(self.judge(self.luis, "email").reason, "no_basis")

    def test_an_address_that_comes_back_to_the_list_says_no_again(self):
        line = self.env["mail.blacklist"]._add("luis@vega.example")
        line.action_archive()
        self.assertFalse(self.rows("luis@vega.example"))
        self.env["mail.blacklist"]._add("luis@vega.example")
        self.assertTrue(self.rows("luis@vega.example"))

    def test_leaving_the_last_mailing_list_is_an_opposition_and_leaving_one_is_not(self):
        lists = self.env["mailing.list"].create([{"name": "Circulares"}, {"name": "Laboral"}])
        self.env["mailing.contact"].create({"name": "Luis", "email": "luis@vega.example", "list_ids": lists.ids})
        lists[0]._update_subscription_from_email("luis@vega.example", opt_out=True)
        self.assertFalse(self.rows("luis@vega.example"))
        lists[1]._update_subscription_from_email("luis@vega.example", opt_out=True)
        self.assertEqual((self.rows("luis@vega.example").how), "list")
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", "luis@vega.example")]))

    def test_saying_no_takes_them_out_of_the_mailing_lists(self):
        lists = self.env["mailing.list"].create([{"name": "Circulares"}, {"name": "Laboral"}])
        contact = self.env["mailing.contact"].create(
            {"name": "Luis", "email": "luis@vega.example", "list_ids": lists.ids}
        )
        self.oppositions._oppose(self.luis, ["email"], "phone")
        self.assertEqual(contact.subscription_ids.mapped("opt_out"), [True, True])

    def test_who_was_in_odoos_lists_before_is_kept(self):
        self.env.cr.execute(
            "INSERT INTO mail_blacklist (email, active, create_date) VALUES ('a@b.example', TRUE, NOW())"
        )
        self.env.cr.execute(
            "INSERT INTO phone_blacklist (number, active, create_date) VALUES ('+34600000001', TRUE, NOW())"
        )
        for _twice in range(2):
            self.oppositions._adopt_lists()
        self.assertEqual(len(self.rows("a@b.example")), 1)
        self.assertEqual(set(self.rows("+34600000001").mapped("channel")), {"phone", "sms"})

    def test_abroad_odoo_works_as_it_does(self):
        self.env.company.country_id = self.france
        lists = self.env["mailing.list"].create({"name": "Circulares"})
        self.env["mailing.contact"].create({"name": "Luis", "email": "luis@vega.example", "list_ids": lists.ids})
        lists._update_subscription_from_email("luis@vega.example", opt_out=True)
        self.assertFalse(self.rows("luis@vega.example"))


@tagged("post_install", "-at_install")
class TestPrivacyFooter(HttpCase, TransactionCase):
    """The link in the foot of a message, followed by nobody in particular."""

    def test_following_it_is_an_opposition_at_once(self):
        self.env.company.country_id = self.env.ref("base.es")
        person = self.env["res.partner"].create({"name": "Marga Sala", "email": "marga@sala.example"})
        mailing = self.env["mailing.mailing"].create(
            {
                "subject": "Renta",
                "body_html": "<p>Renta</p>",
                "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "mailing_domain": [("id", "=", person.id)],
            }
        )
        token = mailing._generate_mailing_recipient_token(person.id, "marga@sala.example")
        answer = self.url_open(
            f"/mailing/{mailing.id}/unsubscribe_oneclick?document_id={person.id}&email=marga@sala.example"
            f"&hash_token={token}",
            data={"List-Unsubscribe": "One-Click"},
        )
        self.assertEqual(answer.status_code, 200)
        rows = self.env["despacho.opposition"].search([("partner_id", "=", person.id)])
        self.assertEqual(
            set(rows.mapped("kind")),
            {
                "person",
                "email",
            },
        )
        self.assertEqual(set(rows.mapped("how")), {"footer"})
        back = self.url_open(
            f"/mailing/{mailing.id}/unsubscribe?document_id={person.id}&email=marga@sala.example&hash_token=x"
        )
        self.assertEqual(back.status_code, 401)
