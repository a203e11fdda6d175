from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...tools.matching import calibrate
from ...tools.matching.score import FIELDS

#: The latest decisions count; older ones may be of another time.
_LATEST = 1000
#: A scale so near to one is told as «as always».
_NEARLY = 0.1


class DespachoMatchCalibration(models.Model):
    """What the decisions on duplicates have taught: how much each field counts in this firm.

    One record. As long as there are few decisions, or all of one kind, everything counts as
    it was shipped; a steward may go back to that.
    """

    _name = "despacho.match.calibration"
    _description = "What decisions on duplicates taught"

    scales = fields.Json(string="Scales", readonly=True)
    joined = fields.Integer(string="Pairs joined", readonly=True)
    rejected = fields.Integer(string="Pairs that are not the same", readonly=True)
    learned_on = fields.Datetime(string="Learned on", readonly=True)
    since = fields.Datetime(string="Decisions since", readonly=True, help="Older decisions were put aside.")
    summary = fields.Text(string="What was learned", compute="_compute_summary")

    @api.depends_context("lang")
    @api.depends("scales", "joined", "rejected")
    def _compute_summary(self):
        for calibration in self:
            calibration.summary = "\n".join(calibration._sentences())

    def _sentences(self):
        """Return in plain words what counts for more and for less."""
        _ = self.env._
        if not self.scales:
            return [
                _(
                    "Everything counts as usual. From %(enough)s decisions on, some of them «not the same», "
                    "what you decide teaches how much each piece of information counts; so far there are %(count)s.",
                    enough=calibrate.ENOUGH,
                    count=self.joined + self.rejected,
                )
            ]
        names = {
            "nif": _("The same NIF"),
            "name": _("How alike the names are"),
            "phone": _("The phone"),
            "email": _("The e-mail and its domain"),
            "place": _("The postcode and province"),
            "street": _("The street and number"),
            "kind": _("Being a person or a company"),
        }
        said = [
            _(
                "Learned from %(joined)s pairs that were joined and %(rejected)s that are not the same.",
                joined=self.joined,
                rejected=self.rejected,
            )
        ]
        for field in FIELDS:
            change = round((self.scales.get(field, 1.0) - 1) * 100)
            if abs(change) < _NEARLY * 100:
                continue
            what, percent = names[field], abs(change)
            said.append(
                _("%(what)s: counts for %(percent)s %% more than usual.", what=what, percent=percent)
                if change > 0
                else _("%(what)s: counts for %(percent)s %% less than usual.", what=what, percent=percent)
            )
        base = self.scales.get("base", 0.0)
        if abs(base) >= 0.5:
            said.append(
                _("In general, two contacts have turned out to be the same more often than expected.")
                if base > 0
                else _("In general, two contacts have turned out to be the same less often than expected.")
            )
        if len(said) == 1:
            said.append(_("Everything goes on counting nearly as usual."))
        return said

    @api.model
    def _current(self):
        """Return the record of the database, made the first time."""
        # sudo: the engine learns whoever it is that asks; nobody may write what it has learned
        return self.sudo().search([], limit=1) or self.sudo().create({})

    @api.model
    def _scales(self):
        """Return {field: scale} that counts now, None as long as it is as shipped. Nothing is written."""
        # sudo: it counts for whoever types a contact
        return self.sudo().search([], limit=1).scales or None

    @api.model
    def _learn(self):
        """Learn from the latest decisions that people took.

        What was decided in spite of what a pair shows, or was never weighed, does not tell how much a field counts.
        """
        current = self._current()
        pairs = self.env["despacho.match.pair"]
        pairs.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT state <> 'rejected', %(bits)s FROM despacho_match_pair
                 WHERE state <> 'proposed' AND decided_by_id IS NOT NULL AND decided_by_id <> %(job)s
                   AND COALESCE(doubt, 'alone') = 'alone' AND bits_name IS NOT NULL
                   AND (%(since)s::timestamp IS NULL OR decided_on > %(since)s)
                 ORDER BY decided_on DESC, id DESC LIMIT %(latest)s
                """,
                bits=SQL(", ").join(SQL("COALESCE(%s, 0)", SQL.identifier(f"bits_{field}")) for field in FIELDS),
                job=self.env.ref("base.user_root").id,
                since=current.since or None,
                latest=_LATEST,
            )
        )
        joined = sum(same for same, *_bits in rows)
        if (joined, len(rows) - joined) == (current.joined, current.rejected) and (joined or rows):
            return
        before = current.scales or None
        scales = calibrate.fit([(dict(zip(FIELDS, bits, strict=True)), same) for same, *bits in rows])
        current.write(
            {
                "scales": scales or False,
                "joined": joined,
                "rejected": len(rows) - joined,
                "learned_on": fields.Datetime.now(),
            }
        )
        if scales != before:
            pairs._rescore(scales)

    def action_reset(self):
        """Let everything count as shipped, and put the decisions so far aside."""
        if not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(self.env._("What counts in the search for duplicates is the data steward's to change."))
        self.check_access("read")
        # sudo: nobody writes what was learned but the job and this
        self.sudo().write({"scales": False, "joined": 0, "rejected": 0, "since": fields.Datetime.now()})
        self.env["despacho.match.record"]._mark_all_pending()

    @api.model
    def action_open(self):
        """Open what was learned."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What the decisions taught"),
            "res_model": self._name,
            "res_id": self._current().id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }
