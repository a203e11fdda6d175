from odoo.tests import tagged

from .drop_common import MailedCase


@tagged("post_install", "-at_install")
class TestImportDropVerified(MailedCase):
    """Mail is as good as the server that took it in says it is."""

    def said(self, *results):
        return [("Authentication-Results", "; ".join(("mx.firma.example", *results)))]

    def test_a_sender_whom_the_server_did_not_believe_is_put_aside(self):
        self.send(
            ("clientes.csv", self.known(1)),
            headers=[("Authentication-Results", "mx.firma.example; spf=pass; dmarc=fail")],
        )
        self.assertEqual(self.came().state, "aside")
        self.assertIn("verified", self.came().trouble)
        self.send(
            ("otros.csv", self.known(2)),
            headers=[("Authentication-Results", "mx.firma.example; spf=pass; dmarc=pass")],
        )
        self.assertEqual(self.came("otros.csv").state, "waiting")

    def test_whom_the_server_half_believes_is_put_aside(self):
        for number, check in enumerate(("spf=softfail", "dkim=permerror", "dmarc = SoftFail", "spf=fail")):
            with self.subTest(check):
                self.send((f"{number}.csv", self.known(1)), headers=self.said("dkim=pass", check))
                self.assertEqual(self.came(f"{number}.csv").state, "aside")
        self.send(("x.csv", self.known(1)), headers=self.said("spf=none", "dkim=temperror"))
        self.assertEqual(self.came("x.csv").state, "waiting", "Nobody says anything against it")

    def test_a_box_may_take_only_what_the_server_has_verified(self):
        self.assertFalse(self.box.verified_only)
        self.box.verified_only = True
        cases = {
            (): "aside",
            ("spf=none",): "aside",
            ("dmarc=pass",): "waiting",
            ("dkim=pass header.d=gestoria.example",): "waiting",
            ("spf=pass (ok) smtp.mailfrom=bounce@correo.gestoria.example",): "waiting",
            ("spf=pass smtp.mailfrom=malo@otro.example", "dkim=pass header.d=otro.example"): "aside",
        }
        for number, (results, state) in enumerate(cases.items()):
            with self.subTest(results):
                self.send((f"{number}.csv", self.known(1)), headers=self.said(*results) if results else ())
                self.assertEqual(self.came(f"{number}.csv").state, state)
        self.assertIn("not verified", self.came("0.csv").trouble)
        self.came("0.csv").with_user(self.steward).action_accept()
        self.assertEqual(self.came("0.csv").state, "waiting", "A person decides")

    def test_what_the_sender_wrote_of_themselves_proves_nothing(self):
        self.box.verified_only = True
        self.send(("a.csv", self.known(1)), headers=[*self.said("spf=none"), *self.said("dmarc=pass")])
        self.assertEqual(self.came().state, "aside")

    def test_files_beyond_those_that_a_mail_may_bring_are_counted(self):
        imports = self.env.registry["despacho.import"]
        limits = self.env["despacho.import"]._get_limits()._replace(members=2)
        self.patch(imports, "_get_limits", lambda record: limits)
        self.send(*((f"{number}.csv", self.known(1)) for number in range(5)))
        self.assertEqual(self.came().mapped("state"), ["waiting", "waiting", "refused"])
        self.assertEqual(self.came()[2].name, "Files left out: 3")
        self.assertIn("3", self.came()[2].trouble)
        self.assertEqual(self.box.activity_ids.user_id, self.steward)
        self.send(*((f"otro{number}.csv", self.known(1)) for number in range(2)))
        self.assertEqual(len(self.came()), 5, "Two are not too many")
