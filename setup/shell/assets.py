"""Makes the bundles of style sheets and scripts once, so that no page or tour has to wait for them."""

env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
