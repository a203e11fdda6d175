from odoo import api, fields, models


class CrmLead(models.Model):
    """«Qualification in Progress»: what has to be known before a lead becomes an opportunity."""

    _inherit = "crm.lead"

    qualification_answer_ids = fields.One2many("despacho.qualification.answer", "lead_id", string="Qualification")
    qualification_message = fields.Char(string="State of the qualification", compute="_compute_qualification_message")

    @api.depends("qualification_answer_ids.state", "company_id")
    @api.depends_context("lang")
    def _compute_qualification_message(self):
        asked = self._qualification_asked()
        for lead in self:
            missing = lead._qualification_unanswered(asked[lead])
            if not asked[lead]:
                lead.qualification_message = False
            elif missing:
                lead.qualification_message = self.env._(
                    "To convert it, still to be answered: %(questions)s.", questions=", ".join(missing.mapped("name"))
                )
            else:
                lead.qualification_message = self.env._("Qualified: everything needed is answered.")

    def _qualification_questions(self):
        """Return the questions that are asked about the lead."""
        self.ensure_one()
        return self._qualification_asked()[self]

    def _qualification_asked(self):
        """Return {lead: the questions that are asked about it}, a search for each company."""
        questions = self.env["despacho.qualification.question"]
        return {
            lead: asked
            for company, leads in self.grouped(lambda lead: lead._pipeline_company()).items()
            for asked in [questions._for_company(company)]
            for lead in leads
        }

    def _qualification_missing(self):
        """Return the questions that the lead needs answered to be converted and are not."""
        return self._qualification_unanswered(self._qualification_questions())

    def _qualification_unanswered(self, asked):
        """Return those of the questions ``asked`` that are needed and have no answer."""
        self.ensure_one()
        answered = self.qualification_answer_ids.filtered(lambda answer: answer.state != "pending").question_id
        # sudo: as the questions that are asked; nothing is read with it here.
        return asked.filtered("required") - answered.sudo()

    def _qualification_doubts(self):
        """Return the needed questions whose answer speaks against converting."""
        return self.qualification_answer_ids.filtered(
            lambda answer: answer.required and answer.state == "unfavourable"
        ).question_id

    def convert_opportunity(self, partner, user_ids=False, team_id=False):
        """Who converts against an answer may: it is written down."""
        leads = self._pipeline_has_stages()
        leads = leads.filtered(lambda lead: lead.type == "lead" and lead._qualification_doubts())
        result = super().convert_opportunity(partner, user_ids=user_ids, team_id=team_id)
        converted = leads.filtered(lambda lead: lead.type == "opportunity")
        if converted:
            converted._message_log_batch({lead.id: lead._qualification_words_of_doubts() for lead in converted})
        return result

    def _qualification_words_of_doubts(self):
        doubts = ", ".join(self._qualification_doubts().mapped("display_name"))
        return self.env._("Converted with an unfavourable answer to: %(questions)s.", questions=doubts)

    def _qualification_ensure(self):
        """Give the leads the questions that they do not have yet, to be answered."""
        values = [
            {"lead_id": lead.id, "question_id": question.id}
            for lead, asked in self._qualification_asked().items()
            # sudo: as the questions that are asked; nothing is read with it here.
            for question in asked - lead.qualification_answer_ids.question_id.sudo()
        ]
        if values:
            self.env["despacho.qualification.answer"].create(values)

    def action_start_qualification(self):
        self._qualification_ensure()
        return True

    def _stage_entered(self, old_stages):
        result = super()._stage_entered(old_stages)
        self.filtered(lambda lead: lead.stage_id.asks_qualification)._qualification_ensure()
        return result

    def _merge_dependences(self, opportunities):
        result = super()._merge_dependences(opportunities)
        self._qualification_take(opportunities)
        return result

    def _qualification_take(self, others):
        """Take the answers that the others have, and this record has not."""
        self.ensure_one()
        own = self.qualification_answer_ids
        known = own.filtered(lambda answer: answer.state != "pending").question_id
        taken = others.qualification_answer_ids.filtered(lambda answer: answer.state != "pending")
        for question, answers in taken.grouped("question_id").items():
            if question not in known:
                own.filtered(lambda answer, question=question: answer.question_id == question).unlink()
                answers[0].lead_id = self
