"""The gazette of the registers on this machine, and the firm's companies that it speaks of."""

from datetime import timedelta
from unittest.mock import patch

from odoo.addons.despacho_crm.models.registry import despacho_registry_day_read

from .common import DespachoCommon
from .outside_services import OutsideServices

#: How an entry of the gazette ends.
END = "Datos registrales. S 8 , H {}, I/A 3 ( 1.09.26)."


class RegistryCommon(DespachoCommon):
    """
    The world of the addon, whose vega (B12345674) is a client of ana in Cáceres, and the day before yesterday
    as the last one that was read of the gazette. `publish` prints it and `read_gazette` has the job read it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What jobs note is in the language of the administrator.
        cls.env.ref("base.user_admin").lang = "en_US"
        cls.services = OutsideServices()
        cls.services.__enter__()
        cls.addClassCleanup(cls.services.__exit__)
        cls.acts, cls.days = cls.env["despacho.registry.act"], cls.env["despacho.registry.day"]
        cls.provider = cls.env.ref("despacho_crm.enrichment_provider_borme")
        cls.provider.write(
            {
                "url": f"{cls.services.url}/borme/sumario",
                "page_url": f"{cls.services.url}/borme/txt.php",
                "rate": 0,
                "daily_budget": 0,
                "state": "working",
                "retry_at": False,
            }
        )
        cls.caceres = cls.env.ref("base.state_es_cc")
        cls.madrid = cls.env.ref("base.state_es_m")
        cls.firm.write({"registry_state_ids": [(6, 0, cls.caceres.ids)], "registry_words": False, "registry_days": 90})
        others = cls.env["res.company"].search([]) - cls.firm
        others.write({"registry_state_ids": [(5,)], "state_id": False, "registry_days": 90})
        cls.vega.write({"state_id": cls.caceres.id, "user_id": cls.ana.id})
        cls.vega.lifecycle = "client"
        cls.days.search([]).unlink()
        cls.acts.search([]).unlink()
        cls.today = cls.days._today()
        cls.yesterday = cls.today - timedelta(days=1)
        cls.days.create({"date": cls.today - timedelta(days=2), "state": "read"})
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self.services.borme.clear()
        self.services.asked.clear()
        self.services.mood("borme", "")

    def publish(self, *entries, day=None, province="10", title="CÁCERES"):
        """Print (name, acts[, sheet]) in the gazette of `day`, yesterday's by default."""
        documents = self.services.borme.setdefault(day or self.yesterday, {})
        known = documents.setdefault(province, (title, []))[1]
        for name, acts, *sheet in entries:
            number = 1000 * int(province) + len(known)
            known.append((number, name, f"{acts} {END.format(*(sheet or [f'CC {number}']))}"))

    def read_gazette(self):
        """Run the job as the scheduler does."""
        self.env.flush_all()
        with self.enter_registry_test_mode(), patch.object(despacho_registry_day_read._logger, "warning"):
            self.env.ref("despacho_crm.ir_cron_registry").method_direct_trigger()
        self.env.invalidate_all()

    def act_of(self, name):
        return self.acts.search([("name", "=", name)])

    def day(self, date=None):
        return self.days.search([("date", "=", date or self.yesterday)])

    def alarms_of(self, partner):
        activity_type = self.env.ref("despacho_crm.mail_activity_type_registry")
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "=", partner.id),
                ("activity_type_id", "=", activity_type.id),
            ]
        )

    def proposed_for(self, partner):
        """Return {field: value} of what the gazette proposes for a contact."""
        proposals = self.env["despacho.enrichment.proposal"].search(
            [("partner_id", "=", partner.id), ("provider_id", "=", self.provider.id), ("state", "=", "proposed")]
        )
        return {proposal.field_name: proposal.value for proposal in proposals}
