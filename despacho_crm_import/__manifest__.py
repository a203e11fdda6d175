{
    "name": "Despacho CRM Import",
    "summary": "Bring billing files and agendas into the one base, row by row and explained",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Despacho CRM",
    "license": "LGPL-3",
    "depends": ["base_import", "despacho_crm"],
    "external_dependencies": {"python": ["charset-normalizer", "openpyxl", "python-calamine"]},
    "data": [
        "security/ir.model.access.csv",
    ],
}
