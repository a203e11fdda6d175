from odoo import api, models


class DespachoImportRow(models.Model):
    """What the screen says of a row of a list of what was invoiced."""

    _inherit = "despacho.import.row"

    def _is_billing(self):
        return self.import_id.target == "billing"

    @api.depends("verdict", "reason_code", "state", "nif_key")
    def _compute_can_include(self):
        result = super()._compute_can_include()
        for row in self.filtered("can_set_apart"):
            # Written twice it is one invoice, whoever it is of.
            row.can_set_apart = not row._is_billing()
        return result

    def _get_reason(self):
        _ = self.env._
        details = self.details or {}
        reasons = {
            "added_up": lambda: _("It is added to row %(row)s, of the same client and year", row=details.get("row")),
            "repeated_amount": lambda: _("An equal row comes before it in the file: it counts once"),
            "of_row": lambda: _("It is the client of row %(row)s", row=details.get("row")),
            "matched_ref": lambda: _("Has the same code and a like name"),
            "total": lambda: _("It is the total of the list"),
            "purchase": lambda: _("It is what the firm bought, not what it invoiced"),
            "no_amount": lambda: _("It has no amount that can be read"),
            "no_year": lambda: _("It does not say of which year it is"),
            "later_year": lambda: _("It is of a year that had not begun on the day of the data"),
            "ref_unknown": lambda: _("Nobody in the base has this code, and there is no name"),
        }
        reason = reasons.get(self.reason_code)
        if not reason:
            return super()._get_reason()
        return reason()

    @api.depends("changes", "verdict")
    @api.depends_context("lang")
    def _compute_difference(self):
        billing = self.filtered(lambda row: row._is_billing())
        super(DespachoImportRow, self - billing)._compute_difference()
        if not billing:
            return
        names, replaced = billing._get_service_names(), self.env._("–")
        for row in billing:
            row.difference = " · ".join(
                row._get_line_words(key, names, f"{row._get_money(old) if old is not None else replaced} → ")
                + row._get_money(new)
                for key, (old, new) in (row.changes or {}).items()
            )

    def _get_service_names(self):
        """Return {id: name} of the service lines of which ``self`` speak."""
        ids = {int(key.split("|")[1]) for row in self for key in [*(row.changes or {}), *(row.kept or {})]} | {
            service for row in self for _year, service, *_rest in (row.cleaned or {}).get("lines", ())
        }
        lines = self.env["product.category"].browse(ids - {0}).exists()
        return {line.id: line.name for line in lines}

    @staticmethod
    def _get_line_words(key, names, text):
        year, service = key.split("|")
        return f"{' '.join(filter(None, (year, names.get(int(service)))))}: {text}"

    def _get_money(self, amount):
        return self.company_id.currency_id.format(amount)

    @api.depends("details")
    def _compute_diff(self):
        billing = self.filtered(lambda row: row._is_billing())
        result = super(DespachoImportRow, self - billing)._compute_diff()
        names = billing._get_service_names()
        for row in billing:
            lines = (row.cleaned or {}).get("lines", ())
            row.diff = {
                "compared": True,
                "open": False,
                "lines": [row._get_amount_line(line, names) for line in lines],
            }
        return result

    def _get_amount_line(self, line, names):
        """Return what is said of an amount: what the base has of it, what the file says, what will be done."""
        _ = self.env._
        year, service, amount, count = line
        key, details = f"{year}|{service}", self.details or {}
        changes, kept = self.changes or {}, self.kept or {}
        old, side, said = None, "", []
        if key in changes:
            side, (old, amount) = "file", changes[key]
            replaced = details.get("replaces", {}).get(key)
            if replaced is not None:
                said.append(_("Replaces what «%(file)s» said", file=replaced))
        elif key in kept:
            side, (old, amount, why) = "base", kept[key]
            said.append(_("A person typed it: no file replaces it") if why == "typed" else _("It is more recent"))
        elif self.verdict == "same":
            old = amount
        if count > 1:
            said.append(_("It adds up %(count)s rows of the file", count=count))
        if key in details.get("beside", {}):
            program, other = details["beside"][key]
            said.append(
                _(
                    "%(amount)s of the same year came with %(program)s: both count",
                    amount=self._get_money(other),
                    program=program or _("another program"),
                )
            )
        return {
            "field": key,
            "label": " · ".join(filter(None, (str(year), names.get(service)))),
            "old": "" if old is None else self._get_money(old),
            "new": self._get_money(amount),
            "side": side,
            "why": ". ".join(said),
            "picked": False,
            "choosable": False,
        }

    @api.model
    def _get_note_labels(self):
        return {
            **super()._get_note_labels(),
            "amount_invalid": self.env._("is not an amount"),
        }
