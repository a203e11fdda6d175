from .common import DespachoCommon


class QualityCommon(DespachoCommon):
    """The small world, whose records Ana looks after: Vega lacks nearly all, Pilar has what she needs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["despacho.segment"].search([]).active = False
        cls.records = cls.env["despacho.quality.record"]
        cls.reviews = cls.env["despacho.quality.review"]
        catalonia = cls.env["res.country.state"].search([("country_id", "=", cls.spain.id), ("code", "=", "B")])
        cls.pilar.write(
            {
                "email": "pilar@ruiz.example",
                "phone": "+34 931 23 45 67",
                "street": "Calle Mayor 1",
                "city": "Barcelona",
                "zip": "08001",
                "state_id": catalonia.id,
                "country_id": cls.spain.id,
                "user_id": cls.ana.id,
            }
        )
        cls.vega.user_id = cls.ana
        # The others of the base are of nobody: what is asked here is of these.
        others = cls.env["res.partner"].search([("lifecycle", "!=", False)]) - cls.vega - cls.pilar
        others.write({"lifecycle": False})
        cls.env.flush_all()

    def measure(self, code):
        return self.env.ref(f"despacho_crm.quality_measure_{code}")

    def rate(self):
        self.records._rate_all()
        self.env.invalidate_all()

    def record_of(self, partner):
        return self.records.search([("partner_id", "=", partner.id)])

    def gaps(self, partner):
        """Return the codes of what ``partner`` lacks now, the most useful first."""
        self.env.flush_all()
        self.env.invalidate_all()
        _score, gaps = partner._quality_rate()[partner.id]
        return self.env["despacho.quality.measure"].browse(gaps).mapped("code")
