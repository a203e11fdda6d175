# ruff: noqa: F821 -- Odoo's shell gives it `env`
# Odoo's shell runs this where there are time sheets: the hours of the portfolio, of a company with two services.
import json
from datetime import date

from freezegun import freeze_time

firm = env.company
other = env["res.company"].create({"name": "Sucursal"})
root = env.ref("despacho_crm.product_category_services")
lines = env["product.category"].create([{"name": name, "parent_id": root.id} for name in ("Impuestos", "Nóminas")])
client = env["res.partner"].create({"name": "Mar SL", "is_company": True, "vat": "B58378431"})
person = env["res.partner"].create({"name": "Luis Mar", "parent_id": client.id})
env["despacho.billing.year"].create(
    [
        {"partner_id": client.id, "year": year, "service_line_id": line.id, "amount": 100, "source": "Otro"}
        for year in (2025, 2026)
        for line in lines
    ]
)
project, theirs = (
    env["project.project"].create({"name": "Trabajos", "company_id": company.id, "allow_timesheets": True})
    for company in (firm, other)
)
employee, colleague = (
    env["hr.employee"].create({"name": "Ana", "company_id": company.id}) for company in (firm, other)
)
account = env["account.analytic.account"].create(
    {"name": "Gastos", "plan_id": env["account.analytic.plan"].create({"name": "Otros"}).id}
)


def note(day, hours, partner, **values):
    return {"name": "Trabajo", "date": day, "unit_amount": hours, "partner_id": partner.id, **values}


sheets = env["account.analytic.line"].create(
    [
        note("2025-12-31", 4, client, project_id=project.id, employee_id=employee.id),
        note("2026-01-01", 2, client, project_id=project.id, employee_id=employee.id),
        note("2026-03-02", 1.5, person, project_id=project.id, employee_id=employee.id),
        note("2026-03-02", 3, client, project_id=theirs.id, employee_id=colleague.id, company_id=other.id),
        note("2026-03-02", 100, client, account_id=account.id),
    ]
)
env.flush_all()
with freeze_time(date(2026, 6, 15)):
    env["res.partner"]._lifecycle_update_all()
    env["despacho.portfolio.cell"]._build(firm)
env.invalidate_all()
Cell = env["despacho.portfolio.cell"].sudo()
mine = [("company_id", "=", firm.id), ("partner_id", "=", client.id)]
groups = Cell._read_group(mine, ["year"], ["hours:sum"])
found = {
    "hours": {str(year): hours for year, hours in groups if hours},
    "rows": Cell.search_count([*mine, ("hours", "!=", 0)]),
    "total": sum(Cell.search([("company_id", "=", firm.id)]).mapped("hours")),
    "noted": sum(sheets.mapped("unit_amount")),
}
print("RESULT " + json.dumps(found))
