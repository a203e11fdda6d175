"""Pairs that were left to a person for want of a phone or an e-mail of their own say so now."""

from odoo.tools import SQL


def migrate(cr, version):
    cr.execute(
        SQL(
            """
            UPDATE despacho_match_pair SET doubt = 'alone'
             WHERE state = 'proposed' AND doubt IS NULL AND GREATEST(bits_nif, bits_phone, bits_email) <= 1
            """
        )
    )
