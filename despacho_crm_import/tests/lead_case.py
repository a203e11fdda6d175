from odoo import Command

from .common import ImportCase

_HEAD = "Empresa;Contacto;Cargo;CIF;Correo;Teléfono;Asunto;Mensaje;Feria;Servicio;Etiquetas;Importe estimado"


class LeadCase(ImportCase):
    """A list of a fair becomes leads; acme is a client of the base, «Acme Suministros SL»."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids = [Command.link(cls.env.ref("crm.group_use_lead").id)]
        cls.env.ref("base.group_user").implied_ids = [Command.link(cls.env.ref("crm.group_use_lead").id)]
        root = cls.env["product.category"]._services_root()
        cls.payroll = cls.env["product.category"].create({"name": "Nóminas de prueba", "parent_id": root.id})

    def _leads(self, record):
        return record.row_ids.lead_id.with_env(self.env)

    def _fair(self, *lines):
        return self.csv(_HEAD, *lines)

    def _import(self, content, source="list", **values):
        return self.run_import(content, source, target="lead", **values)

    def _review(self, content, source="list", **values):
        return self.review(content, source, target="lead", **values)
