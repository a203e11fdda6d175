"""What the tests of relations share."""

from .common import DespachoCommon


class RelationCommon(DespachoCommon):
    """The small world, with a bar and its owner: Ana writes what is related to what."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bar = cls.new_company("Bar Pepe SL", vat=cls.nif_of("B"))
        cls.other = cls.new_company("Otra Más SL", vat=cls.nif_of("B"))
        cls.kinds = cls.env["despacho.relation.kind"]
        cls.env.flush_all()

    def kind(self, code):
        return self.kinds._by_code(code)

    def relate(self, partner, code, other=None, user=None, **values):
        """Write down on the sheet of ``partner`` that ``other`` is its ``code``, as Ana does; return the side."""
        given = {"other_id": other.id} if other else {}
        return self.as_user(user or self.ana, "despacho.relation.side").create(
            {"partner_id": partner.id, "kind_id": self.kind(code).id, **given, **values}
        )

    def seen(self, partner, user=None):
        """Return {(word, other, ended)} of the sheet of ``partner``."""
        self.env.flush_all()
        self.env.invalidate_all()
        sides = partner.with_user(user or self.ana).relation_ids
        return {(side.kind_id.code, side.other_label, side.is_ended) for side in sides}
