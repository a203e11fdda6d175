from odoo import api, models
from odoo.exceptions import UserError

from .despacho_merge_catalog import COMMERCIAL
from .despacho_merge_move import Tally


class DespachoMerge(models.Model):
    """Another address of one company is no duplicate: it goes on, as an address of the company."""

    _inherit = "despacho.merge"

    @api.model
    def _establish(self, main, branch, why=""):
        """Make ``branch`` an establishment of ``main``, with its NIF; return the joining that takes it back.

        Its documents go on being its own. What goes by companies (the accounts, what is known of
        the client) is the main company's.
        """
        self._check_may_join(main | branch)
        joiner = self._as_joiner()
        joiner._lock((main | branch).ids)
        texts = joiner._never_establish(main.sudo(), branch.sudo())  # sudo: what forbids it may not be seen
        if texts:
            raise UserError("\n".join(texts))
        return joiner._establish_allowed(main.id, branch.id, why).with_env(self.env)

    @api.model
    def _never_establish(self, main, branch):
        """Return why ``branch`` may not be an address of ``main``."""
        return list(self._never_address(main, branch, self._hindrance_facts(main | branch)))

    @api.model
    def _never_address(self, main, branch, facts):
        texts = list(self._never_together(main | branch, facts))
        yield from texts
        if texts:
            return
        if main.parent_id:
            yield self.env._("«%(name)s» hangs from another company: choose that one.", name=main.name)
        elif branch.child_ids & main:
            yield self.env._("«%(name)s» is the company of the other.", name=branch.name)
        elif branch.active and not main.active:
            yield self.env._(
                "«%(name)s» is archived, and its address would be in use: take it out of the archive first, or "
                "choose the other one.",
                name=main.name,
            )
        if branch.id in facts["sealed"]:
            yield self.env._(
                "«%(name)s» has sealed invoices, which stay in its account: it cannot be an address of «%(other)s».",
                name=branch.name,
                other=main.name,
            )

    @api.model
    def _establish_allowed(self, main_id, branch_id, why):
        merge = self.create(
            {
                "partner_id": main_id,
                "source_ids": [branch_id],
                "kind": "establishment",
                "user_id": self.env.uid,
                "why": why,
            }
        )
        self.env.flush_all()
        main, branch = self.env["res.partner"].browse([main_id, branch_id])
        keys = [key for key in (main.nif_key, branch.nif_key) if key]
        key = branch.nif_key
        with self._recording() as recorder:
            recorder.current = merge.id
            tally = Tally(self.env)
            for column in self._columns_of("res.partner"):
                if (column.table, column.name) in COMMERCIAL:
                    self._move_column(column, [(merge.id, branch_id, main_id)], tally, "res.partner")
            self.env.invalidate_all(flush=False)
            # The number leaves the index before the main company, if it lacked one, takes it.
            number = {} if main.nif_key or not key else {"vat": branch.vat, "country_id": branch.country_id.id}
            models.BaseModel.write(branch, {"vat": False})
            self.env.flush_all()
            if number:
                models.BaseModel.write(main, number)
                self.env.flush_all()
            branch.write({"parent_id": main_id, "type": "other", "is_company": False})
            one, other = sorted((main_id, branch_id))
            pair = self.env["despacho.match.pair"].search([("partner_id", "=", one), ("other_id", "=", other)])
            pair.state = "merged"
            self.env.flush_all()
            main._nif_release_collisions(keys)
        merge._forget_rules()
        self.env.invalidate_all()
        moved, kept = tally.of(merge.id)
        merge.write({"moved": moved, "kept": kept, "company_id": main.company_id.id})
        main._lifecycle_touch()
        return merge
