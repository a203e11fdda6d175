from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import html_sanitize

from .agenda_columns import DOCUMENTS

#: What is known of a contact once it has taken place. It has no sense before.
OUTCOME = ("result", "reaction", "chance", "next_days", "done_at")
#: The clock of who writes may be a little ahead.
_TOLERANCE_MINUTES = 10


class MailActivity(models.Model):
    """The result of a contact: an activity that has one is done, and says what is next."""

    _inherit = "mail.activity"

    asks_result = fields.Boolean(compute="_compute_asks_result")
    # sudo: who is assigned a call has to make it, even where the lead is not his to read.
    contact_phone = fields.Char(string="Phone", compute="_compute_contact_phone", compute_sudo=True)

    @api.depends("channel", "res_model")
    @api.depends_context("uid")
    def _compute_asks_result(self):
        """Contacts of the CRM ask for their result of whoever works in it; other tasks are done as ever."""
        works_here = self.env.user.has_group("despacho_crm.group_user")
        for activity in self:
            activity.asks_result = works_here and bool(activity.channel) and activity.res_model in DOCUMENTS

    @api.depends("lead_id.phone", "contact_id.phone", "partner_id.phone")
    def _compute_contact_phone(self):
        for activity in self:
            activity.contact_phone = (
                activity.lead_id.phone or activity.contact_id.phone or activity.partner_id.phone
                if activity.asks_result
                else False
            )

    @api.constrains("result", "active")
    def _check_result(self):
        for activity in self:
            if activity.result and activity.active:
                raise ValidationError(
                    self.env._(
                        "«%(activity)s» has a result, so it is done. To open it again take its result away first.",
                        activity=activity.display_name,
                    )
                )

    @api.constrains("done_at")
    def _check_done_at(self):
        latest = fields.Datetime.add(fields.Datetime.now(), minutes=_TOLERANCE_MINUTES)
        for activity in self:
            if activity.done_at and activity.done_at > latest:
                raise ValidationError(
                    self.env._(
                        "«%(activity)s»: the day and hour of a contact that is done cannot be in the future.",
                        activity=activity.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """What comes with its result is done: it is created open, and then done as any other."""
        logged = {
            position: {name: vals[name] for name in (*OUTCOME, "feedback") if name in vals}
            for position, vals in enumerate(vals_list)
            if vals.get("result") and vals.get("active", True)
        }
        plain = [
            {name: value for name, value in vals.items() if name not in logged.get(position, ())}
            for position, vals in enumerate(vals_list)
        ]
        activities = super().create(plain)
        for position, outcome in logged.items():
            activities[position]._log_result(outcome)
        recorded = activities.browse(
            [activity.id for position, activity in enumerate(activities) if position not in logged and activity.result]
        )
        recorded._contacts_recorded(recorded)
        return activities

    def write(self, vals):
        """A result makes its activity done, whoever writes it and from wherever."""
        if not vals.get("result"):
            return super().write(vals)
        told = self.filtered(lambda activity: activity._outcome_changes(vals))
        # Of a result that is corrected the next contact was planned in its day.
        first = self.filtered(lambda activity: not activity.result)
        self.filtered("active").with_context(contact_outcome=vals)._action_done(feedback=vals.get("feedback"))
        remaining = self.exists()
        result = super(MailActivity, remaining).write({name: value for name, value in vals.items() if name != "active"})
        (told & remaining)._contacts_recorded(first & remaining)
        return result

    def _outcome_changes(self, vals):
        """Return whether ``vals`` say something else of the contact than what is written down."""
        self.ensure_one()
        if any((vals[name] or False) != self[name] for name in ("result", "reaction") if name in vals):
            return True
        chance = self._fields["chance"]
        return "chance" in vals and chance.convert_to_cache(vals["chance"], self) != chance.known(self)

    def _contacts_recorded(self, first):
        """Go on after contacts have their result: what is next, and who has to hear of them.

        Two keys of the context tell what whoever writes the result does himself: ``contact_next`` («planned» or
        «none»), that the next contact is not to be planned by the days that were said; ``contact_known_to_lead``,
        that the lead is already where this contact takes it.

        :param first: those of ``self`` that had no result before
        """
        # Who hears of the contact looks at what is planned: that comes first.
        if not self.env.context.get("contact_next"):
            first._plan_next_contacts()
        self._contacts_logged()

    def _log_result(self, values):
        """Mark the activities as done with how the contact went, and plan the next one.

        :param dict values: the fields of OUTCOME, ``channel``, ``direction``, ``subject_id``, ``feedback``;
            ``next``: the values of the next activity (activity_type_id, date_deadline, summary, user_id),
            None if there is to be none; without the key, what the type of the activity has
        """
        moment = max((activity._moment() for activity in self), default=fields.Datetime.now())
        values = {"done_at": moment, **values}
        following_values = values.pop("next", {})
        if not values.get("feedback"):
            values.pop("feedback", None)
        # Done before it is written: what has lost its document goes away then.
        pending = self.filtered("active").with_context(contact_outcome=values)
        _messages, following = pending._action_done(feedback=values.get("feedback"))
        remaining = self.exists()
        said = "planned"
        if following_values is None:
            said = "none"
            following.unlink()
        elif not following_values:
            said = False
        elif following:
            following.write(following_values)
        else:
            # Of several contacts with one document one thing follows.
            last = {(activity.res_model, activity.res_id): activity for activity in remaining}
            self.create([activity._prepare_following_values(following_values) for activity in last.values()])
        remaining.with_context(contact_next=said).write(values)

    def _prepare_following_values(self, values):
        """Return the values of the activity that follows this one on the same document."""
        self.ensure_one()
        return {
            "res_model_id": self.res_model_id.id,
            "res_id": self.res_id,
            "user_id": self.user_id.id or self.env.uid,
            "previous_activity_type_id": self.activity_type_id.id,
            **values,
        }

    def _contacts_logged(self):
        """Tell the leads that contacts with a result have been written down on them."""
        activities = self.filtered("result")
        # Who answers for an activity may do it without rights on its lead, which then stays as it is.
        leads = activities.lead_id._filtered_access("write")
        if leads and not self.env.context.get("contact_known_to_lead"):
            leads._contact_logged(activities.filtered(lambda activity: activity.lead_id in leads))

    def _outcome_labels(self):
        """Return [(label, value)] with what is known of the contact, for the message in the chatter."""
        known = self.env.context.get("contact_outcome") or {}
        labels = []
        channel = known.get("channel") or self.channel
        if channel and channel != self.activity_type_id.channel:
            labels.append((self._fields["channel"]._description_string(self.env), self._in_words("channel", channel)))
        for name in ("result", "reaction", "chance", "done_at"):
            value = known.get(name)
            if value is None or value is False:
                continue
            labels.append((self._fields[name]._description_string(self.env), self._in_words(name, value)))
        return labels

    def _in_words(self, name, value):
        """Return what a field says, as people read it."""
        field = self._fields[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "datetime":
            local = value and fields.Datetime.context_timestamp(self, fields.Datetime.to_datetime(value))
            return local.strftime("%d/%m/%Y %H:%M") if local else ""
        return value

    def _call_script(self):
        """Return the text that helps in the call, as html; empty where there is none."""
        return html_sanitize("")

    def action_log_result(self):
        """Ask how the contacts went."""
        return self.env["despacho.activity.result"]._open({"default_activity_ids": self.ids})

    def action_done_or_ask(self):
        """Mark done what is a plain task, and ask for the result of what is a contact."""
        contacts = self.filtered(lambda activity: activity.active and activity.asks_result)
        (self - contacts).action_done()
        return contacts.action_log_result() if contacts else True

    def _to_store_defaults(self, target):
        return [*super()._to_store_defaults(target), "asks_result", "contact_phone", "channel"]
