if __name__.startswith("odoo."):  # as a plain package, without Odoo, only its tools are of use
    from . import controllers
    from . import models
    from . import wizard
    from .hooks import post_init_hook, pre_init_hook, uninstall_hook
