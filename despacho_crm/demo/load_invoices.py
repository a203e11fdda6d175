"""Two years of posted invoices, and the bank entries that settle them."""

from odoo.fields import Command
from odoo.tools import groupby

from .load_firm import service_tax
from .services import SERVICE

_BATCH = 500
#: The items are complete and without analytic accounts: nothing to work out while they are written.
_COMPLETE = {"skip_invoice_sync": True, "skip_invoice_line_sync": True, "skip_analytic_sync": True}
_NO_ANALYTICS = {"analytic_distribution": False}


class InvoiceValues:
    """The values of invoices with all their journal items.

    Odoo works out the tax and the due line of each new invoice by itself, and writes
    every line several times for it: most of the time of a load. The 21 % of a domestic
    service is easy to know, so these invoices come complete and the working out is
    skipped. Customers under other tax rules take Odoo's way.
    """

    def __init__(self, env, company):
        self._env = env
        self._company = company
        self._currency = company.currency_id
        self._tax = service_tax(env, company)
        self._per_line = company.tax_calculation_rounding_method != "round_globally"
        parts = self._tax.invoice_repartition_line_ids
        self._base = parts.filtered(lambda part: part.repartition_type == "base")
        self._share = parts.filtered(lambda part: part.repartition_type == "tax")
        self._accounts, self._positions = {}, {}

    def is_domestic(self, partner):
        position = self._env["account.fiscal.position"]._get_fiscal_position(partner)
        self._positions[partner] = position
        return len(self._share) == 1 and position.map_tax(self._tax) == self._tax

    def simple(self, partner, lines):
        """Return values for Odoo to complete. ``lines``: (product, name, quantity, price)."""
        return {
            **self._head(partner),
            "invoice_line_ids": [
                Command.create({"product_id": product.id, "name": name, "quantity": quantity, "price_unit": price})
                for product, name, quantity, price in lines
            ],
        }

    def complete(self, partner, lines, due):
        """Return values of an invoice due on ``due``, to create with ``skip_invoice_sync``."""
        amounts = [self._currency.round(quantity * price) for _product, _name, quantity, price in lines]
        base = self._currency.round(sum(amounts))
        rate = self._tax.amount / 100
        taxed = [self._currency.round(amount * rate) for amount in amounts] if self._per_line else [base * rate]
        tax = self._currency.round(sum(taxed))
        items = [
            {
                "display_type": "product",
                "product_id": product.id,
                "name": name,
                "quantity": quantity,
                "price_unit": price,
                "account_id": self._income_account(product),
                "tax_ids": [Command.set(self._tax.ids)],
                "tax_tag_ids": [Command.set(self._base.tag_ids.ids)],
                **_balance(-amount),
            }
            for (product, name, quantity, price), amount in zip(lines, amounts, strict=True)
        ]
        items.append(
            {
                "display_type": "tax",
                "name": self._tax.name,
                "account_id": self._share.account_id.id,
                "tax_repartition_line_id": self._share.id,
                "tax_tag_ids": [Command.set(self._share.tag_ids.ids)],
                "tax_base_amount": -base,
                **_balance(-tax),
            }
        )
        items.append(
            {
                "display_type": "payment_term",
                "account_id": partner.property_account_receivable_id.id,
                "date_maturity": due,
                **_balance(base + tax),
            }
        )
        return {
            **self._head(partner),
            "invoice_date_due": due,
            "fiscal_position_id": self._positions[partner].id,
            "line_ids": [Command.create({**item, "partner_id": partner.id, **_NO_ANALYTICS}) for item in items],
        }

    def _head(self, partner):
        return {"move_type": "out_invoice", "partner_id": partner.id, "company_id": self._company.id}

    def _income_account(self, product):
        if product not in self._accounts:
            self._accounts[product] = product.product_tmpl_id.get_product_accounts()["income"].id
        return self._accounts[product]


def _balance(amount):
    return {"balance": amount, "amount_currency": amount}


