from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

_GROUP = "despacho_crm.group_user"
#: How many of what is missing the sheet names.
_NAMED = 5


class ResPartner(models.Model):
    """How good the record is, what is missing in words, and who said when that it is right."""

    _inherit = "res.partner"

    quality_checked_on = fields.Date(string="Checked on", readonly=True, copy=False, groups=_GROUP, prefetch="quality")
    quality_checked_uid = fields.Many2one(
        "res.users", string="Checked by", readonly=True, copy=False, groups=_GROUP, prefetch="quality"
    )
    # As it is now, and not as last night: whoever corrects a record sees it at once.
    quality_score = fields.Integer(
        string="Quality (0 to 100)", compute="_compute_quality", groups=_GROUP, aggregator=None
    )
    quality_rated = fields.Boolean(compute="_compute_quality", groups=_GROUP)
    quality_missing = fields.Char(string="Missing", compute="_compute_quality", groups=_GROUP)
    quality_checked_text = fields.Char(compute="_compute_quality_checked_text", groups=_GROUP)
    quality_gap_ids = fields.Many2many(
        "despacho.quality.measure",
        string="Data that it lacks",
        compute="_compute_quality",
        search="_search_quality_gap_ids",
        groups=_GROUP,
    )

    def _compute_quality(self):
        rated = self._quality_rate()
        measures = self.env["despacho.quality.measure"]
        words = measures._words({one for _score, gaps in rated.values() for one in gaps})
        for partner in self:
            score, gaps = rated.get(partner._origin.id, (0, []))
            named = [words[one] for one in gaps[:_NAMED] if one in words]
            if len(gaps) > _NAMED:
                named.append(self.env._("and %(number)s more", number=len(gaps) - _NAMED))
            partner.quality_rated = partner._origin.id in rated
            partner.quality_score = score
            partner.quality_missing = ", ".join(named)
            partner.quality_gap_ids = measures.browse(gaps)

    def _quality_rate(self):
        """Return {id: (score, ids of the measures that fail, the most useful first)} of those who are rated, now."""
        if not self.ids:
            return {}
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT partner_id, score, gaps FROM (%s) AS rated",
                self.env["despacho.quality.measure"]._sql_ratings(self.ids),
            )
        )
        return {partner_id: (score, gaps) for partner_id, score, gaps in rows}

    @api.depends("quality_checked_on", "quality_checked_uid")
    @api.depends_context("lang")
    def _compute_quality_checked_text(self):
        for partner in self:
            partner.quality_checked_text = partner.quality_checked_on and self.env._(
                "checked on %(day)s by %(who)s",
                day=format_date(self.env, partner.quality_checked_on),
                # sudo: a name; who checked it may be gone
                who=partner.sudo().quality_checked_uid.name or "-",
            )

    @api.model
    def _search_quality_gap_ids(self, operator, value):
        """Whoever lacked it last night."""
        if operator in ("any", "any!"):
            operator, value = "in", self.env["despacho.quality.measure"].search(value).ids
        if operator != "in":
            return NotImplemented
        wanted = [one for one in value if isinstance(one, int) and not isinstance(one, bool)]
        tests = [SQL("gaps @> TO_JSONB(%s::int)", one) for one in wanted]
        if False in value:
            tests.append(SQL("gaps = '[]'"))
        if not tests:
            return Domain.FALSE
        query = SQL("(SELECT partner_id FROM despacho_quality_record WHERE %s)", SQL(" OR ").join(tests))
        return Domain("id", "in", query)

    def action_quality_checked(self):
        """Note that somebody has looked at the record today, and that it is right."""
        self.check_access("write")
        today = fields.Date.context_today(self)
        # sudo: readonly to everybody, so that it is always who says it and today
        self.sudo().write({"quality_checked_on": today, "quality_checked_uid": self.env.uid})
        self.env["despacho.quality.review"]._done_with(self)
        return True
