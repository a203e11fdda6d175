import hashlib
import hmac
import re

from odoo import api, fields, models
from odoo.tools import email_normalize

from ...tools import nif
from ...tools.phone import split_phones

_NOT_DIGIT = re.compile(r"\D")


class DespachoPrivacyBlockKey(models.Model):
    """The digest of a NIF, an e-mail or a phone of a blocked person: it knows them again and tells nobody who they are.

    Made with the secret of the database, so that nobody finds a number by trying all there are.
    """

    _name = "despacho.privacy.block.key"
    _description = "Key of a Blocked Person"

    block_id = fields.Many2one("despacho.privacy.block", required=True, ondelete="cascade", index=True)
    kind = fields.Selection([("nif", "NIF"), ("email", "E-mail"), ("phone", "Phone")], required=True)
    digest = fields.Char(required=True, index=True)

    @api.model
    def _read(self, number=None, emails=(), phones=()):
        """Return the {(kind, value)} of what is known of somebody, each value in its only spelling."""
        found = set()
        if number and (parsed := nif.parse(number)).valid:
            found.add(("nif", parsed.key))
        for email in emails:
            if address := email_normalize(email or ""):
                found.add(("email", address))
        for phone in phones:
            for one in split_phones(phone or "").found:
                # Nine digits with the country before or without it are the same phone.
                found.add(("phone", _NOT_DIGIT.sub("", one.number)[-9:]))
        return found

    @api.model
    def _digests(self, values):
        """Return {(kind, value): digest}: one read of the secret, whatever their number."""
        # sudo: the secret never leaves this method
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret").encode()
        return {
            (kind, value): hmac.new(secret, f"privacy.block:{kind}:{value}".encode(), hashlib.sha256).hexdigest()
            for kind, value in values
        }

    @api.model
    def _is_anybody_known(self):
        """Whether anybody is blocked or was destroyed: nearly always there is nothing to look for."""
        # sudo: that there is a block is all that is told
        return bool(self.sudo().search_count(self._get_kept_domain(), limit=1))

    @api.model
    def _get_kept_domain(self):
        return [("block_id.state", "!=", "undone")]

    @api.model
    def _find_blocks(self, people):
        """Return {place: block} of those of ``people``, [{(kind, value)}], who are blocked or were destroyed.

        A phone alone says nothing: families and offices share theirs.
        """
        if not self._is_anybody_known():
            return {}
        digests = self._digests({value for values in people for value in values if value[0] != "phone"})
        # sudo: whoever types or imports is told that there is a block, and nothing of it
        keys = self.sudo().search_fetch(
            [("digest", "in", list(digests.values())), *self._get_kept_domain()], ["digest", "block_id"]
        )
        holders = {key.digest: key.block_id for key in keys}
        found = {}
        for place, values in enumerate(people):
            for value in values:
                if block := holders.get(digests.get(value)):
                    found[place] = block
        return found
