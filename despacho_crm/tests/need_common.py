"""What the tests of the needs share."""

from .common import DespachoCommon


class NeedCommon(DespachoCommon):
    """The small world, with two service lines, «Fiscal» and «Laboral», and a competitor, Rival SLP."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.root = cls.env.ref("despacho_crm.product_category_services")
        cls.fiscal, cls.laboral = cls.env["product.category"].create(
            [{"name": name, "parent_id": cls.root.id} for name in ("Fiscal", "Laboral")]
        )
        cls.rival = cls.new_company("Rival Asesores SLP", vat=cls.nif_of("B"), is_competitor=True)
        cls.prices = cls.env.ref("despacho_crm.subject_prices")
        cls.staff = cls.env.ref("despacho_crm.subject_staff")

    def new_need(self, user=None, **values):
        return self.as_user(user or self.ana, "despacho.need").create(
            {"name": "Nave nueva", "partner_id": self.vega.id, **values}
        )

    def file(self, user=None, **values):
        """Write down a piece of information and return its activity."""
        note = self.as_user(user or self.ana, "despacho.information.note").create(
            {"partner_id": self.rival.id, "subject_id": self.prices.id, "name": "Bajan la nómina a 14 €", **values}
        )
        return note._file()
