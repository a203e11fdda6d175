"""Where values came from was of the addon of imports alone: what describes it, and nothing else, changes hands."""

from odoo.tools import SQL

_FROM, _TO = "despacho_crm_import", "despacho_crm"
_NAMES = (
    *("access_despacho_value_origin_user", "access_despacho_value_origin_line_user"),
    *("despacho_value_origin_rule_company", "despacho_value_origin_line_rule_company"),
    *("despacho_value_origin_line_view_list", "despacho_value_origin_line_view_kanban"),
    *("despacho_value_origin_line_view_search", "despacho_value_origin_line_action"),
    *("view_partner_form_origin", "crm_lead_view_form_origin"),
    *("model_despacho_value_origin", "model_despacho_value_origin_line"),
    *("constraint_despacho_value_origin_partner_uniq", "constraint_despacho_value_origin_lead_uniq"),
    "constraint_despacho_value_origin_of_one",
)
#: What a value that came in a file has besides.
_OF_FILES = ("touched", "import_id", "row_number", "user_id", "applied_on")


def migrate(cr, version):
    cr.execute(
        SQL(
            """
            UPDATE ir_model_data data SET module = %(to)s
             WHERE data.module = %(from)s
               AND (data.name = ANY(%(names)s)
                    OR data.name LIKE 'field\\_despacho\\_value\\_origin\\_%%'
                       AND SPLIT_PART(data.name, '__', -1) <> ALL(%(of_files)s)
                    OR data.name LIKE 'selection\\_\\_despacho\\_value\\_origin\\_%%')
               AND NOT EXISTS (SELECT FROM ir_model_data there
                                WHERE there.module = %(to)s AND there.name = data.name)
            """,
            **{"from": _FROM, "to": _TO, "names": list(_NAMES), "of_files": list(_OF_FILES)},
        )
    )
    cr.execute(
        SQL(
            """
            UPDATE ir_model_constraint SET module = (SELECT id FROM ir_module_module WHERE name = %s)
             WHERE module = (SELECT id FROM ir_module_module WHERE name = %s)
               AND name LIKE 'despacho\\_value\\_origin\\_%%'
            """,
            _TO,
            _FROM,
        )
    )
