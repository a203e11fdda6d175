"""What the tests of the dashboards share."""

from datetime import datetime, timedelta

from odoo.tools import SQL

from odoo.addons.despacho_crm.tests.common import DespachoCommon

#: A Wednesday: its week has days before and after.
NOW = "2026-11-18 09:00:00"


class DashboardPages:
    """What the pages say, and the records that their figures open."""

    def page(self, user=None, **filters):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["despacho.dashboard"].with_user(user or self.marta).get_page(filters)

    def my_week(self, user=None, person=False):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["despacho.my.week"].with_user(user or self.ana).get_page(person)

    def page_queries(self, **filters):
        """Return how many queries the page takes, besides what Odoo remembers of one request for the next."""
        self.page(**filters)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.env["despacho.dashboard"].with_user(self.marta).get_page(filters)
        return self.cr.sql_log_count - before

    def behind(self, opens, user=None):
        """Return the records that a figure opens."""
        model = self.env[opens["model"]].with_user(user or self.marta).with_context(**opens["context"])
        return model.search(opens["domain"])

    def count(self, query, *values):
        """Return the number that a query says, written for the test alone."""
        self.env.flush_all()
        self.env.cr.execute(query, values)  # pylint: disable=sql-injection
        return self.env.cr.fetchone()[0]


class DashboardCommon(DashboardPages, DespachoCommon):
    """
    Leads of this year, of ana but for the last one; sara leads the team of ana:

      nominas    came 1 Oct: new until 3 Oct, contacted until 7 Oct, qualifying since          pending
      renta      came 1 Nov: requested until 11 Nov, proposal until 16 Nov, won               won, 1.000
      iva        came 5 Nov: new until 8 Nov, not interested                                  lost
      traspaso   came 10 Nov, of sara: new                                                    pending
      (vieja     came 1 May 2024: requested                                                   pending, 700)
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.stage"].search([]).plan_id = False
        cls.env["crm.lead"].with_context(active_test=False).search([]).unlink()
        cls.now = datetime.fromisoformat(NOW)
        cls.team = cls.env["crm.team"].create(
            {"name": "Equipo", "user_id": cls.sara.id, "member_ids": [(6, 0, [cls.ana.id])]}
        )
        cls.nominas = cls.new_lead("Nóminas", "2026-10-01", ("new", 2), ("contacted", 4), ("qualifying", None))
        cls.renta = cls.new_lead(
            "Renta", "2026-11-01", ("requested", 10), ("proposal", 5), ("won", None), expected_revenue=1000
        )
        cls.iva = cls.new_lead("IVA", "2026-11-05", ("new", 3), ("not_interested", None))
        cls.traspaso = cls.new_lead("Traspaso", "2026-11-10", ("new", None), user=cls.sara)
        cls.vieja = cls.new_lead("Vieja", "2024-05-01", ("requested", None), expected_revenue=700)
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def stage(cls, name):
        prefix = "opportunity" if name in ("requested", "analysis", "proposal", "negotiation", "won") else "lead"
        return cls.env.ref(f"despacho_crm.stage_{prefix}_{name}")

    @classmethod
    def new_lead(cls, name, came, *stays, user=None, **values):
        """Create a lead that came that day at noon and went through stages, each for some days."""
        first = cls.stage(stays[0][0])
        lead = cls.env["crm.lead"].create(
            {
                "name": name,
                "partner_name": name,
                "type": "opportunity" if first.lead_type == "opportunity" else "lead",
                "user_id": (user or cls.ana).id,
                "team_id": cls.team.id,
                "company_id": cls.firm.id,
                "stage_id": first.id,
                **values,
            }
        )
        moment = datetime.fromisoformat(f"{came} 12:00:00")
        cls.set_moment("crm_lead", "create_date", moment, lead)
        for (_name, days), (target, _days) in zip(stays, stays[1:], strict=False):
            moment += timedelta(days=days)
            cls.move(lead, cls.stage(target), moment)
        return lead

    @classmethod
    def move(cls, lead, stage, moment):
        """Move a lead as the web client does, at that moment."""
        cls.env.flush_all()
        cls.cr.flush()
        known = cls.env["mail.tracking.value"].search([], order="id desc", limit=1).id
        lead.with_context(tracking_disable=False).write({"stage_id": stage.id})
        cls.env.flush_all()
        cls.cr.flush()
        cls.env.cr.execute(SQL("UPDATE mail_tracking_value SET create_date = %s WHERE id > %s", moment, known))
        if lead.date_closed:
            lead.date_closed = moment

    @classmethod
    def set_moment(cls, table, column, moment, records):
        cls.env.flush_all()
        cls.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = %s WHERE id IN %s",
                SQL.identifier(table),
                SQL.identifier(column),
                moment,
                tuple(records.ids),
            )
        )
        records.invalidate_recordset()