def load_invoices(loader):
    env, company = loader.env, loader.company
    journal = env["account.journal"].search([("type", "=", "sale"), ("company_id", "=", company.id)], limit=1)
    values = InvoiceValues(env, company)
    clients = [(client, loader.partners[client.code]) for client in loader.world.clients]
    domestic = {client.code for client, partner in clients if values.is_domestic(partner)}
    owners = {client.code: loader.users[client.owner].id for client in loader.world.clients}
    loader.moves = {}
    for domestically in (True, False):
        numbered = [
            (number, invoice)
            for number, invoice in _numbered(loader.world.invoices)
            if (invoice.client in domestic) == domestically
        ]
        for start in range(0, len(numbered), _BATCH):
            batch = numbered[start : start + _BATCH]
            moves = (
                env["account.move"]
                .with_context(skip_invoice_sync=domestically)
                .create(
                    [
                        {
                            **_invoice_values(loader, values, invoice, domestically),
                            "name": number,
                            "journal_id": journal.id,
                            "date": invoice.date,
                            "invoice_date": invoice.date,
                            "invoice_user_id": owners[invoice.client],
                        }
                        for number, invoice in batch
                    ]
                )
            )
            moves.action_post()
            loader.moves.update(zip((number for number, _invoice in batch), moves, strict=True))


def _numbered(invoices):
    """Yield (number, invoice): the number begins again each year, in the order of the dates."""
    for year, of_year in groupby(invoices, key=lambda invoice: invoice.date.year):
        for count, invoice in enumerate(of_year, 1):
            yield f"FAC/{year}/{count:05}", invoice


def _invoice_values(loader, values, invoice, domestic):
    partner = loader.partners[invoice.client]
    lines = [
        (
            loader.products[line.service],
            "\n".join(filter(None, (SERVICE[line.service].name, line.period))),
            line.quantity,
            line.price,
        )
        for line in invoice.lines
    ]
    if domestic:
        return values.complete(partner, lines, invoice.due)
    return {**values.simple(partner, lines), "invoice_date_due": invoice.due}


def load_payments(loader):
    """Settle what was paid: one bank entry for each remittance, matched with its invoices."""
    env, company = loader.env, loader.company
    bank = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", company.id)], limit=1)
    paid = sorted(
        (
            (invoice.paid_on, invoice.by, loader.moves[number])
            for number, invoice in _numbered(loader.world.invoices)
            if invoice.paid_on
        ),
        key=lambda row: row[:2],
    )
    plan, entries = [], []
    for (day, by), rows in groupby(paid, key=lambda row: row[:2]):
        dues = [_due_item(move) for _day, _by, move in rows]
        plan += dues
        entries.append(_entry_values(bank, day, by, dues))
    moves = env["account.move"].with_context(**_COMPLETE).create(entries)
    moves.action_post()
    credits = [item for move in moves for item in move.line_ids.sorted("id")[1:]]
    pairs = [due + credit for due, credit in zip(plan, credits, strict=True)]
    for start in range(0, len(pairs), _BATCH):
        # One call for many pairs; the public `reconcile` takes one at a time.
        env["account.move.line"].with_context(**_COMPLETE)._reconcile_plan(pairs[start : start + _BATCH])


def _due_item(move):
    return move.line_ids.filtered(lambda item: item.display_type == "payment_term")


def _entry_values(bank, day, by, dues):
    label = "Remesa SEPA" if by == "remesa" else "Transferencias recibidas"
    items = [{"account_id": bank.default_account_id.id, "name": label, **_balance(sum(due.balance for due in dues))}]
    items += [
        {
            "account_id": due.account_id.id,
            "partner_id": due.partner_id.id,
            "name": due.move_id.name,
            **_balance(-due.balance),
        }
        for due in dues
    ]
    return {
        "move_type": "entry",
        "journal_id": bank.id,
        "date": day,
        "ref": f"{label} {day:%d/%m/%Y}",
        "line_ids": [Command.create({**item, **_NO_ANALYTICS}) for item in items],
    }
