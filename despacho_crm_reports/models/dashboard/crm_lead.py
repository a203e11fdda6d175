from odoo import api, fields, models
from odoo.fields import Command, Domain
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.activity.mail_activity import REACHED


class CrmLead(models.Model):
    """What the figures of the dashboards ask of leads, so that each of them opens its records."""

    _inherit = "crm.lead"

    contact_level = fields.Selection(
        [("untouched", "Untouched"), ("tried", "Tried, without reaching anybody"), ("reached", "Spoken to")],
        compute="_compute_contact_level",
        search="_search_contact_level",
        help="What is written down of the contacts: none yet, only tries, or that somebody was spoken to.",
    )
    passed_stage_ids = fields.Many2many(
        "crm.stage",
        string="Stages it went through",
        compute="_compute_passed_stage_ids",
        search="_search_passed_stage_ids",
        help="The stage where it is, and those where it was before.",
    )

    def _compute_contact_level(self):
        activities = self.env["mail.activity"].with_context(active_test=False)
        groups = activities._read_group(
            [("lead_id", "in", self.ids), ("result", "!=", False)], ["lead_id"], ["result:array_agg"]
        )
        results = {lead.id: set(found) for lead, found in groups}
        for lead in self:
            found = results.get(lead._origin.id, set())
            lead.contact_level = "reached" if found & REACHED else "tried" if found else "untouched"

    @api.model
    def _search_contact_level(self, operator, value):
        if operator != "in":
            return NotImplemented
        told, reached = self._has_result(SQL("logged.result IS NOT NULL")), self._has_result(self._is_reached())
        domain = Domain.FALSE
        if "tried" in value:
            # Together they are one question: whether anything is written down.
            domain = told if "reached" in value else told & ~reached
        elif "reached" in value:
            domain = reached
        return domain | ~told if "untouched" in value else domain

    @api.model
    def _is_reached(self):
        return SQL("logged.result IN %s", tuple(sorted(REACHED)))

    @api.model
    def _has_result(self, condition):
        """Return the domain of the leads of which a contact with that result is written down, whoever did it."""
        self.env["mail.activity"].flush_model(["lead_id", "result"])

        def to_sql(_model, alias, _query):
            return SQL(
                "EXISTS (SELECT FROM mail_activity logged WHERE logged.lead_id = %s AND %s)",
                SQL.identifier(alias, "id"),
                condition,
            )

        return Domain.custom(to_sql=to_sql)

    def _compute_passed_stage_ids(self):
        passed = {}
        if self.ids:
            rows = self.env.execute_query(
                SQL("SELECT DISTINCT lead_id, stage_id FROM (%s) past WHERE lead_id IN %s", self._past_sql(), self._ids)
            )
            for lead, stage in rows:
                passed.setdefault(lead, set()).add(stage)
        stages = self.env["crm.stage"].browse({stage for found in passed.values() for stage in found}).exists()
        for lead in self:
            before = stages.filtered(lambda stage, lead=lead: stage.id in passed.get(lead._origin.id, ()))
            lead.passed_stage_ids = [Command.set((before | lead.stage_id).ids)]

    @api.model
    def _search_passed_stage_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        stages = tuple(filter(None, value))
        if not stages:
            return Domain.FALSE
        past = SQL("(SELECT lead_id FROM (%s) past WHERE stage_id IN %s)", self._past_sql(), stages)
        return Domain("stage_id", "in", stages) | Domain("id", "in", past)

    @api.model
    def _past_sql(self):
        """Return the changes of stage: of which lead, when (``id`` in order), and the stage that it left."""
        self.env["mail.message"].flush_model(["model", "res_id"])
        self.env["mail.tracking.value"].flush_model(["field_id", "mail_message_id", "old_value_integer"])
        # sudo: the number of a field, for all to use.
        field = self.env["ir.model.fields"].sudo()._get("crm.lead", "stage_id").id
        return SQL(
            """
            SELECT message.res_id AS lead_id, tracking.id, tracking.create_date AS moment,
                   tracking.old_value_integer AS stage_id
              FROM mail_tracking_value tracking
              JOIN mail_message message ON message.id = tracking.mail_message_id AND message.model = 'crm.lead'
             WHERE tracking.field_id = %s
            """,
            field,
        )
