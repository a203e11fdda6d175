from odoo import api, models
from odoo.fields import Domain

from ...tools.census_words import words
from ...tools.cnae import split_cnae
from ...tools.nif import LIKE


class DespachoCnae(models.Model):
    """Find an activity by its code or by words of it, with or without accents, in singular or plural."""

    _inherit = "despacho.cnae"

    @api.model
    def _search_display_name(self, operator, value):
        if operator == "in":
            return Domain.OR(self._search_display_name("ilike", one) for one in value if one)
        if operator not in LIKE or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        return self._words_domain(value.strip("% "))

    @api.model
    def _words_domain(self, text):
        """Return the domain of the activities with the code, or with all the words, of ``text``."""
        found = split_cnae(text)
        if found.code:
            return Domain("code", "=like", f"{found.code}%")
        wanted = [stem(word) for word in words(text) if len(word) > 1]
        if not wanted:
            return Domain("code", "=", text.upper()) if text else Domain.TRUE
        return Domain.AND(Domain("words", "like", f" {word}") for word in wanted)


def stem(word):
    """Return ``word`` as it begins in singular and plural, masculine and feminine."""
    for ending in ("es", "as", "os", "s", "a", "o"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word
