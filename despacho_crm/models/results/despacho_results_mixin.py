from odoo import api, fields, models

#: The numbers that are counted, in the order of the way from the list to the money.
COUNTS = (
    *("recipient_count", "excluded_count", "sent_count", "reached_count", "response_count"),
    *("interested_count", "information_count", "later_count", "not_interested_count", "wrong_person_count"),
    *("complaint_count", "unsubscribe_count", "lead_count", "opportunity_count", "client_count"),
)


class DespachoResultsMixin(models.AbstractModel):
    """The results of an action, or of all the actions of a campaign."""

    _name = "despacho.results.mixin"
    _description = "With the results of commercial actions"
    #: The column of ``despacho_action`` that says whose the results are.
    _results_owner = "id"

    currency_id = fields.Many2one("res.currency")
    cost = fields.Monetary()
    recipient_count = fields.Integer(string="Addressees", compute="_compute_results")
    excluded_count = fields.Integer(string="Left out of it", compute="_compute_results")
    sent_count = fields.Integer(string="Were sent", compute="_compute_results")
    reached_count = fields.Integer(string="Were reached", compute="_compute_results")
    response_count = fields.Integer(string="Responses", compute="_compute_results")
    interested_count = fields.Integer(string="Interested", compute="_compute_results")
    information_count = fields.Integer(string="Want information", compute="_compute_results")
    later_count = fields.Integer(string="Later on", compute="_compute_results")
    not_interested_count = fields.Integer(string="Not interested", compute="_compute_results")
    wrong_person_count = fields.Integer(string="Wrong person", compute="_compute_results")
    complaint_count = fields.Integer(string="Complaints", compute="_compute_results")
    unsubscribe_count = fields.Integer(string="Want no more", compute="_compute_results")
    lead_count = fields.Integer(string="Leads", compute="_compute_results")
    opportunity_count = fields.Integer(string="Opportunities", compute="_compute_results")
    client_count = fields.Integer(
        string="Clients won", compute="_compute_results", help="Those whose opportunity from here was won."
    )
    contracted = fields.Monetary(compute="_compute_results", help="What was agreed in the opportunities that were won.")
    revenue = fields.Monetary(
        string="Invoiced since then",
        compute="_compute_results",
        help="Invoiced since, without taxes, to the clients won: all of it to new ones; "
        "of who was a client already, only the service promoted.",
    )
    return_amount = fields.Monetary(string="Return", compute="_compute_return", help="What was invoiced less the cost.")
    return_percent = fields.Float(string="Return on the cost", compute="_compute_return", digits=(16, 1))

    @api.depends_context("allowed_company_ids")
    def _compute_results(self):
        counted = self.env["despacho.results"]._count(self._results_actions(), self._results_owner)
        for record in self:
            numbers = counted.get((record._origin.id, None), {})
            for name in (*COUNTS, "contracted", "revenue"):
                record[name] = numbers.get(name, 0)

    def _compute_return(self):
        for record in self:
            record.return_amount = record.revenue - record.cost
            record.return_percent = 100 * record.return_amount / record.cost if record.cost else 0

    def _results_actions(self):
        """Return the actions whose results these are."""
        return self._origin
