"""The stages of a firm that installed us before we had stages of our own."""

from odoo import SUPERUSER_ID, api

from odoo.addons.despacho_crm.hooks import pipeline


def migrate(cr, version):
    pipeline.prepare(api.Environment(cr, SUPERUSER_ID, {}))
