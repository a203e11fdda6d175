from odoo import api, models


class DespachoSegment(models.Model):
    """The conditions that people ask for most, ready to be added with a click, in their words."""

    _inherit = "despacho.segment"

    @api.model
    @api.readonly
    def criteria(self):
        """Return [{name, criteria: [{key, label, icon, domain}]}]: only what the user may see, in groups."""
        self.check_access("read")
        groups = []
        for name, icon, criteria in self._criteria():
            shown = [
                {"key": key, "label": label, "icon": icon, "domain": repr([(path, operator, value)])}
                for key, label, path, operator, value in criteria
                if self._can_ask(path)
            ]
            if shown:
                groups.append({"name": name, "criteria": shown})
        return groups

    @api.model
    def _criteria(self):
        """Return [(group, icon, [(key, label, path, operator, value to begin with)])]."""
        _ = self.env._
        return [
            (
                _("Who they are"),
                "fa-building-o",
                [
                    ("sector", _("Sector"), "sector_id", "in", []),
                    ("activity", _("Activity"), "cnae_id", "child_of", []),
                    ("size", _("Size"), "size_class", "in", []),
                    ("employees", _("Employees"), "employees", ">", 9),
                    ("turnover", _("Turnover"), "turnover", ">", 500000),
                    ("legal_form", _("Legal form"), "legal_form", "in", []),
                    ("franchise", _("Franchises"), "is_franchise", "=", True),
                ],
            ),
            (
                _("Where they are"),
                "fa-map-marker",
                [
                    ("state", _("Province"), "state_id", "in", []),
                    ("region", _("Comunidad autónoma"), "region_id", "in", []),
                    ("municipality", _("Municipality"), "municipality_id", "in", []),
                    ("zip", _("Postcode"), "zip", "=ilike", "%"),
                ],
            ),
            (
                _("What they buy"),
                "fa-briefcase",
                [
                    ("service", _("Service contracted"), "services_used_ids", "in", []),
                    ("no_service", _("Service not contracted"), "services_used_ids", "not in", []),
                    ("interest", _("Service of interest"), "service_line_ids", "in", []),
                    ("need", _("Has a need of"), "need_ids.service_line_id", "in", []),
                    ("invoiced", _("Invoiced in 12 months"), "invoiced_12m", ">", 1000),
                    ("potential", _("Purchase potential"), "potential", ">", 1000),
                ],
            ),
            (
                _("Relation with us"),
                "fa-handshake-o",
                [
                    ("lifecycle", _("Prospect, lead or client"), "lifecycle", "in", ["client"]),
                    ("temperature", _("Temperature"), "temperature", "in", ["hot", "warm"]),
                    ("contact", _("Days without contact"), "days_since_contact", ">", 90),
                    ("invoice", _("Days without invoice"), "days_since_invoice", ">", 365),
                    ("next_action", _("Next action"), "next_action_date", "=", False),
                    ("adviser", _("Salesperson"), "user_id", "in", []),
                    ("relations", _("Relations"), "relation_ids.kind_id", "in", []),
                    ("tags", _("Tags"), "category_id", "in", []),
                    ("segment", _("In another segment"), "segment_ids", "in", []),
                ],
            ),
        ]

    @api.model
    def _can_ask(self, path):
        """Return whether that is known of contacts, and the user may see it."""
        records = self.env["res.partner"]
        for name in path.split("."):
            field = records._fields.get(name)
            if field is None or not records._has_field_access(field, "read"):
                return False
            if field.relational:
                records = self.env[field.comodel_name]
                if not records.has_access("read"):
                    return False
        return True
