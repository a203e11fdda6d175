"""Makes the bundles of style sheets and scripts once, so that no page or tour has to wait for them."""

#: What pages ask for only once they are there: Odoo makes those of pages.
LATER = (
    "web_tour.automatic", "web.assets_backend_lazy", "web.chartjs_lib", "web.fullcalendar_lib",
    "portal.assets_chatter", "portal.assets_chatter_style", "mass_mailing.assets_builder",
    "mass_mailing.assets_iframe_style", "mass_mailing.assets_inside_builder_iframe", "bus.websocket_worker_assets",
)  # fmt: skip

pages = env["ir.qweb"]
pages._pregenerate_assets_bundles()
for name in LATER:
    bundle = pages._get_asset_bundle(name, css=False, js=True)
    if bundle.javascripts:
        bundle.js()
    bundle = pages._get_asset_bundle(name, css=True, js=False)
    if bundle.stylesheets:
        bundle.css()
env.cr.commit()
