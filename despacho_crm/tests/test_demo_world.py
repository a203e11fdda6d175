from dataclasses import replace
from datetime import date, timedelta

from odoo.tests import TransactionCase, tagged

from odoo.addons.despacho_crm.demo import load, load_invoices, pipeline, world


def small_world():
    """Return a corner of the demo world: whoever is different, and all that is theirs."""
    made = world.build(date.today())
    parties, seen = [], set()
    for party in made.parties:
        trait = (party.client, party.form, bool(party.vat), bool(party.exemption), party.country)
        if trait not in seen or party.town.province in ("35", "51"):
            parties.append(party)
        seen.add(trait)
    codes = {party.code for party in parties}
    abroad = {party.code for party in parties if party.country != "ES"}
    invoices = [invoice for invoice in made.invoices if invoice.client in codes]
    late = len(invoices) - 120
    return replace(
        made,
        clients=[party for party in parties if party.client],
        prospects=[party for party in parties if not party.client],
        invoices=[invoice for at, invoice in enumerate(invoices) if at >= late or invoice.client in abroad],
        leads=[lead for lead in made.leads if not lead.party or lead.party in codes],
        relations=[relation for relation in made.relations if relation.party in codes],
        needs=[need for need in made.needs if need.party in codes],
    )


@tagged("post_install", "-at_install")
class TestDemoWorld(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.made = small_world()
        cls.mails = cls.env["mail.mail"].search_count([])
        load.load(cls.env, cls.made)

    def _party(self, code):
        return self.env.ref(f"{load.MODULE}.{code}")

    def test_some_clients_have_told_what_they_like(self):
        clients = self.env["res.partner"].browse(self._party(party.code).id for party in self.made.clients)
        self.assertEqual(set(clients.mapped("discount_interest")), {"yes", "no", False})
        self.assertIn("email", clients.mapped("preferred_channel"))

    def test_loading_twice_changes_nothing(self):
        count = self.env["res.partner"].search_count([])
        load.load(self.env, self.made)
        self.assertEqual(self.env["res.partner"].search_count([]), count)

    def test_nobody_gets_a_mail(self):
        self.assertEqual(self.env["mail.mail"].search_count([]), self.mails)

    def test_each_of_the_staff_logs_in_with_the_login_as_password(self):
        for member in self.made.staff[:2]:
            user = self.env["res.users"].search([("login", "=", member.login)])
            credential = {"login": member.login, "password": member.login, "type": "password"}
            self.assertEqual(user.with_user(user)._check_credentials(credential, {"interactive": True})["uid"], user.id)

    def test_only_prospects_without_nif_wait_for_it(self):
        for party in self.made.parties:
            partner = self._party(party.code)
            state = "valid" if party.vat else "exempt" if party.exemption else "missing"
            self.assertEqual(partner.nif_state, state, party.name)

    def test_every_client_keeps_its_province_and_its_people(self):
        for party in self.made.parties:
            partner = self._party(party.code)
            # Whoever asked to be erased is blocked, and archived with it.
            people = partner.with_context(active_test=False).search([("parent_id", "=", partner.id)])
            self.assertEqual(sorted(people.mapped("name")), sorted(contact.name for contact in party.contacts))
            self.assertEqual(people.mapped("city"), [partner.city] * len(party.contacts))
            if party.country == "ES":
                self.assertEqual(partner.state_id.country_id.code, "ES")

    def test_invoices_are_posted_numbered_and_paid_as_planned(self):
        moves = self.env["account.move"].search(
            [("move_type", "=", "out_invoice"), ("name", "=like", "FAC/%")], order="invoice_date, name"
        )
        self.assertEqual(len(moves), len(self.made.invoices))
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        paid = [invoice.paid_on is not None for invoice in self.made.invoices]
        self.assertEqual([move.payment_state == "paid" for move in moves], paid)
        self.assertFalse(moves.filtered("made_sequence_gap"))

    def test_complete_invoices_are_what_odoo_would_have_made(self):
        values = load_invoices.InvoiceValues(self.env, self.env.company)
        products = self.env.ref(f"{load.MODULE}.service_iva") + self.env.ref(f"{load.MODULE}.service_nominas")
        lines = [(product, product.name, 3, price) for product, price in zip(products, (95.33, 21.07), strict=True)]
        partner = next(
            self._party(party.code) for party in self.made.clients if values.is_domestic(self._party(party.code))
        )
        due = date.today()
        complete = (
            self.env["account.move"]
            .with_context(**load_invoices._COMPLETE)
            .create([{**values.complete(partner, lines, due), "invoice_date": due}])
        )
        simple = self.env["account.move"].create(
            [{**values.simple(partner, lines), "invoice_date": due, "invoice_date_due": due}]
        )
        (complete + simple).action_post()
        self.assertEqual(self._content(complete), self._content(simple))
        self.assertEqual(complete.tax_totals["total_amount"], simple.tax_totals["total_amount"])
        self.assertEqual(complete.fiscal_position_id, simple.fiscal_position_id)

    def _content(self, move):
        return [
            (
                item.display_type,
                item.account_id.code,
                item.balance,
                item.amount_currency,
                item.tax_ids.ids,
                item.tax_tag_ids.ids,
                item.tax_line_id.id,
                item.tax_base_amount,
                item.price_subtotal,
                item.price_total,
                item.partner_id,
                item.date_maturity,
            )
            for item in move.line_ids.sorted(lambda item: (item.display_type, item.balance))
        ]

    def test_customers_abroad_are_invoiced_without_vat(self):
        foreign = [self._party(party.code).id for party in self.made.clients if party.country != "ES"]
        self.assertTrue(foreign)
        moves = self.env["account.move"].search([("partner_id", "in", foreign), ("move_type", "=", "out_invoice")])
        self.assertEqual(set(moves.mapped("amount_tax")), {0.0})

    def test_leads_keep_their_age_their_past_and_their_next_step(self):
        for lead in self.made.leads:
            record = self._party(lead.code)
            self.assertEqual(record.create_date.date(), lead.created)
            self.assertEqual(record.active, lead.stage not in pipeline.ARCHIVED)
            self.assertEqual(record.stage_id, self.env.ref(f"despacho_crm.stage_{lead.stage}"))
            self.assertEqual(record.stage_id.is_won, lead.outcome == "won")
            self.assertEqual(record.wake_date or None, lead.wake)
            activities = (
                self.env["mail.activity"]
                .with_context(active_test=False)
                .search([("res_model", "=", "crm.lead"), ("res_id", "=", record.id)])
            )
            done = [action.date for action in lead.actions if action.feedback]
            self.assertEqual(sorted(activities.filtered("date_done").mapped("date_done")), done)
            self.assertEqual(len(activities), len(lead.actions))

    def test_leads_went_through_stages_on_the_way_to_theirs(self):
        tracked = self.env["mail.tracking.value"].search(
            [("field_id.name", "=", "stage_id"), ("mail_message_id.model", "=", "crm.lead")], order="id"
        )
        changes = tracked.grouped(lambda change: change.mail_message_id.res_id)
        for lead in self.made.leads:
            record, came_first = self._party(lead.code), lead.stage in ("lead_new", "opportunity_requested")
            moves = changes.get(record.id, tracked.browse())
            self.assertTrue(moves or came_first, lead.code)
            self.assertEqual(moves.mapped("old_value_integer")[1:], moves.mapped("new_value_integer")[:-1])
            self.assertEqual(moves[-1:].new_value_integer, record.stage_id.id if moves else 0)
            name = record.stage_id.with_context(lang=self.env.ref("base.user_admin").lang).name
            self.assertEqual(moves[-1:].new_value_char, name if moves else False)
            moments = [record.create_date, *moves.mapped("create_date")]
            self.assertEqual(moments, sorted(moments))
            if moves:
                self.assertEqual(moments[-1], record.date_last_stage_update)
                self.assertEqual(moves.mapped("create_uid"), record.user_id or self.env.user)
            if lead.moved == self.made.today:
                continue  # it came after this transaction began, if the day has hardly begun
            # No stay is shorter than nothing, and together they are its age.
            stays = record.duration_tracking
            self.assertGreaterEqual(min(stays.values()), 0)
            self.assertAlmostEqual(
                sum(stays.values()), (self.env.cr.now() - record.create_date).total_seconds(), delta=len(stays)
            )

    def test_what_was_answered_to_actions_is_said_on_the_day_of_the_answer(self):
        answers = self.env["despacho.response"].search([("activity_id", "!=", False)])
        self.assertTrue(answers.filtered(lambda answer: answer.date.date() < self.made.today - timedelta(days=150)))
        subtype = self.env.ref("mail.mt_activities")
        for answer in answers:
            activity = answer.activity_id.with_context(active_test=False)
            said = self.env["mail.message"].search(
                [("model", "=", activity.res_model), ("res_id", "=", activity.res_id), ("subtype_id", "=", subtype.id)]
            )
            self.assertIn(answer.date.date(), [message.date.date() for message in said], answer.display_name)

    def test_what_was_proposed_was_quoted_then_for_what_it_was_estimated_at(self):
        states = {"proposal": "sent", "negotiation": "sent", "won": "sale", "lost": "cancel"}
        for lead in self.made.leads:
            record, stage = self._party(lead.code), lead.stage.split("_")[1]
            orders = record.with_context(active_test=False).order_ids
            if lead.outcome == "lead" or stage not in states:
                self.assertFalse(orders)
                continue
            self.assertEqual(orders.mapped("state"), [states[stage]])
            self.assertEqual(orders.user_id, record.user_id)
            self.assertAlmostEqual(orders.amount_untaxed, lead.revenue, delta=0.12)
            self.assertEqual(record.expected_revenue, lead.revenue)
            self.assertTrue(lead.created <= orders.date_order.date() <= (lead.closed or lead.moved))

    def test_what_was_lost_says_why_and_to_whom(self):
        for lead in self.made.leads:
            record = self._party(lead.code)
            reason = self.env.ref(f"despacho_crm.lost_reason_{lead.reason}") if lead.reason else None
            self.assertEqual(record.lost_reason_id, reason or record.lost_reason_id.browse())
            if lead.competitor:
                self.assertTrue(record.competitor_id.is_competitor and record.weak_points)

    def test_needs_follow_their_opportunities(self):
        for need in self.made.needs:
            record = self._party(need.code)
            self.assertEqual((record.status, record.horizon), (need.status, "future" if need.due else "now"))
            if need.lead:
                self.assertEqual(record.lead_id, self._party(need.lead))

    def test_what_is_known_of_competitors_is_filed_by_subject(self):
        for rival in self.made.competitors:
            partner = self._party(rival.code)
            self.assertEqual((partner.is_competitor, partner.is_supplier), (not rival.supplier, rival.supplier))
            self.assertEqual(partner.information_count, len(rival.known))

    def test_circulars_say_who_opened_them(self):
        traces = self.env["mailing.trace"].search([("model", "=", "res.partner")])
        codes = {party.code for party in self.made.parties}
        opened = sum(len(codes & letter.opened.keys()) for letter in self.made.newsletters)
        self.assertEqual(len(traces.filtered("open_datetime")), opened)
