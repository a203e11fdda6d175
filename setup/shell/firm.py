"""Makes the empty database that of a Spanish firm, with `modules` installed. Runs in Odoo's shell."""

env["res.lang"]._activate_lang("es_ES")
env.company.write(
    {
        "name": "Asesoría Ribera & Soler, S.L.",
        "country_id": env.ref("base.es").id,
        "currency_id": env.ref("base.EUR").id,
    }
)
env.company.partner_id.write({"lang": "es_ES", "tz": "Europe/Madrid"})
env.ref("base.user_admin").write({"lang": "es_ES", "tz": "Europe/Madrid"})
env["ir.default"].set("res.partner", "lang", "es_ES")
env.cr.commit()

print("modules of Odoo:", ", ".join(modules), flush=True)
env["ir.module.module"].search([("name", "in", modules)]).button_immediate_install()
env = env(user=env.ref("base.user_root"))
if env.company.chart_template != "es_pymes":
    print("Spanish chart of accounts", flush=True)
    env["account.chart.template"].try_loading("es_pymes", company=env.company)
env.cr.commit()

print("style sheets and scripts", flush=True)
env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
