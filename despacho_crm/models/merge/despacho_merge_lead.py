from contextlib import contextmanager

from psycopg2.extras import Json

from odoo import api, fields, models
from odoo.tools import SQL


class DespachoMerge(models.Model):
    """What was decided on leads is kept in the journal of the joinings, and taken back from it."""

    _inherit = "despacho.merge"

    kind = fields.Selection(selection_add=[("lead", "Lead")], ondelete={"lead": "cascade"})
    lead_id = fields.Many2one(
        "crm.lead", string="Lead that stays", readonly=True, index="btree_not_null", ondelete="cascade"
    )

    @api.model
    def _link_lead(self, lead, partner, pair, why=""):
        """Say that ``lead`` is of the contact ``partner``, as ``pair`` proposed; return what takes it back."""
        lead.check_access("write")
        merge = self._new_for_lead(lead, partner, why)
        with merge._recording() as recorder:
            recorder.current = merge.id
            self._give_customer(lead, partner)
            pair._review_close("merged")
        return merge.with_env(self.env)

    @api.model
    def _join_leads(self, leads, kept, pair, why=""):
        """Join ``leads`` into the one that got furthest, as Odoo does, but archive the others; return the joining.

        ``pair``: what proposed it, closed by this and open again when it is taken back.
        ``kept``: {field: the lead whose value is kept}, as a person chose.
        """
        leads.check_access("write")
        head = leads._sort_by_confidence_level(reverse=True)[0]
        chosen = {name: lead._fields[name].convert_to_write(lead[name], lead) for name, lead in kept.items()}
        merge = self._new_for_lead(head, head.partner_id, why)
        with merge._recording() as recorder, merge._recording_links(head):
            recorder.current = merge.id
            leads.merge_opportunity(auto_unlink=False)
            head.write(chosen)
            # sudo: it is put away because it goes on in the other one, not lost with a reason
            (leads - head).sudo().write({"active": False})
            pair._review_close("merged")
        return merge.with_env(self.env)

    @api.model
    def _new_for_lead(self, lead, partner, why):
        self._check_may_join(self.env["res.partner"])
        values = {"kind": "lead", "lead_id": lead.id, "partner_id": partner.id, "user_id": self.env.uid, "why": why}
        merge = self._as_joiner().create(values | {"company_id": lead.company_id.id})
        self.env.flush_all()
        return merge

    @contextmanager
    def _recording_links(self, record):
        """Note the links (tags...) that ``record`` gets or loses meanwhile: they are rows, not values."""
        before = self._links_of(record)
        yield
        self.env.flush_all()
        after = self._links_of(record)
        for kind, column, links in (("insert", "after", after - before), ("delete", "before", before - after)):
            for table, one, own, two, other in sorted(links):
                self.env.cr.execute(
                    SQL(
                        "INSERT INTO despacho_merge_line (merge_id, kind, table_name, %s) VALUES (%s, %s, %s, %s)",
                        SQL.identifier(column),
                        self.id,
                        kind,
                        table,
                        Json({one: own, two: other}),
                    )
                )

    @api.model
    def _links_of(self, record):
        """Return {(table, column, id of ``record``, other column, other id)} of all its links."""
        record.env.flush_all()
        return {
            (field.relation, field.column1, record.id, field.column2, other)
            for field in record._fields.values()
            if field.type == "many2many" and field.store
            for (other,) in self.env.execute_query(
                SQL(
                    "SELECT %s FROM %s WHERE %s = %s",
                    SQL.identifier(field.column2),
                    SQL.identifier(field.relation),
                    SQL.identifier(field.column1),
                    record.id,
                )
            )
        }

    def _check_may_undo(self):
        return None if self.kind == "lead" else super()._check_may_undo()
