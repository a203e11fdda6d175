from odoo import models
from odoo.tools import SQL

#: What names leads and is of the one into which they are joined: {model: fields that name them}.
_NAMING = {
    "despacho.action.recipient": ["lead_id"],
    "despacho.consent": ["lead_id"],
    "despacho.interview": ["lead_id"],
    "despacho.need": ["lead_id", "origin_lead_id"],
    "despacho.opposition": ["lead_id"],
    "despacho.privacy.notice": ["lead_id"],
    "despacho.response": ["created_lead_id", "lead_id"],
    "mail.activity": ["lead_id"],
}


class CrmLead(models.Model):
    """What names leads that are joined is asked for once: most leads are named by nothing."""

    _inherit = "crm.lead"

    def _merge_opportunity(self, user_id=False, team_id=False, auto_unlink=True, max_length=5):
        knowing = self.with_context(leads_naming=(self._ids, self._find_naming()))
        merged = super(CrmLead, knowing)._merge_opportunity(
            user_id=user_id, team_id=team_id, auto_unlink=auto_unlink, max_length=max_length
        )
        return merged.with_env(self.env)

    def _find_naming(self):
        """Return the names of the models of which a record names one of these leads."""
        asked = []
        for model, names in _NAMING.items():
            self.env[model].flush_model(names)
            of = SQL(" OR ").join(SQL("%s = ANY(%s)", SQL.identifier(name), list(self.ids)) for name in names)
            table = SQL.identifier(self.env[model]._table)
            asked.append(SQL("SELECT %s WHERE EXISTS (SELECT FROM %s WHERE %s)", model, table, of))
        return frozenset(model for (model,) in self.env.execute_query(SQL(" UNION ALL ").join(asked)))

    def _may_be_named(self, model):
        """Whether a record of ``model`` may name one of these leads: not where it was asked and none does."""
        asked, found = self.env.context.get("leads_naming", ((), ()))
        return model in found or not set(self._ids).issubset(asked)
