"""The small market of the tests of feeding."""

from .common import DespachoCommon


class FeedingCommon(DespachoCommon):
    """
    The census                              CNAE        province  size    people
      Bar Uno SL, Bar Dos SL, Bar Tres SL   5610 (2009) Girona    micro   3, 5, 8
      Hotel Grande SA                       5510        Girona    medium  90
      Taller Lejos SL                       9531 (2025) Soria     micro   2
      Rosa Marín (sole trader)              5611 (2025) Girona    micro   1
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.girona, cls.soria = cls.env.ref("base.state_es_gi"), cls.env.ref("base.state_es_so")
        cls.census = cls.env["despacho.census.company"]
        cls.bars = cls._put(*(("Bar Uno SL", 3), ("Bar Dos SL", 5), ("Bar Tres SL", 8)), cnae="5610", cnae_year="2009")
        cls.hotel = cls._put(("Hotel Grande SA", 90), letter="A", cnae="5510", size_class="medium")
        cls.garage = cls._put(
            ("Taller Lejos SL", 2), cnae="9531", cnae_year="2025", state_id=cls.soria.id, zip="42001", city="Soria"
        )
        cls.trader = cls._put(("Rosa Marín", 1), letter="", cnae="5611", cnae_year="2025")
        cls.meals = cls._activity("56")
        cls.profile = cls.env["despacho.target.profile"].create(
            {"name": "Restaurantes de Girona", "cnae_ids": cls.meals.ids, "state_ids": cls.girona.ids}
        )
        cls.feeding = cls.env["despacho.feeding"].create(
            {
                "name": "Restaurantes",
                "profile_id": cls.profile.id,
                "user_id": cls.sara.id,
                "per_week": 2,
                "balancing": "Les interesan las nóminas; datos de una lista pública.",
            }
        )

    @classmethod
    def _put(cls, *companies, letter="B", **values):
        common = {
            "state_id": cls.girona.id,
            "zip": "17001",
            "city": "Girona",
            "size_class": "micro",
            "source": "Lista de prueba",
            "phone": "972000000",
        }
        return cls.census.create(
            [
                {**common, **values, "name": name, "employees": employees, "nif_key": cls.nif_of(letter)}
                for name, employees in companies
            ]
        )

    @classmethod
    def _activity(cls, code, year="2025"):
        return cls.env["despacho.cnae"].search([("code", "=", code), ("year", "=", year)])
