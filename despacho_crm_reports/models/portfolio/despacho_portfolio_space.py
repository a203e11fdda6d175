from odoo import api, models
from odoo.fields import Command, Domain

from .despacho_portfolio_cell import DIMENSIONS

#: Rows of the matrix: those with most clients.
_ROWS = 60
_PROSPECTS = ("prospect", "lead")


class DespachoPortfolioSpace(models.AbstractModel):
    """White space: which segments of the clients do not have which services, and what to do about it.

    It is counted when somebody looks, from what is known of each contact: what a cell says is what it opens, what
    is kept as a segment, and to whom the action goes.
    """

    _name = "despacho.portfolio.space"
    _description = "White space"
    _inherit = ["despacho.portfolio.dimension"]

    @api.model
    @api.readonly
    def get_page(self, dimension="sector_id"):
        """Return the matrix of ``dimension``: a row for each segment, a column for each service line.

        Of segments with fewer clients than the firm says nothing is told: they are counted apart.
        """
        self._check_analysis()
        dimension = dimension if dimension in DIMENSIONS else DIMENSIONS[0]
        company = self.env.company
        clients = self._clients_domain(company)
        sizes = self._groups(clients, dimension)
        used = self._groups(clients & Domain("services_used_ids", "!=", False), dimension, "services_used_ids")
        prospects = self._groups(self._related_domain(company, _PROSPECTS), dimension)
        total = self.env["res.partner"].search_count(clients)
        services = self._services_shown(clients)
        shown = [key for (key,), size in sizes.items() if size >= company.portfolio_fewest]
        shown.sort(key=lambda key: -sizes[key,])
        names = self._dimension_labels(dimension, shown[:_ROWS])
        rows = [
            {
                "key": key,
                "name": names[key],
                "clients": sizes[key,],
                "prospects": prospects.get((key,), 0),
                "cells": [self._cell(sizes[key,], used.get((key, service["id"]), 0), service) for service in services],
            }
            for key in shown[:_ROWS]
        ]
        return {
            "dimension": dimension,
            "dimensions": [{"id": name, "name": label} for name, label in self._dimensions().items()],
            "services": services,
            "rows": rows,
            "clients": total,
            "hidden": len(sizes) - len(rows),
            "unknown": total - sum(sizes.values()),
            "without_services": self.env["res.partner"].search_count(clients & Domain("services_used_ids", "=", False)),
            "fewest": company.portfolio_fewest,
            "currency": company.currency_id.id,
            "can_act": self.env["despacho.campaign"].has_access("create"),
        }

    @api.model
    def _check_analysis(self):
        self.env["despacho.portfolio.situation"].check_access("read")

    @api.model
    def _services_shown(self, clients):
        """Return the service lines that some client has: {id, name, used: clients, each: what one pays a year}."""
        counts = self.env["res.partner"]._read_group(
            clients & Domain("services_used_ids", "!=", False), ["services_used_ids"], ["__count"]
        )
        paid = self._yearly_payment()
        return [
            {"id": service.id, "name": service.name, "used": count, "each": paid.get(service.id, 0.0)}
            for service, count in sorted(counts, key=lambda found: (-found[1], found[0].name))
            if service
        ]

    @api.model
    def _yearly_payment(self):
        """Return {service line: what a client who has it was invoiced in the last whole year}."""
        Cell = self.env["despacho.portfolio.cell"]
        last = self.env["res.partner"]._lifecycle_today().year - 1
        groups = Cell._read_group(
            [
                ("company_id", "=", self.env.company.id),
                ("year", "=", last),
                ("service_line_id", "!=", False),
                ("revenue", ">", 0),
            ],
            ["service_line_id"],
            ["revenue:sum", "partner_id:count_distinct"],
        )
        return {service.id: revenue / clients for service, revenue, clients in groups if clients}

    @api.model
    def _cell(self, size, used, service):
        return {
            "service": service["id"],
            "used": used,
            "gap": size - used,
            "share": round(100 * used / size),
            # What they would pay in a year if all of them had it: the most that there is to win.
            "worth": round((size - used) * service["each"], 2),
        }

    @api.model
    def _part_domain(self, terms, service_id, who, company):
        """Return the domain of the contacts of a cell: ``who`` is with, without (the service) or prospects."""
        segment = self._terms_domain(terms)
        if who == "prospects":
            return self._related_domain(company, _PROSPECTS) & segment
        has = Domain("services_used_ids", "in" if who == "with" else "not in", [service_id])
        return self._clients_domain(company) & segment & has

    @api.model
    def _part_name(self, terms, service_id, who):
        service = self.env["product.category"].browse(service_id).name
        names = {"segment": self._dimension_names(terms), "service": service}
        if who == "with":
            return self.env._("%(segment)s with «%(service)s»", **names)
        if who == "without":
            return self.env._("%(segment)s without «%(service)s»", **names)
        return self.env._("Prospects for «%(service)s»: %(segment)s", **names)

    @api.model
    def action_open(self, terms, service_id, who):
        """Open the contacts of a cell."""
        self._check_analysis()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_segment_file")
        action["domain"] = list(self._part_domain(terms, service_id, who, self.env.company))
        action["name"] = action["display_name"] = self._part_name(terms, service_id, who)
        # What it says of an empty list is of a segment.
        action.pop("help", None)
        return action

    @api.model
    def action_save_segment(self, terms, service_id, who):
        """Ask for the name of the segment that a cell becomes."""
        self._check_analysis()
        domain = self._segment_definition(terms, service_id, who)
        return self.env["despacho.segment.save"]._ask(self._part_name(terms, service_id, who), domain)

    @api.model
    def _segment_definition(self, terms, service_id, who):
        """Return the definition of a cell: its company is the segment's own."""
        kinds = _PROSPECTS if who == "prospects" else ("client",)
        domain = Domain("lifecycle", "in", list(kinds)) & self._terms_domain(terms)
        domain &= self._shared_domain(self.env.company)
        if who != "prospects":
            domain &= Domain("services_used_ids", "in" if who == "with" else "not in", [service_id])
        return repr(list(domain))

    @api.model
    def action_draft(self, terms, service_id, who):
        """Prepare a campaign of the service with a draft action for the contacts of a cell, and open the action."""
        self._check_analysis()
        name = self._part_name(terms, service_id, who)
        service = self.env["product.category"].browse(service_id)
        domain = self._part_domain(terms, service_id, who, self.env.company)
        count = self.env["res.partner"].search_count(domain)
        segment = self.env["despacho.segment"].create(
            {
                "name": name,
                "domain": self._segment_definition(terms, service_id, who),
                "purpose": self.env._("White space found in the portfolio: to offer them «%s».", service.name),
            }
        )
        campaign = self.env["despacho.campaign"].create(
            {
                "title": name,
                "service_line_id": service.id,
                "target_recipients": count,
                "objective": self.env._(
                    "Offer «%(service)s» to: %(segment)s (contacts: %(count)s).",
                    service=service.name,
                    count=count,
                    segment=self._dimension_names(terms),
                ),
            }
        )
        action = self.env["despacho.action"].create(
            {"name": name, "campaign_id": campaign.id, "segment_ids": [Command.set(segment.ids)]}
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "despacho.action",
            "res_id": action.id,
            "name": action.name,
            "views": [(False, "form")],
        }
