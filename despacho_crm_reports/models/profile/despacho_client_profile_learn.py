from collections import Counter

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, formatLang

from ...tools.portfolio import weights
from ...tools.profile import best
from .despacho_client_profile_row import FEATURES

#: With less than this the weights do no better than chance on companies that they had not seen.
USEFUL = 0.55
#: Above this they tell the best from the others well.
GOOD = 0.7


class DespachoClientProfile(models.Model):
    """What the best clients have in common: learnt, tried on companies not seen, and told when it is too little."""

    _inherit = "despacho.client.profile"

    trial_area = fields.Float(
        string="How well it tells them apart",
        readonly=True,
        copy=False,
        digits=(16, 2),
        help="Of two companies not seen, one of the best and one not, how often the best one has more points. "
        "0.50 would be tossing a coin; 1.00, never mistaken.",
    )
    trial_low = fields.Float(string="At least", readonly=True, copy=False, digits=(16, 2))
    trial_high = fields.Float(string="At most", readonly=True, copy=False, digits=(16, 2))
    trial_verdict = fields.Char(string="What to think of it", compute="_compute_trial_verdict")
    lift = fields.Json(readonly=True, copy=False)

    def action_calculate(self):
        """Learn from the clients of today, and score everybody again."""
        for profile in self:
            profile.check_access("write")
            profile._calculate()
        return True

    def _calculate(self):
        self.ensure_one()
        # Two at once would each write their rows.
        self.lock_for_update()
        facts = self._read_facts()
        clients = [
            best.Client(
                fact["partner_id"], float(fact["value"]), float(fact["before"]), fact["services"], fact["delay"]
            )
            for fact in facts
            if fact["kind"] == "client"
        ]
        chosen = best.best(clients, self._get_weights(), self.best_share / 100, self.least_value)
        learnt = [
            (values, fact["partner_id"] in chosen) for fact, values in zip(facts, self._said_of(facts), strict=True)
        ]
        found = weights.fit(learnt)
        trial = found and weights.tried(learnt, [fact["partner_id"] for fact in facts])
        self._forget()
        values = {
            "state": "ready" if trial else "few",
            "calculated_on": fields.Datetime.now(),
            "client_count": len(clients),
            "best_count": len(chosen),
            "other_count": len(facts) - len(chosen),
        }
        if trial:
            values |= {
                "base_points": found.base,
                "trial_area": trial.area,
                "trial_low": trial.range[0],
                "trial_high": trial.range[1],
                "lift": trial.lift,
            }
        # sudo: what follows from the data, whoever may start the calculation
        self.sudo().with_context(tracking_disable=True).write(values)
        if trial:
            self._write_weights(found, learnt)
            self._write_scores(clients, chosen)
            self._write_cells()
            self._write_market()
        self.invalidate_recordset()

    def _said_of(self, facts):
        """Return what is learnt from of each of ``facts``: what fewer have than the firm tells of says nothing."""
        fewest = self.company_id.portfolio_fewest
        counts = Counter((name, fact[name]) for fact in facts for name in FEATURES)
        return [
            {name: fact[name] if fact[name] and counts[name, fact[name]] >= fewest else None for name in FEATURES}
            for fact in facts
        ]

    def _write_weights(self, found, learnt):
        """Keep how much each thing counts, with how many of the best and of the others are so."""
        counts = {}
        for values, is_best in learnt:
            for name, value in values.items():
                if value is not None:
                    counts.setdefault((name, value), [0, 0])[not is_best] += 1
        rows = []
        for name, bits in found.bits.items():
            for value, points in bits.items():
                of_best, of_others = counts[name, value]
                rows.append(
                    {
                        "profile_id": self.id,
                        "company_id": self.company_id.id,
                        "feature": name,
                        name: value,
                        "best": of_best,
                        "others": of_others,
                        "times": 2**points,
                        "points": round(points * found.shares[name], 4),
                    }
                )
        # sudo: these rows are written by the calculation alone
        self.env["despacho.client.weight"].sudo().create(rows)

    def _sql_points(self, alias):
        """Return (joins, sum): the points of a kind of company ``alias``, with nothing for what is not known."""
        joins, terms = [], [SQL("%s::float", self.base_points)]
        for name in FEATURES:
            weight = f"of_{name}"
            joins.append(
                SQL(
                    """
                    LEFT JOIN despacho_client_weight %(weight)s ON %(weight)s.profile_id = %(profile)s
                     AND %(weight)s.feature = %(name)s AND %(value)s = %(same)s
                    """,
                    weight=SQL.identifier(weight),
                    profile=self.id,
                    name=name,
                    value=SQL.identifier(weight, name),
                    same=SQL.identifier(alias, name),
                )
            )
            terms.append(SQL("COALESCE(%s, 0)", SQL.identifier(weight, "points")))
        return SQL(" ").join(joins), SQL(" + ").join(terms)

    def _compute_refusal(self):
        for profile in self:
            if profile.state != "few":
                profile.refusal = False
                continue
            profile.refusal = self.env._(
                "Best clients: %(best)s; others: %(others)s. At least %(least)s of each are needed to say what the "
                "best have in common, and to try it on some that were not seen. Raise the share of the best, compare "
                "with the whole base, or bring the billing of earlier years.",
                best=profile.best_count,
                others=profile.other_count,
                least=weights.NEEDED,
            )

    def _compute_trial_verdict(self):
        for profile in self:
            if profile.state != "ready":
                profile.trial_verdict = False
            elif profile.trial_low <= 0.5 and profile.trial_area >= USEFUL:
                profile.trial_verdict = self.env._(
                    "Too few were tried to know: the figure may be from %(low)s to %(high)s, and 0.50 is tossing a "
                    "coin. Do not choose whom to address by these points.",
                    low=formatLang(self.env, profile.trial_low, digits=2),
                    high=formatLang(self.env, profile.trial_high, digits=2),
                )
            elif profile.trial_area < USEFUL:
                profile.trial_verdict = self.env._(
                    "Little better than tossing a coin: the best clients are not known by their sector, size, "
                    "province or legal form. Do not choose whom to address by these points."
                )
            elif profile.trial_area < GOOD:
                profile.trial_verdict = self.env._(
                    "It helps to order a list, not to decide on one company: the points are right somewhat more "
                    "often than not."
                )
            else:
                profile.trial_verdict = self.env._("It tells the best from the others well.")

    def _check_ready(self):
        if unready := self.filtered(lambda profile: profile.state != "ready")[:1]:
            raise UserError(unready.refusal or self.env._("Calculate the profile «%(name)s» first.", name=unready.name))
