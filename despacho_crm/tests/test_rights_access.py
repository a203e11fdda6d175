from odoo.exceptions import AccessError
from odoo.tests import tagged

from .campaign_common import CampaignCommon
from .rights_common import RightsCommon

_OPERATIONS = ("read", "write", "create", "unlink")
#: What each group may do in each model, by the first letters of the operations: in this order.
_GROUPS = ("user", "steward", "campaign", "privacy", "manager")
_MATRIX = {
    # Commercial actions
    "despacho.campaign": ("rwc", "rwc", "rwcu", "rwc", "rwcu"),
    "despacho.campaign.review": ("rw",) * 5,
    "despacho.action": ("rwc", "rwc", "rwcu", "rwc", "rwcu"),
    "despacho.action.recipient": ("r",) * 5,
    "despacho.action.copy": ("r",) * 5,
    "despacho.sending": ("r",) * 5,
    "despacho.response": ("rwc", "rwc", "rwc", "rwc", "rwcu"),
    "despacho.interview": ("rwcu",) * 5,
    "despacho.post.run": ("r",) * 5,
    "despacho.dossier.document": ("r",) * 5,
    "despacho.dossier.row": ("",) * 5,
    "despacho.dossier.seal": ("", "", "rwcu", "", "rwcu"),
    # What the law rests on
    "despacho.consent": ("rc", "rc", "rc", "rwc", "rwc"),
    "despacho.opposition": ("r",) * 5,
    "despacho.balancing": ("r", "r", "r", "rwcu", "rwcu"),
    "despacho.robinson": ("r", "rwcu", "r", "rwcu", "rwcu"),
    "despacho.robinson.line": ("r",) * 5,
    "despacho.privacy.notice": ("rwc", "rwc", "rwc", "rwc", "rwcu"),
    "despacho.privacy.lift": ("", "", "", "rwcu", "rwcu"),
    # Rights of people
    "despacho.privacy.request": ("", "", "", "rwcu", "rwcu"),
    "despacho.privacy.request.line": ("", "", "", "rwcu", "rwcu"),
    "despacho.privacy.answer": ("", "", "", "rwcu", "rwcu"),
    "despacho.privacy.block": ("", "", "", "rw", "rw"),
    "despacho.privacy.blocking": ("", "", "", "rwcu", "rwcu"),
    "despacho.privacy.unblock": ("", "", "", "rwcu", "rwcu"),
    "despacho.privacy.audit": ("", "", "", "r", "r"),
    "despacho.privacy.retention": ("", "", "", "rwcu", "rwcu"),
    "despacho.privacy.retention.run": ("", "", "", "rw", "rw"),
    "despacho.privacy.retention.line": ("", "", "", "rw", "rw"),
    "privacy.lookup.wizard": ("", "", "", "rwcu", "rwcu"),
    # Nobody's
    "despacho.privacy.block.key": ("",) * 5,
    "despacho.privacy.link": ("",) * 5,
    "despacho.privacy.visit": ("",) * 5,
}


@tagged("post_install", "-at_install")
class TestRightsAccess(CampaignCommon, RightsCommon):
    """Who may do what with actions, with what they rest on, and with the rights of people."""

    def may(self, user, model):
        rights = self.env[model].with_user(user)
        return "".join(operation[0] for operation in _OPERATIONS if rights.has_access(operation))

    def test_the_matrix(self):
        users = dict(zip(_GROUPS, (self.ana, self.sara, self.leo, self.pol, self.marta), strict=True))
        for model, expected in _MATRIX.items():
            for group, rights in zip(_GROUPS, expected, strict=True):
                with self.subTest(f"{group}: {model}"):
                    self.assertEqual(self.may(users[group], model), rights)

    def test_whoever_is_in_none_of_the_groups_sees_nothing_of_it(self):
        for user in (self.ines, self.pau, self.rosa, self.env.ref("base.public_user")):
            for model in _MATRIX:
                with self.subTest(f"{user.name}: {model}"):
                    self.assertEqual(self.may(user, model), "")

    def test_no_model_of_these_rooms_is_left_out(self):
        rooms = ("despacho.campaign", "despacho.action", "despacho.dossier", "despacho.privacy", "despacho.response")
        named = {
            name
            for name, model in self.env.items()
            if name.startswith(rooms) and not model._abstract and (not model._transient or name in _MATRIX)
        }
        self.assertEqual(named - set(_MATRIX), set())

    def refused(self, *steps):
        for number, step in enumerate(steps):
            with self.subTest(number), self.assertRaises(AccessError):
                step()

    def test_who_answers_for_nobody_blocks_exports_and_answers_nothing_by_any_way(self):
        request, block = self.new_request("access"), self.block(self.pilar)
        for user in (self.ana, self.sara, self.leo, self.ines):
            mine = request.with_user(user)
            self.refused(
                mine.action_export,
                mine.action_block,
                mine.action_start,
                mine.action_answer,
                lambda mine=mine: mine.write({"asked": "Nada"}),
                block.with_user(user).action_undo,
                block.with_user(user).action_destroy,
                lambda user=user: (
                    self.env["despacho.privacy.block"]
                    .with_user(user)
                    ._block(self.rosa_pi.with_user(user), self.env["crm.lead"], "other")
                ),
                lambda user=user: self.env["privacy.lookup.wizard"].with_user(user).create({"name": "Rosa"}),
            )
        self.env.invalidate_all()
        self.assertEqual((request.state, block.state, self.rosa_pi.privacy_blocked), ("received", "blocked", False))

    def test_whoever_runs_odoo_does_not_look_for_people_without_answering_for_them(self):
        admin = self._new_user("adela", "base.group_system")
        wizard = self.env["privacy.lookup.wizard"].with_user(admin).create({"name": "Rosa Pi"})
        with self.assertRaises(AccessError):
            wizard.action_look()

    def test_who_plans_neither_approves_nor_launches_nor_seals(self):
        action = self.new_action("Otra", self.spring).with_user(self.ana)
        for user in (self.ana, self.sara, self.pol):
            mine = action.with_user(user)
            self.refused(
                mine.action_approve,
                mine.action_launch,
                lambda user=user: self.env["despacho.dossier.seal"].with_user(user).create({"action_id": action.id}),
            )
        self.assertEqual(action.state, "draft")
