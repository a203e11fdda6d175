import hashlib
import hmac
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

#: {what is knocked at: (how often, within how many minutes)}
LIMITS = {
    "page": (60, 10),  # whoever opens a page, by address of the network
    "wrong": (8, 10),  # who brings tokens that nobody signed
    "token": (40, 10),  # who uses one link
    "ask": (6, 60),  # who asks for links, by address of the network
    "send": (3, 60),  # to whom links are sent
}


class DespachoPrivacyVisit(models.Model):
    """How often somebody knocked at the public page: in the database, for all workers and machines together.

    Whose address it was is not kept: a digest of it is, and for an hour or two.
    """

    _name = "despacho.privacy.visit"
    _description = "Visits to the Public Page"
    _log_access = False

    digest = fields.Char(required=True, readonly=True)
    since = fields.Datetime(required=True, readonly=True, index=True)
    times = fields.Integer(required=True, readonly=True)

    _one = models.UniqueIndex("(digest, since)")

    @api.model
    def _count(self, kind, who):
        """Count one more knock of ``who``; return whether there were too many.

        In a transaction of its own: what fails afterwards has been counted all the same.
        """
        limit, minutes = LIMITS[kind]
        return self._add(kind, who, minutes) > limit

    @api.model
    def _is_over(self, kind, who):
        """Return whether there were too many already, without counting this one."""
        limit, minutes = LIMITS[kind]
        rows = self.env.execute_query(
            SQL(
                "SELECT times FROM despacho_privacy_visit WHERE digest = %s AND since = %s",
                self._digest(kind, who),
                self._window(minutes),
            )
        )
        return bool(rows) and rows[0][0] > limit

    @api.model
    def _add(self, kind, who, minutes):
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    """
                    INSERT INTO despacho_privacy_visit AS visit (digest, since, times) VALUES (%s, %s, 1)
                    ON CONFLICT (digest, since) DO UPDATE SET times = visit.times + 1 RETURNING times
                    """,
                    self._digest(kind, who),
                    self._window(minutes),
                )
            )
            return cr.fetchone()[0]

    @api.model
    def _window(self, minutes):
        now = fields.Datetime.now()
        return now.replace(minute=now.minute - now.minute % minutes if minutes < 60 else 0, second=0, microsecond=0)

    @api.model
    def _digest(self, kind, who):
        # sudo: the secret never leaves this method
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret").encode()
        return hmac.new(secret, f"privacy.visit:{kind}:{who}".encode(), hashlib.sha256).hexdigest()

    @api.autovacuum
    def _gc_visits(self):
        self.env.cr.execute(
            SQL("DELETE FROM despacho_privacy_visit WHERE since < %s", fields.Datetime.now() - timedelta(hours=3))
        )
