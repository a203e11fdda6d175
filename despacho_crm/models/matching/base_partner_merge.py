from odoo import api, models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """What was decided on the joined contacts goes on holding for the one that stays.

        Odoo would write the id of the one that stays into both sides of their pairs. Pairs
        that are only proposed are left out: the next search compares the result anew.
        """
        pairs = self.env["despacho.match.pair"]
        pairs.flush_model()
        self.env.cr.execute(
            SQL(
                """
                WITH gone AS (
                    DELETE FROM despacho_match_pair pair
                     WHERE pair.partner_id = ANY(%(sources)s) OR pair.other_id = ANY(%(sources)s)
                    RETURNING *
                ), moved AS (
                    SELECT DISTINCT ON (other) *
                      FROM (SELECT CASE WHEN partner_id = ANY(%(sources)s) THEN other_id ELSE partner_id END AS other,
                                   state, company_id, decided_by_id, decided_on FROM gone) AS sides
                     WHERE state = 'rejected' AND other <> %(target)s AND other <> ALL(%(sources)s)
                     ORDER BY other, decided_on DESC
                )
                INSERT INTO despacho_match_pair
                       (partner_id, other_id, state, company_id, decided_by_id, decided_on, create_date, write_date)
                SELECT LEAST(other, %(target)s), GREATEST(other, %(target)s), state, company_id, decided_by_id,
                       decided_on, decided_on, decided_on
                  FROM moved
                ON CONFLICT (partner_id, other_id) DO UPDATE
                   SET state = EXCLUDED.state, decided_by_id = EXCLUDED.decided_by_id,
                       decided_on = EXCLUDED.decided_on
                """,
                sources=src_partners.ids,
                target=dst_partner.id,
            )
        )
        pairs.invalidate_model()
        return super()._update_foreign_keys(src_partners, dst_partner)
