"""The form of an import was divided among several views."""


def migrate(cr, version):
    """Take away what inherits of the form, which comes again with its new parts.

    Else the form without its parts is checked with views that look for them in it.
    """
    cr.execute(
        """
        WITH gone AS (
            DELETE FROM ir_ui_view
             USING ir_model_data own, ir_model_data form
             WHERE own.module = 'despacho_crm_import' AND own.model = 'ir.ui.view' AND own.res_id = ir_ui_view.id
               AND form.module = 'despacho_crm_import' AND form.name = 'despacho_import_view_form'
               AND ir_ui_view.inherit_id = form.res_id
         RETURNING ir_ui_view.id
        )
        DELETE FROM ir_model_data USING gone
         WHERE ir_model_data.model = 'ir.ui.view' AND ir_model_data.res_id = gone.id
        """
    )
