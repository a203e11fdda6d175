"""What the tests of the months share."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo import Command

from odoo.addons.despacho_crm.tests.common import DespachoCommon

#: A Tuesday.
NOW = "2026-11-10 10:00:00"
NOVEMBER = date(2026, 11, 1)


class MonthCommon(DespachoCommon):
    """
    sara leads the team of ana and bea; leo, of nobody's team; marta manages the CRM. It is 10 November 2026.

    ana:  calls    12 in November 2025, 6 in August 2026, 8 in October (none in September), 3 this November
          won      1.000 in November 2025, 500 on 5 November 2026
          pipeline 2.000 at 50 % that should close on 20 November 2026
    bea:  calls    4 in October
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.firm.partner_id.tz = "Europe/Madrid"
        # No stage plans anything by itself.
        cls.firm.pipeline_rules = False
        # Only these plan here, whoever else there is in the base.
        cls.env["despacho.month"].search([]).unlink()
        crm = "despacho_crm.group_user"
        cls.bea = cls._new_user("bea", crm)
        cls.leo = cls._new_user("leo", crm)
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Fiscal team",
                "user_id": cls.sara.id,
                "company_id": cls.firm.id,
                "member_ids": [Command.set((cls.ana | cls.bea).ids)],
            }
        )
        cls.calls(cls.ana, "2025-11-12", 12)
        cls.calls(cls.ana, "2026-08-20", 6)
        cls.calls(cls.ana, "2026-10-20", 8)
        cls.calls(cls.ana, "2026-11-03", 3)
        cls.calls(cls.bea, "2026-10-20", 4)
        cls.win(cls.ana, "2025-11-20", 1000)
        cls.win(cls.ana, "2026-11-05", 500)
        cls.closing = cls.opportunity(cls.ana, 2000, date_deadline="2026-11-20")
        cls.closing.probability = 50
        cls.env.flush_all()

    @classmethod
    def calls(cls, user, day, count=1, hour=11, whom=None):
        """Calls that somebody made; of a day that is still to come, written down then."""
        call = cls.env.ref("mail.mail_activity_data_call")
        at = datetime.fromisoformat(day).replace(hour=hour)
        values = {
            "res_model_id": cls.env["ir.model"]._get_id("res.partner"),
            "res_id": (whom or cls.vega).id,
            "activity_type_id": call.id,
            "user_id": user.id,
            "active": False,
            "result": "spoke",
            "feedback": "Done",
            "done_at": at,
            "date_deadline": day[:10],
        }
        quiet = {"contact_next": "planned", "contact_known_to_lead": True}
        with freeze_time(max(at, datetime.fromisoformat(NOW))):
            return cls.env["mail.activity"].with_context(**quiet).create([values] * count)

    @classmethod
    def opportunity(cls, user, revenue, **values):
        return cls.env["crm.lead"].create(
            {
                "name": f"Opportunity of {revenue}",
                "type": "opportunity",
                "partner_id": cls.vega.id,
                "user_id": user.id,
                "team_id": cls.team.id,
                "company_id": cls.firm.id,
                "expected_revenue": revenue,
                "stage_id": cls.env.ref("despacho_crm.stage_opportunity_requested").id,
                **values,
            }
        )

    @classmethod
    def win(cls, user, day, revenue):
        lead = cls.opportunity(user, revenue)
        lead.stage_id = cls.env.ref("despacho_crm.stage_opportunity_won")
        lead.date_closed = f"{day} 12:00:00"
        return lead

    @classmethod
    def plan_call(cls, user, day):
        return cls.vega.activity_schedule(
            "mail.mail_activity_data_call", date.fromisoformat(day), user_id=user.id, summary=f"Call on {day}"
        )

    @classmethod
    def prepare(cls, people, first=NOVEMBER, teams=None):
        return cls.env["despacho.month"]._prepare(cls.firm, first, people, teams)

    @staticmethod
    def line(month, kind):
        return month.line_ids.filtered(lambda line: line.kind == kind)

    @staticmethod
    def work(month, kind):
        return month.work_ids.filtered(lambda work: work.kind == kind)

    def run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm_reports.ir_cron_month").method_direct_trigger()
        self.env.invalidate_all()
