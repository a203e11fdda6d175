"""The portfolio of the demo world: what it is after its first night."""


def load(env):
    for company in env["res.company"].search([("active", "=", True)]):
        env["despacho.portfolio.cell"]._build(company)
