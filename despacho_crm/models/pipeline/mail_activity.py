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
    playbook_lead_id = fields.Many2one(
        "crm.lead",
        string="Started by winning",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
        help="The opportunity whose implementation this activity of the client is part of.",
    )
    is_protocol_decision = fields.Boolean(
        string="Decides what follows the attempts",
        readonly=True,
        copy=False,
        help="The attempts of the protocol are over: somebody decides what to do with the lead.",
    )
    is_attempt_unknown = fields.Boolean(
        string="Attempt without known result",
        readonly=True,
        copy=False,
        help="It was done while the lead was being tried to be reached, and nobody said how it went: "
        "it counts as an attempt without answer until its result is written down.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        # Who plans the next contact knows better than the protocol, whose own gives way.
        by_hand = activities.filtered(
            lambda activity: (
                activity.active and activity.channel and not (activity.automated and activity.playbook_stage_id)
            )
        )
        leads = by_hand.lead_id.filtered(lambda lead: lead.stage_id.trigger == "attempt")
        if leads:
            # Also what somebody accepted as the protocol proposed it.
            (leads._protocol_activities() - by_hand).unlink()
        return activities

    def _action_done(self, feedback=False, attachment_ids=None):
        """Go on with the protocol where an attempt is done without its result, from wherever Odoo marks it.

        No answer is known, so it counts as an attempt without one, and the next step is planned if nothing else is.
        What is done with its result is heard of in ``_contact_logged``.
        """
        attempts = self.browse()
        if "contact_outcome" not in self.env.context:
            attempts = self.filtered(lambda activity: activity.active and not activity.result)._protocol_tried()
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        # sudo: whoever was given the attempt goes on with the firm's protocol, also without rights on its lead.
        done = attempts.exists().sudo()
        done.is_attempt_unknown = True
        done.lead_id._protocol_go_on()
        return result

    def _protocol_tried(self):
        """Return the contacts that are attempts to reach a lead in the stage of attempts."""
        outbound = self.filtered(
            lambda activity: activity.channel and activity.direction != "inbound" and not activity.playbook_template_id
        )
        # sudo: who is given an attempt may have no rights on its lead.
        tried = outbound.sudo().filtered(lambda activity: activity.lead_id.stage_id.trigger == "attempt")
        return tried.with_env(self.env)
