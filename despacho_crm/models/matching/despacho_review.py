from odoo import api, models
from odoo.fields import Domain

#: Records that are read ahead, so that the next one is there when the one before has been decided.
AHEAD = 3


class DespachoReview(models.AbstractModel):
    """What the review screen asks of a model whose records wait for a person: one after another, two sides each.

    A model says which of its records wait, how they are shown and how many there are; it
    offers a method ``review_<decision>`` for each decision, which answers ``gone`` when
    somebody else was quicker, and ``review_undo``.
    """

    _name = "despacho.review"
    _description = "Decisions Taken One by One"

    @api.model
    def review_next(self, skipped=(), band=False, limit=AHEAD, near=()):
        """Return the next records to decide and how many are left; ``skipped``: ids of those that are not wanted now.

        ``near``: ids of the contacts that were just decided on.
        """
        self._review_check()
        waiting = Domain(self._review_domain(band)) & Domain("id", "not in", list(skipped))
        records = self.search(waiting, limit=limit, order=self._review_order())
        return {"pairs": records._review_data(), "progress": self._review_progress(band)}

    def review_data(self):
        """Return what the screen shows of these records, without those that are decided or gone."""
        self._review_check()
        return self._review_open()._review_data()

    @api.model
    def _review_check(self):
        """Raise when it is not for this user to decide."""

    @api.model
    def _review_domain(self, band=False):
        """Return the domain of the records that wait, those of one ``band`` or all."""
        raise NotImplementedError

    @api.model
    def _review_order(self):
        return None

    def _review_open(self):
        """Return those of ``self`` that still wait for a decision."""
        raise NotImplementedError

    def _review_take(self):
        """Return the record if it may be decided; nothing when somebody already did."""
        self._review_check()
        record = self._review_open()
        record.check_access("read")
        return record

    def _review_data(self):
        """Return what the screen shows of each record."""
        raise NotImplementedError

    @api.model
    def _review_progress(self, band=False):
        """Return {left, certain, today}: how many wait, how many of them are certain, how many were decided."""
        raise NotImplementedError
