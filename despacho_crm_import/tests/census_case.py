from odoo.addons.despacho_crm.tools import nif

from .common import ImportCase

#: Where the sizes of batches are, for tests to change.
TARGET = "odoo.addons.despacho_crm_import.models.census.despacho_import_census_target"
HEADER = "CIF;Razón Social;CP;Municipio;Provincia;CNAE 2009;Empleados;Teléfono"


class CensusCase(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Company = cls.env["despacho.census.company"]
        cls.keys = [nif.make_spanish("B", f"{7950000 + number}") for number in range(12)]

    def line(self, number, name=None, people="3", city="Getafe", phone=""):
        return f"{self.keys[number]};{name or f'Empresa {number} SL'};28901;{city};Madrid;6920;{people};{phone}"

    def census(self, *lines, apply=True, header=HEADER, **values):
        values = {"target": "census", "source_date": "2026-06-30", "filename": "censo.csv", **values}
        record = self.review(self.csv(header, *lines), "list", **values)
        if apply:
            record.action_apply()
        return record

    def found(self, number):
        return self.Company.search([("nif_key", "=", self.keys[number])])

    def all_values(self):
        """Return what the census has, but for the numbers of the records."""
        names = sorted(name for name, field in self.Company._fields.items() if field.store and name != "id")
        self.env.invalidate_all()
        return sorted(
            (one["nif_key"], repr(one)) for one in self.Company.search([]).read(names, load=None) if one.pop("id")
        )
