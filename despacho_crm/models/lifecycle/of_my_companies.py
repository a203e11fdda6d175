"""Columns that show each user what belongs to his companies.

The column holds what all the companies know together. Whoever may see all of them reads it; for
the others the database works it out from the documents of their companies, in the same query that
reads, filters, sorts or groups, so that what is shown and what is found always agree.
"""

from odoo import fields


class _OfMyCompanies:
    def get_depends(self, model):
        depends, _context = super().get_depends(model)
        # Each user keeps in memory what he may see, and no more.
        return depends, ("uid",)

    def to_sql(self, model, alias):
        stored = super().to_sql(model, alias)
        return stored if model.env.su else model._lifecycle_shown_sql(self.name, alias, stored)


class MyMonetary(_OfMyCompanies, fields.Monetary):
    pass


class MyDate(_OfMyCompanies, fields.Date):
    pass


class MyInteger(_OfMyCompanies, fields.Integer):
    pass
