from odoo import api, fields, models

#: What depends on whom the balancing is about.
_TEXTS = ("interest", "necessity", "expectations", "impact")


class DespachoBalancing(models.Model):
    """The text to begin with: of professionals and of private individuals different things are true."""

    _inherit = "despacho.balancing"

    interest = fields.Text(compute="_compute_texts", store=True, readonly=False, precompute=True)
    necessity = fields.Text(compute="_compute_texts", store=True, readonly=False, precompute=True)
    expectations = fields.Text(compute="_compute_texts", store=True, readonly=False, precompute=True)
    impact = fields.Text(compute="_compute_texts", store=True, readonly=False, precompute=True)

    @api.depends("audience")
    def _compute_texts(self):
        """Begin with the text of the audience; what somebody wrote stays."""
        begun = {"professional": self._get_professional_texts(), "consumer": self._get_consumer_texts()}
        for balancing in self:
            for name in _TEXTS:
                if not balancing[name] or any(balancing[name] == texts[name] for texts in begun.values()):
                    balancing[name] = begun[balancing.audience or "professional"][name]

    @api.model
    def _get_professional_texts(self):
        return {
            "interest": self.env._(
                "To offer the firm's professional services to companies and professionals to whom they may be useful "
                "(recital 47 of the RGPD: direct marketing may be a legitimate interest)."
            ),
            "necessity": self.env._(
                "There is no other reasonable way to make the firm known to who may need it. Only name, "
                "company, post and professional phone and address are used; nobody is profiled beyond sector, size "
                "and place."
            ),
            "expectations": self.env._(
                "Professional data, published or given for professional relations: it is expected that other firms use "
                "them for offers that have to do with the activity (art. 19 of Organic Law 3/2018)."
            ),
            "impact": self.env._(
                "A call or a letter in working hours, at their place of work, seldom repeated. No sensitive data, no "
                "decisions about them, no transfer to others."
            ),
        }

    @api.model
    def _get_consumer_texts(self):
        return {
            "interest": self.env._(
                "To offer the firm's services to people to whom they may be useful: an inheritance, a rent, a tax "
                "return (recital 47 of the RGPD: direct marketing may be a legitimate interest)."
            ),
            "necessity": self.env._(
                "There is no other reasonable way to tell them. Only name and address are used: nothing of their "
                "private life, and nobody is profiled."
            ),
            "expectations": self.env._(
                "Who has been in touch with the firm may expect to hear from it now and then about similar matters. "
                "Who never was hardly expects it: the less so, the more private the matter."
            ),
            "impact": self.env._(
                "A letter at home, seldom repeated and easy to stop. No sensitive data, no decisions about them, no "
                "transfer to others."
            ),
        }
