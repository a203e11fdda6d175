from odoo import api, models
from odoo.tools import SQL

#: The nine digits of a phone, however a list writes it; the opposition has them with the country before.
_DIGITS = "RIGHT(TRANSLATE(phone, TRANSLATE(phone, '0123456789', ''), ''), 9)"
_ADDRESS = "LOWER(BTRIM(email))"


class DespachoCensusCompany(models.Model):
    """Who asked not to be contacted, by whatever channel, is offered to nobody: opposition is absolute."""

    _inherit = "despacho.census.company"

    # Of the few who said no, their rows among millions; by their bytes, which are quicker to put in order than words.
    _phone_idx = models.Index(f"({_DIGITS} text_pattern_ops) WHERE phone IS NOT NULL")
    _email_idx = models.Index(f"({_ADDRESS} text_pattern_ops) WHERE email IS NOT NULL")

    @api.model
    def _get_opposed_keys(self, only=None):
        """Return the NIFs that said no, or of which a phone or an address did; ``only``: those asked about."""
        for model in ("phone.blacklist", "mail.blacklist", "despacho.opposition", self._name):
            self.env[model].flush_model()
        some = SQL("AND nif_key = ANY(%s)", list(only)) if only is not None else SQL()
        # As arrays: the few who said no are looked up in the index, whatever the database thinks of their number.
        query = SQL(
            """
            SELECT nif_key FROM despacho_census_company
             WHERE phone IS NOT NULL %(some)s AND %(digits)s = ANY(ARRAY(
                   SELECT RIGHT(number, 9) FROM phone_blacklist WHERE active AND LENGTH(number) >= 9))
             UNION
            SELECT nif_key FROM despacho_census_company
             WHERE email IS NOT NULL %(some)s AND %(address)s = ANY(ARRAY(
                   SELECT LOWER(email) FROM mail_blacklist WHERE active))
             UNION
            SELECT nif_key FROM despacho_census_company
             WHERE TRUE %(some)s AND nif_key = ANY(ARRAY(
                   SELECT value FROM despacho_opposition
                    WHERE kind = 'nif' AND channel IN ('phone', 'email', 'post') AND lifted_on IS NULL))
            """,
            digits=SQL(_DIGITS),
            address=SQL(_ADDRESS),
            some=some,
        )
        return [key for (key,) in self.env.execute_query(query)]

    def _get_opposed(self):
        """Return those of ``self`` who said no."""
        keys = set(self._get_opposed_keys(self.mapped("nif_key"))) if self else ()
        return self.filtered(lambda company: company.nif_key in keys)
