{
    "name": "Despacho CRM Import",
    "summary": "Bring billing files and agendas into the one base, row by row and explained",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Despacho CRM",
    "license": "LGPL-3",
    "depends": ["base_import", "despacho_crm"],
    "external_dependencies": {"python": ["charset-normalizer", "openpyxl", "python-calamine", "vobject"]},
    "data": [
        "security/despacho_import_security.xml",
        "security/ir.model.access.csv",
        "data/ir_cron_data.xml",
        "views/despacho_import_row_views.xml",
        "views/despacho_import_form_views.xml",
        "views/despacho_import_views.xml",
        "views/despacho_import_target_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "assets": {
        "web.assets_backend": ["despacho_crm_import/static/src/**/*"],
        "web.assets_tests": ["despacho_crm_import/static/tests/tours/**/*"],
    },
}
