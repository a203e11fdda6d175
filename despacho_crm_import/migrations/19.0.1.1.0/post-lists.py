"""Known lists whose titles carry years are those of the next year as well."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Compute anew by what each list is known."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    lists = env["despacho.import.profile"].with_context(active_test=False).search([("kind", "=", "learned")])
    env.add_to_compute(lists._fields["shape_key"], lists)
    lists.flush_model(["shape_key"])
