import base64
import io
import os
import shutil
import tempfile
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

from odoo.tools import config

from .common import ImportCase

#: What FactuSol writes: a shape that is known from the start.
HEADER = "CODCLI;NIFCLI;NOFCLI;DOMCLI;POBCLI;CPOCLI;PROCLI;TELCLI"


class DropCase(ImportCase):
    """A folder of the server, «oficina», that is a box of Elena's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steward.lang = "en_US"
        cls.Drop = cls.env["despacho.import.drop"]
        cls.File = cls.env["despacho.import.drop.file"]
        cls.base = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="despacho_drop_")))
        cls.folder = cls.base / "oficina"
        cls.folder.mkdir()
        cls.env["ir.config_parameter"].set_param("despacho_crm_import.drop_folder", str(cls.base))
        config.options.pop("despacho_import_folder", None)
        cls.box = cls.Drop.with_user(cls.steward).create({"name": "Oficina", "folder": "oficina"}).sudo()

    def setUp(self):
        super().setUp()
        for path in self.base.iterdir():
            path.unlink() if path.is_symlink() or path.is_file() else shutil.rmtree(path)
        self.folder.mkdir()

    def known(self, *numbers, header=HEADER):
        """Return a file of a known program with the companies of those NIFs."""
        return self.csv(
            header,
            *(f"{n};{self.nifs[n]};Empresa {n} SL;Calle Mayor {n};Vic;08500;Barcelona;93188{n:04d}" for n in numbers),
        )

    def leave(self, name, content, folder=None, age=120):
        """Leave a file in the folder, as it is when nobody has touched it for a while."""
        path = (folder or self.folder) / name
        path.write_bytes(content)
        self.rest(path, age)
        return path

    def rest(self, path, age=120):
        os.utime(path, (time.time() - age,) * 2)

    def look(self, later=60):
        """Run the jobs a while later, as the server does."""
        moment = time.time() + later
        self.patch(self.env.registry["despacho.import.drop"], "_get_look_time", lambda drop: moment)
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm_import.ir_cron_look").method_direct_trigger()
            self.env.ref("despacho_crm_import.ir_cron_apply").method_direct_trigger()
        self.env.invalidate_all()

    def came(self, name=None):
        domain = [("drop_id", "=", self.box.id), *([("name", "=", name)] if name else [])]
        return self.File.search(domain, order="id")

    def names(self, *parts):
        """Return the names of the files in a folder of the box, without the date that begins them."""
        folder = self.folder.joinpath(*parts)
        return (
            sorted(path.name[17:] if parts else path.name for path in folder.iterdir() if path.is_file())
            if folder.is_dir()
            else []
        )

    @staticmethod
    def zipped(**files):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return buffer.getvalue()


class MailedCase(DropCase):
    """An address of mail, «ficheros@firma.example», that is a box of Elena's and knows who Marta is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.env["mail.alias.domain"].create({"name": "firma.example"})
        cls.env.company.alias_domain_id = cls.domain
        cls.office = cls.env["res.partner"].create(
            {"name": "Marta de la gestoría", "email": "Marta@Gestoria.example", "is_company": False}
        )
        cls.box = (
            cls.Drop.with_user(cls.steward)
            .create(
                {
                    "name": "Gestoría",
                    "kind": "mail",
                    "alias_name": "ficheros",
                    "sender_ids": [(4, cls.office.id)],
                    "sender_emails": "altas@otra.example\n@delegacion.example",
                }
            )
            .sudo()
        )

    def send(self, *files, sender="Marta <marta@gestoria.example>", headers=(), message_id=None, **values):
        """Have the server fetch a mail with ``files``, [(name, bytes, type)]."""
        mail = EmailMessage()
        mail["From"], mail["To"] = sender, "ficheros@firma.example"
        mail["Subject"] = values.get("subject", "Clientes nuevos")
        self.sent = getattr(self, "sent", 0) + 1
        mail["Message-Id"] = message_id or f"<{self.sent}@x.example>"
        for name, value in headers:
            mail[name] = value
        mail.set_content("Van los clientes.\nMarta")
        for name, content, *kind in files:
            maintype, subtype = (kind[0] if kind else "application/octet-stream").split("/")
            if maintype == "text":
                part = EmailMessage()
                part["Content-Type"] = f'{kind[0]}; name="{name}"'
                part["Content-Disposition"] = f'attachment; filename="{name}"'
                part["Content-Transfer-Encoding"] = "base64"
                part.set_payload(base64.encodebytes(content).decode())
                mail.make_mixed()
                mail.attach(part)
            else:
                mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
        return self.env["mail.thread"].message_process(None, mail.as_bytes())
