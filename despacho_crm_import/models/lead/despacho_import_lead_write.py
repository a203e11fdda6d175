from odoo import Command, api, models
from odoo.fields import Domain
from odoo.tools import escape_psql, html2plaintext, plaintext2html

from odoo.addons.despacho_crm.tools import nif

from .despacho_import_lead import UTM_FIELDS

#: {field of a column: field of the lead} where the value is stored as it comes.
PLAIN_FIELDS = {
    "contact_name": "contact_name",
    "function": "function",
    "street": "street",
    "street2": "street2",
    "zip": "zip",
    "city": "city",
    "phone": "phone",
    "email": "email_from",
    "website": "website",
    "expected_revenue": "expected_revenue",
}
#: What a lead takes from its client, whose own data a list never changes: {field of a column: field of both}.
_OF_CLIENT = {
    "email": ("email_from", "email"),
    "phone": ("phone", "phone"),
    "website": ("website", "website"),
    "function": ("function", "function"),
}
_ADDRESS = ("street", "street2", "zip", "city", "state", "country")
#: What is told on the lead of an earlier row of the file.
_TOLD = ("contact_name", "function", "phone", "email", "interests", "subject", "description")
#: How an import writes leads: nobody is written to, nobody follows them.
WRITE_CONTEXT = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_auto_subscribe_no_notify": True,
}


