import psycopg2

from odoo import models
from odoo.tools import mute_logger

#: In the context while all is attempted at once.
_WHOLE = "despacho_merge_whole"


class DespachoMerge(models.Model):
    """What the database may refuse is attempted as a whole, and bit by bit only where it does refuse."""

    _inherit = "despacho.merge"

    def _attempt(self, whole, parts):
        """Return what ``whole`` gives; if the database refuses it, it is taken back and ``parts`` is called.

        Both are given the joinings to work with. An attempt within another one is refused with it: a contact that is
        named from one savepoint after another gets dearer to name with each.
        """
        if self.env.context.get(_WHOLE):
            return whole(self)
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                return whole(self.with_context(**{_WHOLE: True}))
        except psycopg2.IntegrityError:
            return parts(self)
