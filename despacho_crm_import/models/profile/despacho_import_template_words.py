from odoo import api, models


class DespachoImportProfile(models.Model):
    _inherit = "despacho.import.profile"

    @api.model
    def _get_field_help(self):
        """Return {field: (what it is, [its value in each row of example])}, in the reader's language."""
        _ = self.env._
        company, person = _("Company"), _("Person")
        return {
            "nif": (
                _("The NIF of the company or of the person, with its letter. It is how they are known."),
                ["B12345674", "12345678Z"],
            ),
            "name": (
                _("The name of the company as it is registered, or name and surnames of the person."),
                ["Talleres Martínez, S.L.", "Lucía Romero Díaz"],
            ),
            "trade_name": (_("The name by which it is known, when it is another."), ["Talleres Martínez", ""]),
            "first_name": (_("Given name of the person."), ["Ana", "Lucía"]),
            "last_name": (_("Surnames of the person."), ["Martínez Gil", "Romero Díaz"]),
            "contact_name": (_("Who is spoken to in the company."), ["Ana Martínez Gil", ""]),
            "function": (_("What that person does in the company."), ["Gerente", ""]),
            "kind": (
                _("Whether the row is a company or a person. Empty, it is known by the NIF."),
                [company, person],
            ),
            "street": (_("Street and number."), ["Calle Mayor, 12", "Avenida del Puerto, 3"]),
            "street2": (
                _("Floor and door, industrial estate, or whatever completes the address."),
                ["Nave 4", "2.º B"],
            ),
            "zip": (_("Five digits. The province is known by it."), ["28013", "46021"]),
            "city": (_("Town."), ["Madrid", "València"]),
            "state": (_("Province. It may stay empty when there is a postcode."), ["Madrid", "València (Valencia)"]),
            "country": (_("Empty, it is taken for Spain."), [_("Spain"), ""]),
            "phone": (_("Landline or main number. Two numbers may be written with a slash between them."),
                      ["912 345 678", "961 234 567"]),
            "mobile": (_("Mobile phone, of the contact person when there is one."), ["612 345 678", "622 333 444"]),
            "email": (_("Main e-mail."), ["administracion@talleresmartinez.example", "lucia@romero.example"]),
            "email2": (_("Another e-mail, of the contact person when there is one."),
                       ["ana@talleresmartinez.example", ""]),
            "website": (_("Web page."), ["www.talleresmartinez.example", ""]),
            "iban": (_("Bank account, as an IBAN."), ["ES91 2100 0418 4502 0005 1332", ""]),
            "activity": (_("What it does: the CNAE code or a few words."), ["4520", "Fisioterapia"]),
            "employees": (_("How many people work there."), ["14", "1"]),
            "turnover": (_("What it invoices in a year, in euros."), ["850000", ""]),
            "tags": (_("Words to group by, with commas between them."), ["Asociación, Feria 2026", ""]),
            "interests": (_("Services of the firm that interest them, with commas between them."),
                          [self._get_service_example(), ""]),
            "date": (_("When the data were taken down: day, month and year."), ["15/01/2026", "03/02/2026"]),
            "source": (_("Where the data come from."), ["Feria de Madrid", "Página web"]),
            "ref": (_("The code that they have in your other program, if any."), ["C-0001", "C-0002"]),
            "notes": (_("Anything else that should be known."), ["Prefiere que la llamen por la mañana", ""]),
            "subject": (_("What it is about, in a few words."), ["Quiere cambiar de asesoría", "Alta de autónoma"]),
            "description": (_("What they asked for or said."), ["Pide presupuesto de nóminas y contabilidad", ""]),
            "medium": (_("How they came to us: fair, web, telephone..."), ["Feria", "Web"]),
            "campaign": (_("The fair, or the commercial action, by which they came."), ["Feria de Madrid 2026", ""]),
            "expected_revenue": (_("What the firm would invoice for it, in euros."), ["1800", "600"]),
            "year": (_("The year that was invoiced, with four digits."), ["2024", "2025"]),
            "amount": (_("What was invoiced in that year, in euros and without VAT."), ["2450,00", "600,00"]),
            "service": (_("The service line, when the amount is of one only."), [self._get_service_example(), ""]),
            "cnae": (_("Code of the activity, four digits."), ["4520", "8690"]),
            "cnae_year": (
                _("Of which classification the CNAE is: 2009 or 2025. Empty, it is told from the list."),
                ["2009", "2025"],
            ),
            "legal_form": (_("Legal form. Empty, it is known by the NIF."), ["S.L.", ""]),
            "founded": (_("When it was founded: day, month and year."), ["12/05/1998", ""]),
        }  # fmt: skip

    @api.model
    def _get_service_example(self):
        lines = self.env.ref("despacho_crm.product_category_services", raise_if_not_found=False)
        # sudo: their names are no secret to whoever fills in a template with them
        return lines.sudo().child_id[:1].name or "" if lines else ""
