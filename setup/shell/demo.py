"""Loads the demo data of one `addon`. Runs in Odoo's shell."""

import importlib

importlib.import_module(f"odoo.addons.{addon}.demo.load").load(env)
env.cr.commit()
