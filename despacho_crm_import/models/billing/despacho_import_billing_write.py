from odoo import api, models
from odoo.fields import Domain

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from ...tools.verdict import Verdict
from .despacho_import_billing import WHO

_WRITING = "despacho_import_billing"


class DespachoImportBilling(models.AbstractModel):
    """What is written of what was invoiced, and the clients that come with it."""

    _inherit = "despacho.import.billing"

    @api.model
    def _get_certain_domain(self, import_):
        certain = Domain("included", "=", True) & Domain("nif_key", "!=", False)
        return certain & Domain("verdict", "in", ("create", "update"))

    @api.model
    def _refresh(self, import_, rows):
        """Take the verdict on ``rows`` anew: others may have changed the base since. Return those to write."""
        of_row = rows.filtered(lambda row: row.reason_code == "of_row")
        own = rows - of_row
        nobody = self.env["res.partner"]
        choices = [{"this": row.partner_id or None, "other": nobody}.get(row.choice) for row in own]
        heads = self._find_clients(import_, [import_._restore_row(row) for row in own], choices)
        found = {row: (head.record_id, head) for row, head in zip(own, heads, strict=True)}
        todo = self._follow(import_, of_row, own, found)
        companies = self._get_companies_of({partner_id for partner_id, _head in found.values()} - {0})
        known = self._get_known(import_, set(companies.values()))
        told = self._get_told(import_, set(companies.values()))
        for row, (partner_id, head) in found.items():
            lines = {(year, service): (amount, count) for year, service, amount, count in row.cleaned["lines"]}
            if partner_id:
                fresh = self._compare(import_, lines, known, companies[partner_id], head, self._get_others(told, row))
            elif head.kind == "ask":
                likely = head.details["candidates"][0][0]
                fresh = self._prepare_verdict("ask", head.reason, head.details, row.changes, partner_id=likely)
            else:
                fresh = self._prepare_verdict(head.kind, head.reason, head.details, row.changes, included=True)
            stored = {name: row[name].id if name == "partner_id" else row[name] or False for name in fresh}
            if stored != fresh:
                row.write(fresh)
            if row.verdict in ("create", "no_nif", "update"):
                todo |= row
            elif row.verdict != "ask":  # who has to be asked about waits
                row.state = "skipped"
        return todo.sorted("number")

    @api.model
    def _follow(self, import_, of_row, own, found):
        """Complete ``found``, {row: (client, verdict on who it is)}, with those ``of_row`` whose first row is a client.

        Return those whose first row is created with them, being among ``own``. They wait as long as it waits.
        """
        firsts = self._get_first_rows(import_, of_row).grouped("number")
        waiting, todo = import_._get_waiting_domain(), of_row.browse()
        for row in of_row:
            first = firsts.get(row.details["row"], of_row.browse())
            partner_id = found[first][0] if first in own else self._get_client_of(first)
            asks = first.held or first in own and found[first][1].kind == "ask"
            if partner_id:
                found[row] = partner_id, Verdict("update", "of_row", {"row": row.details["row"]})
            elif asks:
                row.held = True
            elif first in own:
                todo |= row
            elif first.state != "pending" or first.choice == "out":
                row.state = "skipped"
            elif not (first.included and first.filtered_domain(waiting)):
                row.write({"held": True} if import_.certain_only else {"state": "skipped"})
        return todo

    @api.model
    def _get_client_of(self, first):
        """Return the id of the client that the row ``first`` is, 0 when it is none yet, or left out."""
        is_told = first.verdict == "same" and first.state in ("pending", "skipped") and first.choice != "out"
        return first.partner_id.id if first.state == "applied" or is_told else 0

    @api.model
    def _get_first_rows(self, import_, rows):
        """Return the rows that bring the clients of whom ``rows`` tell more."""
        numbers = [row.details["row"] for row in rows]
        return rows.search([("import_id", "=", import_.id), ("number", "in", numbers)]) if rows else rows

    @api.model
    def _create_records(self, import_, rows):
        """Create a client per row, as a file of contacts does, and what was invoiced to it."""
        Partner = self.env["despacho.import.partner"]
        told = [{name: row.cleaned[name] for name in (*WHO, "kind") if name in row.cleaned} for row in rows]
        brought = Partner._add_country(import_, told)
        lookups = Partner._get_lookups(brought)
        partners = Partner._get_creator().create([Partner._prepare_values(one, lookups) for one in brought])
        Partner._forget_computed(partners)
        effects = [[["create", "res.partner", partner.id]] for partner in partners]
        self._write_lines(import_, list(zip(rows, partners, effects, strict=True)))
        self.env["despacho.value.origin"]._remember(
            {
                partner.id: Partner._prepare_origins(import_, values, Partner._read_values(partner, values), values)
                for partner, values in zip(partners, brought, strict=True)
            }
        )

    @api.model
    def _update_records(self, import_, rows):
        """Write what was invoiced to clients of the base, or to those that earlier rows of the file brought."""
        followers = rows.filtered(lambda row: row.reason_code == "of_row" and not row.partner_id)
        firsts = self._get_first_rows(import_, followers).grouped("number")
        for row in followers:
            row.partner_id = firsts[row.details["row"]].partner_id
        lost = followers.filtered(lambda row: not row.partner_id)
        for row in lost:
            row.write(
                {
                    "state": "error",
                    "error": self.env._(
                        "Row %(row)s, which brings the client, could not be written.", row=row.details["row"]
                    ),
                }
            )
        self._write_lines(import_, [(row, row.partner_id.commercial_partner_id, []) for row in rows - lost])

    @api.model
    def _write_lines(self, import_, triples):
        """Write the amounts of [(row, client, effects)], and mark the rows as applied with what they did.

        The first row that speaks of a client, year and service says what there is; other ones that turned out
        to be of that client add to it.
        """
        Line = self.env["despacho.billing.year"].with_context(**{_WRITING: BY_CODE})
        clients = {partner.id for _row, partner, _effects in triples}
        known, told = self._get_known(import_, clients), self._get_told(import_, clients)
        lines, news, more = {}, {}, []
        for row, partner, effects in triples:
            said = {(year, service): (amount, count) for year, service, amount, count in row.cleaned["lines"]}
            for key in row.changes or {}:
                year, service = map(int, key.split("|"))
                place = partner.id, year, service
                amount, count = said[year, service]
                mine = known.get(place, Line.browse()).filtered(lambda line: import_._is_same_program(line.source))
                own = mine.filtered(lambda line: line.import_id == import_)
                if own or place in lines or place in news:
                    more.append((row, key, place, own[:1], amount, count, effects))
                    continue
                for other, its_amount, its_count in told.get(place, ()):
                    if other != row and other.verdict == "same":
                        amount, count = round(amount + its_amount, 2), count + its_count
                values = {
                    "invoice_count": count if import_.has_invoices else 0,
                    "tax_included": import_.billing_tax_included,
                    "as_of": import_.source_date,
                    "import_id": import_.id,
                    "import_row": row.number,
                }
                if mine:
                    # Those of joined clients add up: what the file says is the sum.
                    first = lines[place] = mine[0].with_env(Line.env)
                    first.write({**values, "amount": round(amount - sum((mine - mine[0]).mapped("amount")), 2)})
                    effects.append(["write", Line._name, first.id, {}])
                else:
                    key = {"partner_id": partner.id, "year": year, "service_line_id": service or False}
                    own = {"amount": amount, "source": import_.billing_source, "company_id": import_.company_id.id}
                    news[place] = effects, {**key, **own, **values}
        created = Line.create([values for _effects, values in news.values()])
        for place, line in zip(news, created, strict=True):
            lines[place] = line
            news[place][0].append(["create", Line._name, line.id])
        for row, key, place, own, amount, count, effects in more:
            line = lines.get(place, own)
            before, after = line._add_amount(amount, count if import_.has_invoices else 0)
            changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
            effects.append(["write", Line._name, line.id, changed])
            row.changes = {**row.changes, key: [before["amount"], after["amount"]]}
        if more:
            # What Odoo writes of an amount is of the row that wrote it first: the last one that says so.
            triples = triples[::-1]
        rows = self.env["despacho.import.row"].concat(*(row for row, _partner, _effects in triples))
        rows._mark_applied(
            [partner.id for _row, partner, _effects in triples], [effects for _row, _partner, effects in triples]
        )

    # ------------------------------------------------------------
    # WHAT WAS DONE, IN WORDS
    # ------------------------------------------------------------

    @api.model
    def _get_done_message(self, import_):
        return self._get_headline(import_)

    @api.model
    def _get_headline(self, import_):
        [(amount, clients, first, last)] = self.env["despacho.billing.year"]._read_group(
            [("import_id", "=", import_.id)],
            aggregates=["amount:sum", "partner_id:count_distinct", "year:min", "year:max"],
        )
        if not clients:
            return self.env._("Nothing was written: the base had already what this file says.")
        years = str(first) if first == last else f"{first}–{last}"
        return self.env._(
            "Invoiced in %(years)s: %(amount)s to %(clients)s clients. Clients created: %(created)s.",
            years=years,
            amount=import_.company_id.currency_id.format(amount),
            clients=clients,
            created=import_.created_count,
        )


class DespachoImport(models.Model):
    _inherit = "despacho.import"

    def _refresh_verdicts(self, rows):
        if self.target != "billing":
            return super()._refresh_verdicts(rows)
        return self._get_target()._refresh(self, rows) if rows else rows
