from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

from ...tools.client_actions import RELOAD, said

GROUP = "despacho_crm.group_user"
#: Of so many contacts, what follows from this database is found while whoever asks waits.
_AT_ONCE = 500
#: How the chatter calls the address.
_ADDRESS = "contact_address_inline"
#: What people type of a contact.
_TYPED = (
    *("name", "vat", "street", "street2", "zip", "city", "state_id", "country_id", "phone", "email", "website"),
    *("function", "ref", "comment"),
)


class ResPartner(models.Model):
    """What is proposed for a contact, where each of its values comes from, and «Enrich now»."""

    _inherit = "res.partner"

    enrichment_proposal_ids = fields.One2many(
        "despacho.enrichment.proposal", "partner_id", string="Proposed data", groups=GROUP, copy=False
    )
    enrichment_proposal_count = fields.Integer(
        string="Proposed", compute="_compute_enrichment_proposal_count", groups=GROUP
    )

    @api.depends("enrichment_proposal_ids.state")
    def _compute_enrichment_proposal_count(self):
        counts = dict(
            self.env["despacho.enrichment.proposal"]._read_group(
                [("partner_id", "in", self.ids), ("state", "=", "proposed")], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.enrichment_proposal_count = counts.get(partner._origin, 0)

    def action_view_enrichment_proposals(self):
        """Open what is proposed for the contact."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_enrichment_proposals")
        return {**action, "domain": [("partner_id", "=", self.id)], "context": {"search_default_proposed": 1}}

    def action_enrich(self):
        """Ask all providers about the contacts, before the others that wait; what is near at hand, at once."""
        if not self.env.user.has_group(GROUP):
            raise AccessError(self.env._("Enriching contacts is a task of the firm's CRM."))
        self.check_access("read")
        companies = self.commercial_partner_id
        # sudo: what providers are is not the user's to see; what they may be asked about is
        found, asked = self.env["despacho.enrichment.provider"].sudo()._ask_now(companies, _AT_ONCE)
        told = []
        if found:
            told.append(self.env._("%(count)s data were found and filled in.", count=found))
        waiting = sum(companies.mapped("enrichment_proposal_count"))
        if waiting:
            told.append(self.env._("%(count)s proposals wait to be accepted.", count=waiting))
        if asked:
            told.append(self.env._("The registers are being asked: what they say comes in some minutes."))
        message = " ".join(told) or self.env._("Nothing new was found.")
        return said(message, kind="success" if told else "info", then=RELOAD)

    # ------------------------------------------------------------
    # WHERE EACH VALUE COMES FROM
    # ------------------------------------------------------------

    @api.readonly
    def get_value_origins(self):
        """Return {field: where its value comes from, in words} of the contact."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group(GROUP):
            return {}
        origins = self.env["despacho.value.origin"]
        hidden = set(self.env["despacho.value.origin.line"]._get_hidden_names())
        known = origins._get_by_partner(self).get(self.id, {})
        known = {name: origin for name, origin in known.items() if name not in hidden}
        now = origins._read_current(self, set(known))
        told = {}
        # What names a field itself goes before what tells of it in other words.
        for name in sorted(known, key=lambda name: name not in self._fields):
            if now.get(name) == known[name]["value"]:
                for field_name in origins._get_told_fields(self, name):
                    told.setdefault(field_name, origins._get_words(known[name]))
        if "nif_key" in told:
            told["vat"] = told.pop("nif_key")
        return {**self._get_typed_words(told), **told}

    def _get_typed_words(self, told):
        """Return {field: who typed it} of what the contact has and no program brought."""
        sources = self.env["despacho.enrichment.provider"]._get_sources()
        names = {*_TYPED, *(name for source in sources for name in source._gives)} - told.keys()
        mine = [
            name
            for name in names
            if (field := self._fields.get(name)) is not None
            and self._has_field_access(field, "read")
            and not field.readonly
            and self[name]
        ]
        writers = self._get_writers(mine)
        typed = self.env._("Typed by hand")
        author = self.create_uid.sudo()  # sudo: who wrote is told by name
        if author == self.write_uid and author.active and not author.share and author.id != SUPERUSER_ID:
            typed = self.env._("Typed by %(name)s", name=author.name)
        return {name: writers.get(name, typed) for name in mine}

    def _get_writers(self, names):
        """Return {field: who wrote it last, and when} of what the chatter tells."""
        # sudo: the chatter of a contact that the user sees
        values = self.env["mail.tracking.value"].sudo()
        values = values.search(
            [
                ("mail_message_id.model", "=", self._name),
                ("mail_message_id.res_id", "=", self.id),
                ("field_id.name", "in", [*names, _ADDRESS]),
            ],
            order="id",
        )
        told = {}
        for value in values:
            message = value.mail_message_id
            told[value.field_id.name] = self.env._(
                "Typed by %(name)s, %(day)s",
                name=message.author_id.name or message.email_from or "",
                day=format_date(self.env, message.date),
            )
        # The chatter tells of an address as a whole.
        if words := told.pop(_ADDRESS, None):
            told.update((name, words) for name in self._address_fields())
        return told
