from odoo import api, models

#: (group, icon, [(condition, path from the contact on, operator, value to begin with)]).
_CRITERIA = (
    (
        "who",
        "fa-building-o",
        (
            ("sector", "sector_id", "in", []),
            ("activity", "cnae_id", "child_of", []),
            ("size", "size_class", "in", []),
            ("employees", "employees", ">", 9),
            ("turnover", "turnover", ">", 500000),
            ("legal_form", "legal_form", "in", []),
            ("franchise", "is_franchise", "=", True),
        ),
    ),
    (
        "where",
        "fa-map-marker",
        (
            ("state", "state_id", "in", []),
            ("region", "region_id", "in", []),
            ("municipality", "municipality_id", "in", []),
            ("zip", "zip", "=ilike", "%"),
        ),
    ),
    (
        "what",
        "fa-briefcase",
        (
            ("service", "services_used_ids", "in", []),
            ("no_service", "services_used_ids", "not in", []),
            ("interest", "service_line_ids", "in", []),
            ("need", "need_ids.service_line_id", "in", []),
            ("invoiced", "invoiced_12m", ">", 1000),
            ("potential", "potential", ">", 1000),
        ),
    ),
    (
        "relation",
        "fa-handshake-o",
        (
            ("lifecycle", "lifecycle", "in", ["client"]),
            ("temperature", "temperature", "in", ["hot", "warm"]),
            ("contact", "days_since_contact", ">", 90),
            ("invoice", "days_since_invoice", ">", 365),
            ("next_action", "next_action_date", "=", False),
            ("adviser", "user_id", "in", []),
            ("relations", "relation_ids.kind_id", "in", []),
            ("tags", "category_id", "in", []),
            ("segment", "segment_ids", "in", []),
        ),
    ),
)


class DespachoSegment(models.Model):
    """The conditions that people ask for most, ready to be added with a click, in their words."""

    _inherit = "despacho.segment"

    @api.model
    @api.readonly
    def criteria(self):
        """Return [{name, criteria: [{key, label, icon, domain}]}]: only what the user may see, in groups."""
        self.check_access("read")
        words = self._criteria_words()
        groups = []
        for group, icon, criteria in self._criteria():
            shown = [
                {"key": key, "label": words[key], "icon": icon, "domain": repr([(path, operator, value)])}
                for key, path, operator, value in criteria
                if self._can_ask(path)
            ]
            if shown:
                groups.append({"name": words[group], "criteria": shown})
        return groups

    @api.model
    def _criteria(self):
        """Return what ``_CRITERIA`` has, and what others add."""
        return _CRITERIA

    @api.model
    def _criteria_words(self):
        """Return {group or condition: what people call it}."""
        return {
            "who": self.env._("Who they are"),
            "where": self.env._("Where they are"),
            "what": self.env._("What they buy"),
            "relation": self.env._("Relation with us"),
            "sector": self.env._("Sector"),
            "activity": self.env._("Activity"),
            "size": self.env._("Size"),
            "employees": self.env._("Employees"),
            "turnover": self.env._("Turnover"),
            "legal_form": self.env._("Legal form"),
            "franchise": self.env._("Franchises"),
            "state": self.env._("Province"),
            "region": self.env._("Comunidad autónoma"),
            "municipality": self.env._("Municipality"),
            "zip": self.env._("Postcode"),
            "service": self.env._("Service contracted"),
            "no_service": self.env._("Service not contracted"),
            "interest": self.env._("Service of interest"),
            "need": self.env._("Has a need of"),
            "invoiced": self.env._("Invoiced in 12 months"),
            "potential": self.env._("Purchase potential"),
            "lifecycle": self.env._("Prospect, lead or client"),
            "temperature": self.env._("Temperature"),
            "contact": self.env._("Days without contact"),
            "invoice": self.env._("Days without invoice"),
            "next_action": self.env._("Without next action"),
            "adviser": self.env._("Salesperson"),
            "relations": self.env._("Relations"),
            "tags": self.env._("Tags"),
            "segment": self.env._("In another segment"),
        }

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
