from odoo import api, fields, models


class MailActivity(models.Model):
    """Activities that the pipeline plans by itself."""

    _inherit = "mail.activity"

    playbook_stage_id = fields.Many2one(
        "crm.stage",
        string="Planned on entering",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
        help="The stage whose playbook planned this activity.",
    )
    playbook_template_id = fields.Many2one(
        "mail.activity.plan.template",
        string="Step of the playbook",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
    )
    is_protocol_decision = fields.Boolean(
        string="Decides what follows the attempts",
        readonly=True,
        copy=False,
        help="The attempts of the protocol are over: somebody decides what to do with the lead.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        # Who plans the next contact knows better than the protocol, whose own gives way.
        by_hand = activities.filtered(lambda activity: activity.active and activity.channel)
        leads = by_hand.filtered(lambda activity: not activity.playbook_stage_id).lead_id
        leads = leads.filtered(lambda lead: lead.stage_id.trigger == "attempt")
        if leads:
            leads._protocol_activities().unlink()
        return activities
