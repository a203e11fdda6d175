from odoo import api, models
from odoo.tools import SQL

from ...tools import habits


class ResPartner(models.Model):
    """What was sent through an action and opened, clicked or answered tells the relation as any other mailing."""

    _inherit = "res.partner"

    @api.model
    def _lifecycle_sql_traces(self):
        return SQL(
            """
            %(others)s
            UNION ALL
            SELECT family.partner_id, trace.trace_status, trace.sent_datetime, trace.reply_datetime,
                   trace.links_click_datetime,
                   CASE WHEN trace.open_datetime > trace.sent_datetime + %(machine)s * INTERVAL '1 second'
                        THEN trace.open_datetime END AS open_datetime
              FROM family
              JOIN despacho_action_recipient recipient ON recipient.partner_id = family.id
              JOIN mailing_trace trace ON trace.res_id = recipient.id AND trace.model = 'despacho.action.recipient'
             WHERE trace.is_test_trace IS NOT TRUE
            """,
            others=super()._lifecycle_sql_traces(),
            machine=habits.MACHINE_SECONDS,
        )
