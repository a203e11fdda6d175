from .common import ImportCase


class DecideCase(ImportCase):
    """`decide` is a file with a row that may be one of two contacts, one that surely is a third, and a new one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        es = cls.env.ref("base.es").id
        cls.ferrer, cls.roca, cls.olle = cls.env["res.partner"].create(
            [
                {"name": "Suministros Ferrer Roca", "is_company": True, "city": "Girona", "country_id": es},
                {"name": "Suministros Ferrer Roca SA", "is_company": True, "phone": "972999999", "country_id": es},
                {"name": "Carpintería Ollé i Fills SL", "is_company": True, "phone": "972102030", "country_id": es},
            ]
        )
        cls.content = cls.csv(
            "Empresa;Teléfono;E-mail;Web",
            "Suministros Ferrer i Roca;;f@x.example;www.x.example",
            "CARPINTERIA OLLE Y FILLS;972 10 20 30;info@olle.example;",
            "Grúas Montseny SL;972 55 51 11;;",
        )

    def decide(self):
        record = self.review(self.content, "agenda")
        record.env.invalidate_all()
        asked, certain, new = record.row_ids
        return record, asked, certain, new

    def screen(self, record):
        """What the review screen of the steward asks of."""
        return record.env["despacho.import.row"].with_context(import_id=record.id)
