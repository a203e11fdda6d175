from odoo import api, fields, models
from odoo.tools import SQL


class DespachoImport(models.Model):
    """What the leads of a file have in common, when its rows do not say it."""

    _inherit = "despacho.import"

    target = fields.Selection(
        selection_add=[("lead", "Leads (possible clients of a fair, the web...)")], ondelete={"lead": "cascade"}
    )
    lead_campaign_id = fields.Many2one(
        "utm.campaign",
        string="Campaign or fair",
        help="Where all of them come from, but for the rows that say something else.",
    )
    lead_medium_id = fields.Many2one("utm.medium", string="Medium", help="How they came: a fair, the web, the phone...")
    lead_team_id = fields.Many2one(
        "crm.team",
        string="Sales team",
        check_company=True,
        domain="[('company_id', 'in', (False, company_id))]",
        help="Without it, the leads are of the team that usually gets them.",
    )
    lead_user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        domain="[('share', '=', False), ('company_ids', '=', company_id)]",
        help="Without it, the leads of a contact are of its salesperson, and the others wait to be shared out.",
    )

    def _prepare_part_values(self):
        names = ("lead_campaign_id", "lead_medium_id", "lead_team_id", "lead_user_id")
        return {**super()._prepare_part_values(), **{name: self[name].id for name in names}}

    def action_view_partners(self):
        """Open the leads that this import created or completed."""
        self.ensure_one()
        if self.target != "lead":
            return super().action_view_partners()
        kinds = ("create", "no_nif") if self.env.context.get("created") else ("update",)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Leads of %(name)s", name=self.name),
            "res_model": "crm.lead",
            "view_mode": "list,kanban,form",
            "domain": [
                (
                    "despacho_import_row_ids",
                    "any",
                    [("import_id", "=", self.id), ("state", "=", "applied"), ("verdict", "in", kinds)],
                )
            ],
            "context": {"active_test": False, "create": False},
        }


class DespachoImportRow(models.Model):
    """The lead that a row is or became, and the words for it."""

    _inherit = "despacho.import.row"

    lead_id = fields.Many2one("crm.lead", string="Lead", ondelete="set null", index="btree_not_null")

    def _note_leads(self, lead_ids):
        """Note which lead each row became; in one statement, since each has another."""
        self.env.execute_query(
            SQL(
                """
                UPDATE despacho_import_row staged SET lead_id = done.lead_id
                  FROM UNNEST(%s::integer[], %s::integer[]) AS done (id, lead_id)
                 WHERE staged.id = done.id
             RETURNING staged.id
                """,
                self.ids,
                list(lead_ids),
            )
        )
        self.invalidate_recordset(["lead_id"], flush=False)

    @api.depends("lead_id.name")
    def _compute_reason(self):
        return super()._compute_reason()

    def _get_reason(self):
        _ = self.env._
        if self.import_id.target != "lead":
            return super()._get_reason()
        details, lead = self.details or {}, self.lead_id.name or ""
        reasons = {
            "open_lead": lambda: _("They have an open lead already: «%(lead)s»", lead=lead),
            "lead_row": lambda: _("An equal row of an earlier file is the lead «%(lead)s»", lead=lead),
            "of_client": self._get_of_client,
            "new_lead": lambda: _("Nobody in the base has this NIF, nor has any open lead"),
            "nif_missing": lambda: _("Nobody in the base looks like them; the row brings no NIF"),
            "other_contact": lambda: _(
                "It is the lead of row %(row)s: another person, or something else that they ask for, is noted there",
                row=details.get("row"),
            ),
            "same_record": lambda: _("It is the same lead as row %(row)s, found otherwise", row=details.get("row")),
            "empty": lambda: _("It says neither who they are nor how to reach them"),
        }
        reason = reasons.get(self.reason_code)
        return reason() if reason else super()._get_reason()

    def _get_of_client(self):
        """Return whose new lead the row is, and how that is known."""
        # A search, so that nobody sees here whom they may not read.
        client = self.env["res.partner"].with_context(active_test=False).search([("id", "=", self.details["client"])])
        if not client:
            return self.env._("It is a contact of the base that you cannot see")
        why = self._get_why(self.details["bits"]) if "bits" in self.details else ""
        if not why:
            return self.env._("New lead of %(name)s, who is in the base", name=client.name)
        return self.env._("New lead of %(name)s, who is in the base (%(why)s)", name=client.name, why=why)

    def action_open_lead(self):
        """Open the lead that the row became or is."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": self.lead_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }


class CrmLead(models.Model):
    _inherit = "crm.lead"

    despacho_import_row_ids = fields.One2many(
        "despacho.import.row",
        "lead_id",
        string="Rows of imported files",
        readonly=True,
        groups="despacho_crm.group_user",
    )
