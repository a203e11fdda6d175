from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class DespachoSegment(models.Model):
    """Who is in it, or is not, because somebody says so: it prevails over the definition until withdrawn."""

    _inherit = "despacho.segment"

    def _set_hand(self, partners, hand, reason=False):
        """Add (``hand`` = in) ``partners`` to these segments, or leave them out (out), and say why."""
        self.check_access("write")
        partners = partners.with_env(self.env)
        partners.check_access("read")
        if not self or not partners:
            return
        self._check_fits(partners)
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO despacho_segment_member
                       (segment_id, partner_id, active, hand, reason, hand_uid, hand_on)
                SELECT segment, partner, FALSE, %(hand)s, %(reason)s, %(uid)s, %(today)s
                  FROM UNNEST(%(segments)s) AS segment CROSS JOIN UNNEST(%(partners)s) AS partner
                    ON CONFLICT (segment_id, partner_id) DO UPDATE
                   SET hand = EXCLUDED.hand, reason = EXCLUDED.reason, hand_uid = EXCLUDED.hand_uid,
                       hand_on = EXCLUDED.hand_on
                """,
                hand=hand,
                reason=(reason or "").strip() or None,
                uid=self.env.uid,
                today=self._today(),
                segments=self.ids,
                partners=partners.ids,
            )
        )
        self._with_dependants().filtered("active")._refresh(cause="hand")

    def _check_fits(self, partners):
        for company in self.company_id:
            # sudo: that it is of another company is what is told
            for partner in partners.sudo():
                if not partner.company_id or partner.company_id == company:
                    continue
                raise UserError(
                    self.env._(
                        "«%(contact)s» is of another company, and the segment is of %(company)s: choose a segment "
                        "of its own company.",
                        contact=partner.display_name,
                        company=company.name,
                    )
                )

    def _withdraw_hand(self, partners):
        """What the definition says counts again for ``partners``."""
        self.check_access("write")
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                WITH kept AS (
                    UPDATE despacho_segment_member
                       SET hand = NULL, reason = NULL, hand_uid = NULL, hand_on = NULL
                     WHERE segment_id = ANY(%(segments)s) AND partner_id = ANY(%(partners)s) AND since IS NOT NULL
                )
                DELETE FROM despacho_segment_member
                 WHERE segment_id = ANY(%(segments)s) AND partner_id = ANY(%(partners)s) AND since IS NULL
                """,
                segments=self.ids,
                partners=partners.ids,
            )
        )
        self._with_dependants().filtered("active")._refresh(cause="hand")

    def _hand_domain(self, hand):
        """Return the domain of the contacts about whom that was decided."""
        return Domain(
            "id",
            "in",
            SQL(
                "(SELECT partner_id FROM despacho_segment_member WHERE segment_id = ANY(%s) AND hand = %s)",
                self.ids,
                hand,
            ),
        )

    @api.model
    def _ask_hand(self, hand, partners=None):
        """Return the action that asks whom to add or leave out, where, and why."""
        add = hand == "in"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add to a segment") if add else self.env._("Leave out of the segment"),
            "res_model": "despacho.segment.hand",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_hand": hand,
                "default_segment_ids": self.ids,
                "default_partner_ids": partners.ids if partners else [],
            },
        }
