from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import split_every

from ...tools import billing, profiles, values, verdict
from ...tools.billing import Book, client_key, link_clients
from ...tools.cells import BOOKS
from ..review.staging import BATCH

#: Who a client is, to be found or created.
WHO = ("nif", "name", "ref", "street", "zip", "city", "state", "country", "phone", "email")
#: What was invoiced to it.
WHAT = ("year", "date", "amount", "service")
#: One of these tells whose an amount is.
_NAMING = frozenset(("nif", "name", "ref"))
#: Why nothing is done with a row, whoever it is about.
PROBLEMS = ("empty", "total", "purchase", "no_amount", "no_year", "later_year")


class DespachoImportBilling(models.AbstractModel):
    """What was invoiced to each client in each year as what the rows of a file become.

    The file may have a row for each client and year, a column for each year, or a row for each invoice.
    What its rows add up to (``tools.billing.Book``) is written once for each client, year and service, by
    the first row that speaks of it; the others say to which row they are added. The client is looked for
    as those of the files of contacts are, and by its code in the program.
    """

    _name = "despacho.import.billing"
    _inherit = "despacho.import.target"
    _description = "Earlier Billing as Target of an Import"

    @api.model
    def _get_fields(self):
        return (*WHO, *WHAT)

    @api.model
    def _check_mapping(self, mapped):
        self.env["despacho.billing.year"].check_access("create")
        if not mapped & _NAMING:
            raise UserError(
                self.env._(
                    "Say which column holds the NIF of the client, its name or its code in the program: "
                    "choose it under «Is stored as», and review again."
                )
            )
        if "amount" not in mapped:
            raise UserError(
                self.env._(
                    "Say which column holds what was invoiced, or which ones when there is one for each year: "
                    "choose it under «Is stored as», and review again."
                )
            )

    # ------------------------------------------------------------
    # WHAT THE ROWS SAY
    # ------------------------------------------------------------

    @api.model
    def _read_rows(self, import_, table):
        """Yield (number, cells, ``values.Row`` of the client, [(year, service line, amount)], problem or '')."""
        places = dict(import_._get_positions())
        who = [(name, places[name]) for name in WHO if name in places]
        years = import_._get_amount_years()
        services = import_._get_service_lines()
        purchases = billing.purchase_column(table.headers)
        profile = profiles.PROFILES.get(import_.profile)
        point = table.kind in BOOKS
        own_year, last_year = import_.billing_year, import_.source_date.year
        Partner = self.env["despacho.import.partner"]
        seen = set()
        for number, cells in table.rows:
            cleaned = {name: import_._join_cells(name, cells, mine) for name, mine in who}
            row = values.clean_row(cleaned, profile and profile.context)
            row = row._replace(values=Partner._place(row, import_.source_kind) if row.values else {})
            key = hash(tuple(cells))
            if key in seen:
                yield number, cells, row, [], "repeated"
                continue
            seen.add(key)
            told = (cells[place] for name in ("year", "date") for place in places.get(name, ()))
            row_year = next(filter(None, map(billing.read_year, told)), own_year)
            text = " ".join(cells[place] for place in places.get("service", ())).strip()
            entries, wrong = [], []
            for place, year in years:
                if not cells[place]:
                    continue
                amount = billing.read_amount(cells[place], point)
                if amount is None:
                    wrong.append(values.Note("amount_invalid", "amount", cells[place], ""))
                else:
                    entries.append((year or row_year, services.get(text, 0), amount))
            problem = self._get_problem(row, entries, last_year)
            if purchases is not None and billing.is_purchase(cells[purchases]):
                problem = "purchase"
            entries = [entry for entry in entries if 0 < entry[0] <= last_year]
            yield number, cells, row._replace(notes=[*row.notes, *wrong]), entries, problem

    @api.model
    def _get_problem(self, row, entries, last_year):
        """Return why nothing can be done with a row, '' when something can."""
        if billing.is_total(row.values) or any(note.code == "totals_row" for note in row.notes):
            return "total"
        if not client_key(row.values):
            return "empty"
        if not entries:
            return "no_amount"
        if not any(year for year, *_rest in entries):
            return "no_year"
        return "" if any(0 < year <= last_year for year, *_rest in entries) else "later_year"

    # ------------------------------------------------------------
    # REVIEW
    # ------------------------------------------------------------

    @api.model
    def _stages_by_batch(self, import_):
        return False  # the rows of a client are added up first

    @api.model
    def _review(self, import_, table):
        """Stage the rows of ``table``: who each is about, and what the file adds up to for them."""
        book = Book()
        for number, _cells, row, entries, problem in self._read_rows(import_, table):
            if not problem:
                book.add(number, client_key(row.values), row, entries)
        linked = link_clients({key: (number, row.values) for key, (number, row) in book.clients.items()})
        clients = {}
        for keys in split_every(BATCH, sorted(set(linked.values()))):
            rows = [book.clients[key][1] for key in keys]
            clients.update(zip(keys, self._find_clients(import_, rows), strict=True))
        companies = self._get_companies_of({client.record_id for client in clients.values()} - {0})
        holder_of = {key: companies.get(clients[head].record_id, head) for key, head in linked.items()}
        book.join(holder_of)
        firsts = {}
        for key, (number, _row) in book.clients.items():
            holder = holder_of[key]
            firsts[holder] = min(number, firsts.get(holder, number))
        for rows in split_every(BATCH, self._read_rows(import_, table), list):
            self._stage_batch(import_, rows, book, linked, clients, holder_of, firsts)

    @api.model
    def _find_clients(self, import_, rows, choices=None):
        """Return for each of ``rows`` (``values.Row``) the ``Verdict`` that says which client it is about."""
        Partner = self.env["despacho.import.partner"]
        choices = choices or [None] * len(rows)
        by_ref = self._find_by_ref(import_, rows)
        choices = [choice if choice is not None else by_ref.get(place) for place, choice in enumerate(choices)]
        Partner._read_changed()
        candidates = Partner._find_candidates(import_, rows, [0] * len(rows), choices)
        date = import_.source_date.isoformat()
        found = []
        for place, (row, mine) in enumerate(zip(rows, candidates, strict=True)):
            named = row if row.values.get("name") or row.values.get("nif") else row._replace(
                values={**row.values, "name": row.values.get("ref", "")}
            )  # fmt: skip
            one = verdict.decide(named, mine, import_.source_kind, date)
            if one.reason == "chosen" and place in by_ref:
                one.reason = "matched_ref"
            elif one.creates and not row.values.get("name"):
                one = verdict.Verdict("rejected", "name_missing" if "nif" in row.values else "ref_unknown")
            found.append(one)
        return found

    @api.model
    def _find_by_ref(self, import_, rows):
        """Return {place: the client} of those of ``rows`` without NIF whose code one client has, under a like name."""
        Partner = self.env["despacho.import.partner"]
        refs = {row.values["ref"] for row in rows if row.values.get("ref") and not row.values.get("nif")}
        if not refs:
            return {}
        domain = Domain("ref", "in", list(refs)) & Domain("parent_id", "=", False)
        known = Partner._fetch(import_, domain).grouped("ref")
        result = {}
        for place, row in enumerate(rows):
            same = known.get(row.values.get("ref"), Partner.env["res.partner"])
            # Whoever was joined to another keeps its code in the archive.
            same = same.filtered("active") or same
            if len(same) == 1 and not row.values.get("nif") and billing.are_alike(row.values.get("name"), same.name):
                result[place] = same
        return result

    @api.model
    def _stage_batch(self, import_, rows, book, linked, clients, holder_of, firsts):
        holders = [holder_of.get(client_key(row.values)) for _number, _cells, row, _entries, _problem in rows]
        known = self._get_known(import_, {holder for holder in holders if isinstance(holder, int)})
        staged = []
        for (number, cells, row, entries, problem), holder in zip(rows, holders, strict=True):
            lines = {}
            if not problem:
                for year, service, _amount in entries:
                    amount, count, first = book.lines[holder, year, service]
                    if first == number:
                        lines[year, service] = amount, count
            key = linked.get(client_key(row.values))
            head = clients.get(key)
            if head:
                # What another row says of the client, it is found by too.
                row = row._replace(values={**book.clients[key][1].values, **row.values})
            staged.append(
                {
                    "import_id": import_.id,
                    "company_id": import_.company_id.id,
                    "number": number,
                    "cells": cells,
                    "cleaned": {**row.values, "lines": [[*key, *line] for key, line in lines.items()]},
                    "notes": [list(note) for note in row.notes],
                    "name": row.values.get("name") or row.values.get("ref"),
                    "nif_key": row.values.get("nif"),
                    **self._judge_lines(import_, number, problem, lines, holder, head, firsts, known, book, entries),
                }
            )
        self.env["despacho.import.row"]._stage(staged)
        self.env.invalidate_all()  # memory stays flat, whatever the size of the file

    @api.model
    def _judge_lines(self, import_, number, problem, lines, holder, head, firsts, known, book, entries):
        """Return what is staged of a row: what will be done with it, and why."""
        if problem == "repeated":
            return self._prepare_verdict("duplicate_in_file", "repeated_amount")
        if problem:
            return self._prepare_verdict("rejected", problem)
        if not lines:
            first = min(book.lines[holder, year, service][2] for year, service, _amount in entries)
            return self._prepare_verdict("duplicate_in_file", "added_up", {"row": first})
        if isinstance(holder, int):
            return self._compare(import_, lines, known, holder, head)
        brought = {f"{year}|{service}": [None, amount] for (year, service), (amount, _count) in lines.items()}
        if head.kind == "rejected":
            return self._prepare_verdict("rejected", head.reason, head.details)
        if number != firsts[holder]:
            return self._prepare_verdict("update", "of_row", {"row": firsts[holder]}, brought, included=True)
        included = head.kind == "create" or (head.creates and import_.rows_without_nif == "queue")
        likely = head.details.get("candidates")
        return self._prepare_verdict(
            head.kind, head.reason, head.details, brought, included=included, partner_id=likely and likely[0][0]
        )

    @api.model
    def _prepare_verdict(self, kind, reason, details=None, changes=None, kept=None, included=False, partner_id=None):
        return {
            "verdict": kind,
            "reason_code": reason,
            "details": details or False,
            "changes": changes or False,
            "kept": kept or False,
            "included": included,
            "partner_id": partner_id or False,
        }

    # ------------------------------------------------------------
    # WHAT THE BASE SAYS
    # ------------------------------------------------------------

    @api.model
    def _get_known(self, import_, partner_ids):
        """Return {(client, year, service line): lines} of what the base has of them, of any program."""
        lines = self.env["despacho.billing.year"].search_fetch(
            [
                ("partner_id", "in", sorted(partner_ids)),
                ("company_id", "=", import_.company_id.id),
            ],
            ["partner_id", "year", "service_line_id", "amount", "source", "as_of", "import_id"],
        )
        return lines.grouped(lambda line: (line.partner_id.id, line.year, line.service_line_id.id or 0))

    @api.model
    def _get_companies_of(self, partner_ids):
        """Return {contact: the company that is invoiced}."""
        partners = self.env["res.partner"].browse(sorted(partner_ids))
        return {partner.id: partner.commercial_partner_id.id for partner in partners}
