from .completion_common import CompletionCommon


class CensusMatchCommon(CompletionCommon):
    """`alone` is a contact without NIF that no other contact is like; `listed` puts companies in the census."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.census = cls.env["despacho.census.company"]
        cls.matches = cls.env["despacho.census.match"]
        cls.census.search([]).unlink()
        cls.states = {
            state.code: state
            for state in cls.env["res.country.state"].search(
                [("country_id.code", "=", "ES"), ("code", "in", ("SS", "M", "B"))]
            )
        }

    def listed(self, name, **values):
        """Return a company of the census."""
        values = {"nif_key": self.nif_of(), **values}
        for field in ("state_id", "company_id"):
            if field in values:
                values[field] = values[field].id
        found = self.census.create({"name": name, **values})
        return found

    def alone(self, name="Astigarraga Urkizu", **values):
        return self.new_company(name, **values)

    def look(self):
        """Look as the night does."""
        self.env.flush_all()
        self.match_changes()
        self.assertTrue(self.matches._search_waiting())
        self.env.invalidate_all()

    def found(self, record, user=None):
        return self.rows(record, user).filtered(lambda row: row.source == "census")

    def certain(self, **values):
        """Return (company of the census, contact that is it for certain)."""
        listed = self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        needy = self.alone("Astigarraga Urkizu, S.L.", phone="+34 943 99 88 77", **values)
        self.look()
        return listed, needy
