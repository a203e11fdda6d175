from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools.client_actions import said
from ...tools.matching.score import FIELDS

#: Changed contacts compared at a time by the job.
_BATCH = 2000


class DespachoMatchPair(models.Model):
    """Two contacts that may be one, with what speaks for it and what a person decided.

    ``partner_id`` is the one with the lower id, so that a pair is known whichever side it
    is seen from. A lead takes its place: ``lead_id`` with the contact ``partner_id``, or
    with an older lead, ``other_lead_id``. «Not the same» is remembered: the pair is never
    proposed again.
    """

    _name = "despacho.match.pair"
    _description = "Possible duplicate"
    _inherit = ["despacho.match.weight"]
    _order = "score desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", string="Contact", index=True, ondelete="cascade", readonly=True)
    other_id = fields.Many2one("res.partner", string="Other contact", index=True, ondelete="cascade", readonly=True)
    lead_id = fields.Many2one("crm.lead", string="Lead", index="btree_not_null", ondelete="cascade", readonly=True)
    other_lead_id = fields.Many2one(
        "crm.lead", string="Other lead", index="btree_not_null", ondelete="cascade", readonly=True
    )
    partner_nif = fields.Char(related="partner_id.nif_key", string="NIF")
    other_nif = fields.Char(related="other_id.nif_key", string="NIF of the other")
    partner_city = fields.Char(related="partner_id.city", string="City")
    other_city = fields.Char(related="other_id.city", string="City of the other")
    company_id = fields.Many2one("res.company", string="Company", index="btree_not_null", readonly=True)
    state = fields.Selection(
        selection=[("proposed", "Proposed"), ("rejected", "Not the same")],
        required=True,
        default="proposed",
        index=True,
        readonly=True,
    )
    why = fields.Char(string="Why", compute="_compute_why")
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True)
    decided_on = fields.Datetime(string="Decided on", readonly=True)

    _unique_pair = models.Constraint("UNIQUE (partner_id, other_id)", "This pair is already known.")
    _unique_sides = models.UniqueIndex(
        "((COALESCE(-lead_id, partner_id)), (COALESCE(-other_lead_id, other_id, partner_id)))"
    )
    _two_sides = models.Constraint(
        "CHECK (NUM_NONNULLS(partner_id, other_id, lead_id, other_lead_id) = 2 "
        "AND (lead_id IS NULL) = (other_id IS NOT NULL) AND (other_lead_id IS NULL OR lead_id IS NOT NULL))",
        "A pair is of two contacts, of a lead and a contact, or of two leads.",
    )
    _ordered = models.Constraint("CHECK (partner_id < other_id)", "The contact with the lower number comes first.")

    @api.depends_context("lang")
    @api.depends(*(f"bits_{field}" for field in FIELDS))
    def _compute_why(self):
        for pair in self:
            pair.why = self._why_of(pair[f"bits_{field}"] for field in FIELDS)

    @api.model
    def _why_of(self, bits):
        """Return in words what ``bits``, in the order of ``FIELDS``, say."""
        _ = self.env._
        words = {
            "nif": (_("same NIF"), None),
            "name": (_("similar name"), _("different name")),
            "phone": (_("same phone"), _("different phone")),
            "email": (_("same e-mail or domain"), _("different e-mail domain")),
            "place": (_("same postcode or province"), _("another postcode or province")),
            "street": (_("same street and number"), _("different street")),
            "kind": (None, _("a person and a company")),
        }
        said = sorted(zip(bits, FIELDS, strict=True), reverse=True)
        agree = [words[field][0] for worth, field in said if worth > 0]
        differ = [words[field][1] for worth, field in reversed(said) if worth < 0]
        parts = (", ".join(agree), differ and _("but %(differences)s", differences=", ".join(differ)))
        return "; ".join(part for part in parts if part)

    def action_reject(self):
        """«Not the same»: neither this pair nor its evidence is proposed again."""
        self._decide("rejected")

    def action_propose(self):
        """Take back «not the same»."""
        self._decide("proposed")

    @api.model
    def _review_check(self):
        if not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(
                self.env._("Deciding on duplicates is the task of the data steward: tell them which ones are the same.")
            )

    def _check_undecided(self):
        """Refuse what cannot be decided any more; whoever closes pairs says when that is."""

    def _decide(self, state):
        self._review_check()
        self.check_access("read")
        self._check_undecided()
        # sudo: nobody writes pairs but through these two decisions
        self.sudo().write({"state": state, "decided_by_id": self.env.uid, "decided_on": fields.Datetime.now()})

    def action_review(self):
        """Open the review screen on these pairs."""
        action = self.env["ir.actions.actions"]._for_xml_id("despacho_crm.action_match_review")
        return action | {"params": {"pair_ids": self.ids}}

    def action_calibration(self):
        """Show what the decisions taught, or let everything count as usual again."""
        return self.env["despacho.match.calibration"].action_open()

    def action_search_all(self):
        """Compare the whole base with itself as soon as the scheduler can."""
        if not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(self.env._("Searching the whole base for duplicates is the task of the data steward."))
        self.env["despacho.match.record"]._mark_all_pending()
        self.env.ref("despacho_crm.ir_cron_match")._trigger()
        return said(self.env._("The search has been asked for: the pairs found appear here in some minutes."), "info")

    @api.model
    def _cron_match(self):
        """Read what changed and compare it: little by little when it is little, all at once when it is much.

        A kill loses the batch in hand: contacts that were not read yet are still stale, and
        those that were not compared yet are still pending.
        """
        records = self.env["despacho.match.record"]
        stale = records._stale_ids()
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(stale) + 1)
        for start in range(0, len(stale), _BATCH):
            batch = stale[start : start + _BATCH]
            records._refresh(batch)
            if not commit(len(batch)):
                return
        # Not before: what is not known to have changed would be weighed by what it was.
        self.env["despacho.match.calibration"]._learn()
        engine = self.env["despacho.match.engine"]
        if records._is_much_pending():
            engine._match()
        else:
            while pending := records._pending_ids(_BATCH):
                engine._match(pending)
                if not commit(len(pending), remaining=records._pending_count() + 1):
                    return
        commit(1, remaining=0)

    @api.model
    def _cron_match_all(self):
        """Compare all with all, once a month: how rare things are has changed since."""
        self.env["despacho.match.record"]._mark_all_pending()
        self._cron_match()