class DespachoImportLead(models.AbstractModel):
    """How the rows are written: in their first stage, with the rules of the pipeline."""

    _inherit = "despacho.import.lead"

    @api.model
    def _create_records(self, import_, rows):
        """Create a lead per row, of the client that it is when it is one."""
        told = [{**(row.cleaned or {}), "row": row.number} for row in rows]
        brought = self.env["despacho.import.partner"]._add_country(import_, told)
        lookups = self._get_lookups(import_, brought)
        common = self._prepare_common_values(import_)
        vals_list, linked = [], []
        for row, values in zip(rows, brought, strict=True):
            client = row.partner_id
            vals = {**common, **self._prepare_client(import_, client, values, lookups)}
            if vals["user_id"] and not import_.lead_team_id:
                vals.pop("team_id", None)  # that of the salesperson
            # Odoo gives a client the e-mail and the phone of a new lead of theirs: so it gets the client afterwards.
            if client and (vals.get("email_from") or vals.get("phone")):
                linked.append(client)
            else:
                linked.append(None)
                vals["partner_id"] = client.id
            vals_list.append(vals)
        leads = self.env["crm.lead"].with_context(**WRITE_CONTEXT).create(vals_list)
        for lead, client in zip(leads, linked, strict=True):
            if client:
                lead.partner_id = client
        effects = [[["create", "crm.lead", lead.id]] for lead in leads]
        rows._mark_applied([row.partner_id.id or None for row in rows], effects)
        rows._note_leads(leads.ids)
        self._remember(import_, zip(leads, brought, brought, strict=True))

    @api.model
    def _update_records(self, import_, rows):
        """Write what each row adds to the lead that is open already."""
        news = [{name: new for name, (__, new) in (row.changes or {}).items()} for row in rows]
        lookups = self._get_lookups(import_, news)
        effects, remembered = [], []
        for row, changed in zip(rows, news, strict=True):
            lead = row.lead_id.with_context(**WRITE_CONTEXT)
            vals = self._prepare_values({"kind": (row.cleaned or {}).get("kind"), **changed}, lookups)
            if "description" in changed:
                old = row.changes["description"][0] or ""
                vals["description"] = (lead.description or "") + plaintext2html(
                    changed["description"].removeprefix(old).strip()
                )
            links = {name: [lead[name].ids] for name in ("tag_ids", "service_line_ids") if name in vals}
            lead.write(vals)
            for name, pair in links.items():
                pair.append(lead[name].ids)
            # What is no link is noted by itself.
            effects.append([["write", "crm.lead", lead.id, links]])
            remembered.append((lead, {**row.cleaned, "row": row.number}, changed))
        rows._mark_applied([row.lead_id.partner_id.id or None for row in rows], effects)
        self._remember(import_, remembered)

    @api.model
    def _add_people(self, import_, rows):
        """Tell on the lead of an earlier row of the file who else asked, and for what."""
        numbers = [row.details["row"] for row in rows]
        firsts = rows.search([("import_id", "=", import_.id), ("number", "in", numbers)])
        leads = {row.number: row.lead_id for row in firsts}
        labels = self.env["despacho.import.column"]._get_field_labels()
        done, effects = rows.browse(), []
        for row in rows:
            lead = leads.get(row.details["row"])
            if not lead:
                continue
            said = [(name, row.cleaned[name]) for name in labels if name in row.cleaned and name in _TOLD]
            text = "\n".join(f"{labels[name]}: {self._to_text(value)}" for name, value in said)
            if _tells(html2plaintext(lead.description or "", include_references=False), text):
                continue  # the same list came before
            lead.with_context(**WRITE_CONTEXT).description = (lead.description or "") + plaintext2html(text)
            effects.append([["write", "crm.lead", lead.id, {}]])
            done |= row
        done._mark_applied([leads[row.details["row"]].partner_id.id or None for row in done], effects)
        done._note_leads([leads[row.details["row"]].id for row in done])

    # ------------------------------------------------------------
    # VALUES
    # ------------------------------------------------------------

    @api.model
    def _prepare_common_values(self, import_):
        """Return what the leads of a file have in common, by the rules of the firm.

        Whoever imports a list does not sell to all of it: without salesperson, its team shares it out.
        """
        teams = self.env["crm.team"]
        kind = self._get_lead_type()
        team = import_.lead_team_id
        if not (team or import_.lead_user_id):
            uses = "use_leads" if kind == "lead" else "use_opportunities"
            team = teams.with_company(import_.company_id)._get_default_team_id(
                user_id=self.env.uid, domain=[(uses, "=", True)]
            )
        common = {
            "type": kind,
            "user_id": import_.lead_user_id.id,
            "company_id": import_.company_id.id,
            "campaign_id": import_.lead_campaign_id.id,
            "medium_id": import_.lead_medium_id.id,
            "source_id": False,
        }
        return {**common, "team_id": team.id} if team else common

    @api.model
    def _prepare_client(self, import_, client, values, lookups):
        """Return the values of a new lead; of its client's data, those that the base has stay."""
        if not client:
            return self._prepare_values(self._prepare_subject(import_, values), lookups)
        labels = self.env["despacho.import.column"]._get_field_labels()
        own, told = dict(values), []
        theirs = {name: client[field] for name, (__, field) in _OF_CLIENT.items() if client[field]}
        if any(client[name] for name in ("street", "zip", "city", "state_id", "country_id")):
            known = {"street": client.street, "street2": client.street2, "zip": client.zip, "city": client.city}
            theirs.update({**dict.fromkeys(_ADDRESS), **known})
        for name, known in theirs.items():
            said = own.pop(name, None)
            if said and name in labels and name not in ("state", "country") and said != known:
                told.append(f"{labels[name]}: {said}")
        if told:
            own["description"] = "\n".join(filter(None, [own.get("description"), *told]))
        vals = self._prepare_values(self._prepare_subject(import_, own), lookups)
        if client.commercial_partner_id.nif_key:
            vals.pop("vat", None)
        if not import_.lead_user_id and (salesperson := client.user_id or client.commercial_partner_id.user_id):
            vals["user_id"] = salesperson.id
        return vals

    @api.model
    def _prepare_subject(self, import_, values):
        """Return ``values`` with what the lead is called: as the file says, or who it is about and where from."""
        if values.get("subject"):
            return values
        who = next(values[name] for name in ("name", "contact_name", "email", "phone", "nif") if values.get(name))
        where = values.get("campaign") or import_.lead_campaign_id.name
        return {**values, "subject": f"{who} · {where}" if where else who}

    @api.model
    def _prepare_values(self, values, lookups):
        """Return the values of the lead for ``values``, {field of a column: value}."""
        vals = {field: values[name] for name, field in PLAIN_FIELDS.items() if name in values}
        if "subject" in values:
            vals["name"] = values["subject"]
        if "name" in values:
            vals["contact_name" if values.get("kind") == "person" else "partner_name"] = values["name"]
        if "nif" in values:
            vals["vat"] = nif.canonical_vat(values["nif"])
        for name, model in (("country", "country"), ("state", "state")):
            if values.get(name) in lookups[model]:
                vals[f"{name}_id"] = lookups[model][values[name]]
        for name, (field, model) in UTM_FIELDS.items():
            if values.get(name):
                vals[field] = lookups[model][values[name].casefold()]
        if "tags" in values:
            vals["tag_ids"] = [Command.link(lookups["crm.tag"][tag.casefold()]) for tag in values["tags"]]
        lines = values.get("description") or ""
        if "interests" in values:
            known = [name for name in values["interests"] if name.casefold() in lookups["lines"]]
            vals["service_line_ids"] = [Command.link(lookups["lines"][name.casefold()]) for name in known]
            others = [name for name in values["interests"] if name not in known]
            if others:
                label = self.env["despacho.import.column"]._get_field_labels()["interests"]
                lines = "\n".join(filter(None, [lines, f"{label}: {', '.join(others)}"]))
        if lines:
            vals["description"] = plaintext2html(lines)
        return vals

    @api.model
    def _get_lookups(self, import_, values_list):
        """Return the records that codes and names in ``values_list`` stand for; of what is missing, new ones."""
        places = [{name: values[name] for name in ("country", "state") if name in values} for values in values_list]
        lookups = self.env["despacho.import.partner"]._get_lookups(places)
        for name, (__, model) in UTM_FIELDS.items():
            lookups[model] = self._get_named(model, [values[name] for values in values_list if values.get(name)])
        tags = [tag for values in values_list for tag in values.get("tags", ())]
        lookups["crm.tag"] = self._get_named("crm.tag", tags)
        lines = self.env["product.category"]
        if any("interests" in values for values in values_list):
            lines = lines.search([("is_service_line", "=", True)])
        lookups["lines"] = {line.name.casefold(): line.id for line in lines}
        return lookups

    @api.model
    def _get_named(self, model, names):
        """Return {name in lower case: id} of ``names``, those that nobody has made."""
        # The first that says it is how it is written.
        wanted = {name.casefold(): name for name in reversed(names)}
        if not wanted:
            return {}
        # sudo: whoever imports leads says where they come from, without managing the lists of it.
        Model = self.env[model].sudo().with_context(active_test=False)
        known = Model.search(Domain.OR(Domain("name", "=ilike", escape_psql(name)) for name in wanted.values()))
        found = {record.name.casefold(): record.id for record in known}
        missing = [key for key in wanted if key not in found]
        made = Model.create([{"name": wanted[key]} for key in missing])
        return {**found, **dict(zip(missing, made.ids, strict=True))}

    @api.model
    def _remember(self, import_, entries):
        """Note where the values of ``entries``, [(lead, values of the row, names)], came from."""
        prepare = self.env["despacho.import.partner"]._prepare_origins
        origins = {}
        for lead, brought, names in entries:
            # What the lead shows of its client did not come with it.
            own = [name for name in names if not (lead.partner_id and (name in _OF_CLIENT or name in _ADDRESS))]
            origins[lead.id] = prepare(import_, brought, self._read_values(lead), own)
        self.env["despacho.value.origin"]._remember_leads(origins)

    @staticmethod
    def _to_text(value):
        return ", ".join(value) if isinstance(value, list) else str(value)


def _tells(description, text):
    """Whether the lines of ``text`` are among those of ``description``, one after another."""
    told, said = ([" ".join(line.split()) for line in one.splitlines() if line.strip()] for one in (description, text))
    return any(told[place : place + len(said)] == said for place in range(len(told)))
