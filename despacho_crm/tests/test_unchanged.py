from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from . import round_trip
from .mailing_common import MailingCommon

#: Of each list, what a file with labels shows. Odoo cuts the names of several tags or activities at the commas that
#: they have, so that columns of several come back by external id only.
LABELLED = {
    "despacho.need": ["name", "kind", "partner_id", "service_line_id", "horizon", "date_due", "status", "user_id"],
    "despacho.relation": ["partner_id", "kind_id", "other_id", "other_name", "share", "date_from", "note", "source"],
    "despacho.segment": ["name", "purpose", "kind", "domain", "with_contacts", "user_id", "shared"],
    "despacho.subject": ["name"],
    "despacho.campaign": ["title", "service_line_id", "objective", "state", "user_id"],
    "despacho.action": ["name", "campaign_id", "channel", "date_planned", "user_id", "cost"],
    "despacho.response": ["partner_id", "kind", "source", "date", "text", "user_id"],
    "despacho.target.profile": ["name"],
    "despacho.qualification.question": ["name"],
    "despacho.consent": ["partner_id", "channel", "purpose", "given_on", "how", "evidence"],
    "res.partner": ["name", "vat", "email", "phone", "street", "zip", "municipality_id", "lifecycle", "temperature"],
    "crm.lead": ["partner_name", "contact_name", "email_from", "phone", "stage_id", "user_id", "weak_points"],
}
#: Lists that nobody writes by a file: views of the base, what only the program writes, what is kept as it was.
GUARDED = (
    *("despacho.segment.member", "despacho.registry.act", "despacho.enrichment.proposal", "despacho.cnae"),
    *("despacho.action.recipient", "despacho.privacy.audit"),
)


@tagged("post_install", "-at_install")
class TestUnchanged(MailingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_allow_export").implied_by_ids = [
            Command.link(cls.env.ref("despacho_crm.group_user").id)
        ]
        place = cls.env["despacho.municipality"].search([("name", "=", "Granollers")], limit=1)
        cls.vega.write({"municipality_id": place.id, "street": "Calle 1", "zip": "08401", "phone": "938 000 000"})
        marta = cls.marta
        cls.need = cls.env["despacho.need"].create(
            {
                "name": "Nave, nueva",
                "partner_id": cls.vega.id,
                "contact_id": cls.luis.id,
                "kind": "problem",
                "description": "<p>Con <b>letra</b></p>",
                "service_line_id": cls.renta.id,
                "horizon": "future",
                "date_due": "2027-01-31",
                "user_id": cls.ana.id,
            }
        )
        kind = cls.env["despacho.relation.kind"].search([("code", "=", "supplier")], limit=1)
        cls.other = cls.new_company("Gestoría Mir SL")
        cls.env["despacho.relation"].create(
            [
                {"partner_id": cls.vega.id, "kind_id": kind.id, "other_id": cls.other.id, "note": "Desde siempre"},
                {"partner_id": cls.vega.id, "kind_id": kind.id, "other_name": "Un taller, de Vic", "share": 12.5},
            ]
        )
        cls.env["despacho.segment"].create(
            {"name": "Con NIF", "purpose": "Renta", "domain": "[('nif_key', '!=', False)]", "user_id": cls.ana.id}
        )
        lead = cls.env["crm.lead"].create(
            {
                "name": "Interesado",
                "type": "lead",
                "partner_name": "Nueva SL",
                "email_from": "a@nueva.example",
                "user_id": cls.ana.id,
            }
        )
        cls.env["despacho.target.profile"].create(
            {"name": "Talleres medianos", "state_ids": [Command.set(cls.env.ref("base.state_es_b").ids)]}
        )
        cls.env["despacho.response"].create(
            {"action_id": cls.calls.id, "partner_id": cls.vega.id, "kind": "information", "source": "typed"}
        )
        cls.env["despacho.campaign"].search([]).user_id = cls.ana
        cls.lists = {name: cls.env[name].with_user(marta).search([], limit=5, order="id desc") for name in LABELLED} | {
            "res.partner": (cls.vega | cls.luis | cls.pilar).with_user(marta),
            "crm.lead": lead.with_user(marta),
        }

    def come_back(self, bring):
        """Bring each list back; return what came back otherwise, and what was said of it."""
        wrong = {}
        for name, records in self.lists.items():
            self.assertTrue(records, name)
            before, told = round_trip.kept(records), self.env["mail.message"].search_count([])
            said = bring(records)
            after = round_trip.kept(records)
            changed = {
                field for old, new in zip(before[1], after[1], strict=True) for field in old if old[field] != new[field]
            }
            more = (after[0] - before[0], self.env["mail.message"].search_count([]) - told)
            if said or changed or any(more):
                wrong[name] = (said[:3], changed, more)
        return wrong

    def test_every_list_comes_back_unchanged_with_external_ids(self):
        self.assertEqual(self.come_back(round_trip.by_external_id), {})

    def test_every_list_comes_back_unchanged_with_labels(self):
        labelled = self.come_back(lambda records: round_trip.by_labels(records, LABELLED[records._name]))
        self.assertEqual(labelled, {})

    def test_what_was_corrected_in_the_file_is_written_and_nothing_else(self):
        needs = self.need.with_user(self.marta)
        heads = ["id", "name", "user_id/id", "kind"]
        row = needs.with_context(import_compat=True).export_data(heads)["datas"][0]
        told = self.env["mail.message"].search_count([("message_type", "=", "user_notification")])
        result = needs.browse().load(heads, [[row[0], "Nave vieja", *row[2:]]])
        self.assertEqual(result["ids"], needs.ids)
        self.assertEqual([needs.name, needs.kind, needs.user_id], ["Nave vieja", "problem", self.ana])
        now = self.env["mail.message"].search_count([("message_type", "=", "user_notification")])
        self.assertEqual(now, told)

    def test_a_contact_that_comes_back_is_not_typed_by_hand(self):
        typed = [name for name in self.env["res.partner"]._fields if name.endswith(("_manual", "_typed"))]
        new = self.new_company("Otra SL")
        self.assertTrue(typed)
        self.assertFalse([name for name in typed if new[name]])
        self.assertEqual(round_trip.by_external_id(new.with_user(self.marta)), [])
        self.assertFalse([name for name in typed if new[name]])

    def test_an_approved_action_comes_back_and_what_it_says_stays(self):
        action = self.approved().with_user(self.marta)
        self.assertEqual(round_trip.by_external_id(action), [])
        result = action.browse().load(["id", "subject"], [[action.export_data(["id"])["datas"][0][0], "Otra cosa"]])
        self.assertTrue(result["messages"])
        self.assertNotEqual(action.subject, "Otra cosa")

    def test_nobody_writes_by_a_file_what_is_guarded(self):
        for name in GUARDED:
            with self.subTest(name), self.assertRaises(AccessError):
                self.env[name].with_user(self.marta).check_access("create")
