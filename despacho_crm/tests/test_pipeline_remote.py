import csv
import io
import json
from datetime import timedelta

from odoo import fields
from odoo.models import BaseModel
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.despacho_crm.tools import nif


class RemoteRules:
    """What moves leads from outside obeys the rules of the stages, and is told what is missing.

    The tests are the same for each way in, which says in `send()` how the values arrive: it returns the
    message of the refusal, or nothing when they were taken.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write({"country_id": cls.env.ref("base.es").id, "pipeline_rules": True, "nif_mandatory": True})
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.ana = new_test_user(cls.env, "despacho_remota", groups="despacho_crm.group_user", lang="en_US")
        cls.reason = cls.env["crm.lost.reason"].create({"name": "Cuota alta"})
        cls.rival = cls.env["res.partner"].create(
            {
                "name": "Asesoría Rival SL",
                "is_company": True,
                "vat": nif.make_spanish("A", "7200001"),
                "is_competitor": True,
            }
        )
        cls.env["despacho.qualification.question"].search([]).active = False
        cls.question = cls.env["despacho.qualification.question"].create({"name": "Who decides?", "required": True})
        cls.tomorrow = cls.env.company._pipeline_today() + timedelta(days=1)
        cls.lead = cls.new("Asunto", "lead")
        cls.opportunity = cls.new("Oferta", "opportunity")

    @classmethod
    def new(cls, name, lead_type, **values):
        values = {"name": name, "type": lead_type, "user_id": cls.ana.id, **values}
        return cls.env["crm.lead"].create({"partner_name": "Remota Sol SL", **values})

    @classmethod
    def stage(cls, name):
        return cls.env.ref(f"despacho_crm.stage_{name}")

    def send(self, leads, **values):
        """Write the values on the leads, from outside."""
        raise NotImplementedError

    def add(self, **values):
        """Create a lead with the values, from outside."""
        raise NotImplementedError

    def state_of(self, leads):
        self.env.invalidate_all()
        names = (
            "name",
            "type",
            "active",
            "stage_id",
            "lost_reason_id",
            "competitor_id",
            "weak_points",
            "wake_date",
            "partner_id",
            "vat",
            "activity_ids",
            "won_status",
        )
        return [[lead[name] for name in names] for lead in leads]

    def assertRefused(self, message, leads, stage, **values):
        """Check that it is refused with that message, and that nothing at all is left of it."""
        before = self.state_of(leads)
        partners = self.env["res.partner"].search_count([])
        said = self.send(leads, stage_id=self.stage(stage), name="Otro nombre", **values)
        self.assertRegex(said or "it was accepted", message)
        self.assertEqual(self.state_of(leads), before)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)

    def assertTaken(self, leads, stage, **values):
        self.assertFalse(self.send(leads, stage_id=self.stage(stage), **values))
        self.env.invalidate_all()

    def test_without_the_reason_it_is_not_closed(self):
        said = "To take «Asunto» to «Not Interested», say also: Lost Reason"
        self.assertRefused(said, self.lead, "lead_not_interested")
        self.assertRefused("«Closed Lost», say also: Lost Reason", self.opportunity, "opportunity_lost")

    def test_with_the_reason_it_is_closed(self):
        self.assertTaken(self.lead, "lead_not_interested", lost_reason_id=self.reason)
        self.assertEqual((self.lead.won_status, self.lead.active), ("lost", False))
        self.assertEqual(
            (self.lead.stage_id, self.lead.lost_reason_id), (self.stage("lead_not_interested"), self.reason)
        )
        self.assertEqual(
            self.lead.activity_ids.playbook_stage_id, self.lead.stage_id, "only what its stage plans is left"
        )

    def test_lost_to_a_competitor_says_to_whom_and_where_we_were_weak(self):
        lost = "opportunity_lost_competitor"
        self.assertRefused("say also: Lost Reason, Lost to, Weak points of our proposal", self.opportunity, lost)
        self.assertRefused(
            "say also: Lost to, Weak points of our proposal\\.", self.opportunity, lost, lost_reason_id=self.reason
        )
        self.assertRefused(
            "say also: Weak points of our proposal\\.",
            self.opportunity,
            lost,
            lost_reason_id=self.reason,
            competitor_id=self.rival,
        )
        self.assertTaken(
            self.opportunity,
            lost,
            lost_reason_id=self.reason,
            competitor_id=self.rival,
            weak_points="Sin nóminas",
        )
        self.assertEqual((self.opportunity.stage_id, self.opportunity.won_status), (self.stage(lost), "lost"))
        self.assertEqual((self.opportunity.competitor_id, self.opportunity.weak_points), (self.rival, "Sin nóminas"))

    def test_who_is_no_competitor_wins_nothing_from_us(self):
        friend = self.env["res.partner"].create({"name": "Gestoría Amiga SL", "is_company": True})
        self.assertRefused(
            "«Gestoría Amiga SL» is not a competitor",
            self.opportunity,
            "opportunity_lost_competitor",
            lost_reason_id=self.reason,
            competitor_id=friend,
            weak_points="Sin nóminas",
        )

    def test_what_closing_asked_for_is_not_taken_away_afterwards(self):
        self.assertTaken(self.lead, "lead_not_interested", lost_reason_id=self.reason)
        self.assertRegex(self.send(self.lead, lost_reason_id=False), "which needs: Lost Reason")
        self.env.invalidate_all()
        self.assertEqual(self.lead.lost_reason_id, self.reason)

    def test_it_is_not_postponed_without_a_day_that_is_to_come(self):
        self.assertRefused("Say on which day to contact «Asunto» again", self.lead, "lead_future")
        past = fields.Date.to_string(self.tomorrow - timedelta(days=5))
        self.assertRefused("on a day that is over", self.lead, "lead_future", wake_date=past)
        self.assertTaken(self.lead, "lead_future", wake_date=fields.Date.to_string(self.tomorrow))
        self.assertEqual((self.lead.stage_outcome, self.lead.wake_date), ("snoozed", self.tomorrow))

    def test_a_stage_of_the_other_type_is_not_entered(self):
        self.assertRefused(
            "«In Proposal» is a stage of opportunities, and «Asunto» is still a lead", self.lead, "opportunity_proposal"
        )
        self.assertRefused(
            "«Contact Attempt» is a stage of leads, and «Oferta» is an opportunity already",
            self.opportunity,
            "lead_attempt",
        )
        self.assertTaken(self.lead, "lead_attempt")
        self.assertEqual(self.lead.stage_id, self.stage("lead_attempt"))

    def test_it_is_not_converted_without_its_nif(self):
        self.answer()
        self.assertRefused("«Otro nombre» has no valid NIF|«Asunto» has no valid NIF", self.lead, "lead_converted")
        self.assertRefused("has no valid NIF", self.lead, "lead_converted", vat="Pendiente")

    def test_it_is_not_converted_without_its_qualification(self):
        self.assertRefused("answer in its qualification: Who decides\\?", self.lead, "lead_converted", vat="B58378431")

    def test_with_everything_it_is_converted(self):
        self.answer()
        self.assertTaken(self.lead, "lead_converted", vat="B58378431")
        self.assertEqual((self.lead.type, self.lead.stage_id), ("opportunity", self.stage("opportunity_requested")))
        customer = self.lead.partner_id
        self.assertEqual((customer.name, customer.nif_key), ("Remota Sol SL", "B58378431"))

    def answer(self):
        self.env["despacho.qualification.answer"].create(
            {"lead_id": self.lead.id, "question_id": self.question.id, "state": "favourable"}
        )

    def test_one_that_lacks_something_stops_those_that_come_with_it(self):
        ready = self.new("Con motivo", "lead", lost_reason_id=self.reason.id)
        self.assertRefused("To take «(Asunto|Otro nombre)»", ready | self.lead, "lead_not_interested")

    def test_none_is_born_closed_without_what_its_stage_needs(self):
        count = self.env["crm.lead"].with_context(active_test=False).search_count([])
        lost = {"name": "De fuera", "type": "opportunity", "stage_id": self.stage("opportunity_lost")}
        self.assertRegex(self.add(**lost), "To take «De fuera» to «Closed Lost», say also: Lost Reason")
        asleep = {"name": "De fuera", "type": "lead", "stage_id": self.stage("lead_future")}
        self.assertRegex(self.add(**asleep), "Say on which day to contact «De fuera» again")
        wrong = {"name": "De fuera", "type": "lead", "stage_id": self.stage("opportunity_analysis")}
        self.assertRegex(self.add(**wrong), "«De fuera» is still a lead")
        self.assertEqual(self.env["crm.lead"].with_context(active_test=False).search_count([]), count)
        self.assertFalse(self.add(**lost, lost_reason_id=self.reason))
        self.assertEqual(self.env["crm.lead"].with_context(active_test=False).search_count([]), count + 1)


@tagged("post_install", "-at_install")
class TestPipelineRemoteCall(RemoteRules, HttpCase):
    """Another program, by JSON-2."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        keys = cls.env["res.users.apikeys"].with_user(cls.ana)
        cls.key = keys._generate("rpc", "remote", fields.Datetime.add(fields.Datetime.now(), days=1))

    def call(self, method, **params):
        with mute_logger("odoo.http"):
            answer = self.url_open(
                f"/json/2/crm.lead/{method}",
                data=json.dumps(params),
                headers={"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
            )
        if answer.status_code == 200:
            return None
        self.assertEqual(answer.status_code, 422, "what somebody can mend is no failure of the server")
        return answer.json()["message"]

    def as_values(self, values):
        return {name: value.id if isinstance(value, BaseModel) else value for name, value in values.items()}

    def send(self, leads, **values):
        return self.call("write", ids=leads.ids, vals=self.as_values(values))

    def add(self, **values):
        return self.call("create", vals_list=[self.as_values(values)])


@tagged("post_install", "-at_install")
class TestPipelineRemoteFile(RemoteRules, TransactionCase):
    """A CSV file, by the import of Odoo."""

    def read_file(self, rows):
        content = io.StringIO()
        writer = csv.DictWriter(content, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        importing = (
            self.env["base_import.import"]
            .with_user(self.ana)
            .create(
                {
                    "res_model": "crm.lead",
                    "file": content.getvalue().encode(),
                    "file_name": "leads.csv",
                    "file_type": "text/csv",
                }
            )
        )
        options = {
            "quoting": '"',
            "separator": ",",
            "encoding": "utf-8",
            "has_headers": True,
            "date_format": "%Y-%m-%d",
            "float_decimal_separator": ".",
            "float_thousand_separator": ",",
        }
        with mute_logger("odoo.addons.base_import.models.base_import", "odoo.models"):
            answer = importing.execute_import(list(rows[0]), list(rows[0]), options)
        return " / ".join(message["message"] for message in answer["messages"]) or None

    def as_row(self, values):
        names = {name: value.display_name if isinstance(value, BaseModel) else value for name, value in values.items()}
        return {name: value or "" for name, value in names.items()}

    def send(self, leads, **values):
        xmlids = [row[0] for row in leads.export_data(["id"])["datas"]]
        return self.read_file([{"id": xmlid, **self.as_row(values)} for xmlid in xmlids])

    def add(self, **values):
        return self.read_file([self.as_row(values)])
