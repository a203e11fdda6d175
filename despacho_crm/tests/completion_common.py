"""The world in which missing NIFs are completed, and nights pass."""

from odoo.service.model import call_kw

from .test_matching_pairs import MatchingCommon

PHONE = "+34 943 11 22 33"


class CompletionCommon(MatchingCommon):
    """`needy` and `holder` are the same company, entered twice; only the holder has a NIF."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm.nif_mandatory = True
        cls.env.ref("base.user_admin").lang = "en_US"
        cls.pairs.search([]).unlink()
        cls.completions = cls.env["despacho.completion"]
        cls.nights = cls.env["despacho.match.night"]
        cls.holder = cls.new_company("Zubizarreta Egurrola SL", vat="B58378431", phone=PHONE)
        cls.needy = cls.new_company("ZUBIZARRETA EGURROLA, S.L.", phone="943112233")
        cls.match_changes()

    def new_lead(self, company="Zubizarreta Egurrola", **values):
        return self.env["crm.lead"].create({"name": "De la web", "type": "lead", "partner_name": company, **values})

    def rows(self, record, user=None):
        field = "lead_id" if record._name == "crm.lead" else "partner_id"
        return self.completions.with_user(user or self.sara).search([(field, "=", record.id)])

    def turn_on(self, *switches):
        self.env["res.company"].search([]).write(
            dict.fromkeys(switches or ("match_auto_join", "match_auto_complete"), True)
        )

    def run_night(self):
        """Search and join as the scheduler does, with the commits left out."""
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_match").method_direct_trigger()
            self.env.ref("despacho_crm.ir_cron_match_join").method_direct_trigger()
        self.env.invalidate_all()
        return self.nights.search([], limit=1)

    def two(self, stem, first=None, second=None, **common):
        """Return two contacts that are certainly one."""
        common = common or {"phone": "+34 973 44 55 66"}
        one = self.new_company(f"{stem} SL", **common, **(first or {}))
        other = self.new_company(f"{stem.upper()} S.L.", **common, **(second or {}))
        self.match_changes()
        return one, other

    def rehearse(self, user=None):
        # As the button calls it: with a record, or with none.
        rehearsals = self.env["despacho.match.rehearsal"].with_user(user or self.sara)
        action = call_kw(rehearsals, "action_rehearse", [[]], {})
        return self.env[action["res_model"]].with_user(user or self.sara).browse(action["res_id"])

    def line(self, rehearsal, partner):
        return rehearsal.line_ids.filtered(lambda line: partner.display_name in line.names)
