import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import formatLang

from odoo.addons.despacho_crm.models.feeding.despacho_target_profile import SIZES

_logger = logging.getLogger(__name__)
#: Of the best rows of the market, so many sectors make a target profile.
_SECTORS = 5


class DespachoClientProfile(models.Model):
    """What is done with a profile: see who is like the best, look for more of them, plan."""

    _inherit = "despacho.client.profile"

    def action_view_best(self):
        """Open the best clients, by the firm's own definition."""
        self.ensure_one()
        name = self.env._("Best clients")
        return self._open_scores(name, [("is_best", "=", True)], order="best")

    def action_view_prospects(self):
        """Open the prospects of the base, those most alike first."""
        self.ensure_one()
        name = self.env._("Prospects like the best clients")
        return self._open_scores(name, [("kind", "!=", "client")])

    def _open_scores(self, name, domain, order=""):
        self._check_ready()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm_reports.action_client_scores")
        views = dict(action["views"])
        if order:
            views["list"] = self.env.ref("despacho_crm_reports.client_score_view_list_best").id
        return {
            **action,
            "name": name,
            "display_name": name,
            "views": [(views.get(kind, False), kind) for kind in ("list", "kanban", "pivot")],
            "domain": [("profile_id", "=", self.id), *domain],
        }

    def action_view_market(self):
        """Open the market by sector and size."""
        self.ensure_one()
        self._check_ready()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm_reports.action_client_market")
        return {**action, "domain": [("profile_id", "=", self.id)]}

    def action_view_candidates(self):
        """Open the companies of the census that are most like the best clients and not yet in the base."""
        self.ensure_one()
        domain = Domain("likeness", "in", ("a",)) & Domain("is_free", "=", True) & Domain("is_person", "=", False)
        if states := self._market_states():
            domain &= Domain("state_id", "in", states.ids)
        return self._open_census(self.env._("Companies like the best clients"), domain)

    def _open_census(self, name, domain):
        self._check_ready()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_candidates")
        companies = self.company_id | self.env.companies
        return {
            **action,
            "name": name,
            "display_name": name,
            # Who is free, and how alike, is asked for the company of the profile, whichever one works in.
            "context": {"allowed_company_ids": companies.ids, "client_profile_id": self.id},
            "domain": list(domain),
        }

    def action_target_profile(self):
        """Make a target profile of the kinds of companies that are most like the best clients."""
        self.ensure_one()
        self._check_ready()
        rows = self.market_ids.filtered(lambda row: row.sector_id and row.size_class and row.band in ("a", "b"))
        rows = rows.sorted(lambda row: (row.band, -row.revenue))
        if not rows:
            raise UserError(
                self.env._(
                    "No sector and size of the census is more like the best clients than any other company: there "
                    "is nothing to look for with this profile. Bring a list of companies, or change the definition."
                )
            )
        sectors = self.env["despacho.cnae"].concat(*dict.fromkeys(rows.sector_id))[:_SECTORS]
        sizes = set(rows.filtered(lambda row: row.sector_id in sectors).mapped("size_class"))
        return self._create_target_profile(sectors, sizes, self._market_states())

    def _create_target_profile(self, sectors, sizes, states):
        """Create, and open, the target profile of those ``sectors``, ``sizes`` and provinces."""
        profile = self[:1]
        profile._check_ready()
        target = self.env["despacho.target.profile"].create(
            {
                "name": self.env._("Like our best clients: %(profile)s", profile=profile.name),
                "company_id": profile.company_id.id,
                "cnae_ids": [Command.set(sectors.ids)],
                "state_ids": [Command.set(states.ids)],
                **{name: size in sizes for name, size in SIZES.items()},
                "client_profile_id": profile.id,
                "note": profile._target_note(sectors),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "despacho.target.profile",
            "views": [(False, "form")],
            "res_id": target.id,
        }

    def _target_note(self, sectors):
        weights = self.weight_ids.filtered(lambda one: one.sector_id in sectors and one.points > 0)
        lines = [
            self.env._(
                "%(sector)s: %(best)s of the best clients, %(times)s times as often as the others",
                sector=one.display_name,
                best=one.best,
                times=formatLang(self.env, one.times, digits=1),
            )
            for one in weights.sorted("points", reverse=True)
        ]
        return "\n".join(lines)

    @api.model
    def _cron_calculate(self):
        """Calculate again the profiles that are in use: the clients of last month are not those of today."""
        profiles = self.search([("state", "!=", "draft")], order="calculated_on, id")
        self.env["ir.cron"]._commit_progress(remaining=len(profiles))
        for profile in profiles:
            profile._calculate_or_say()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _calculate_or_say(self):
        """Calculate the profile; if that cannot be, leave it as it was and say so on it: the next ones go on."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._calculate()
        except Exception:  # whatever the data of one company do, the profiles of the others are made
            _logger.exception("The profile of the best clients %s could not be calculated", self.id)
            self.invalidate_recordset()
            # sudo: it is written by the calculation alone
            self.sudo().with_context(tracking_disable=True).failed_on = fields.Datetime.now()
