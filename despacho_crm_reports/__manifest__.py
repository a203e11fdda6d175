{
    "name": "Despacho CRM Reports",
    "summary": "Sheets and files of clients and prospects, as PDF and XLSX",
    "version": "19.0.1.1.0",
    "category": "Sales/CRM",
    "author": "Despacho CRM",
    "license": "LGPL-3",
    "depends": ["despacho_crm"],
    "data": [
        "security/portfolio_groups.xml",
        "views/file/file_actions.xml",
        "views/sheet/report_sheet_templates.xml",
        "views/sheet/report_sheet_actions.xml",
        "views/analysis_menus.xml",
        "views/dashboard/dashboard_actions.xml",
        "views/planning/planning_message_views.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "despacho_crm_reports/static/src/**/*",
        ],
        "web.assets_tests": [
            "despacho_crm_reports/static/tests/tours/*.js",
        ],
    },
}
