"""Files brought in, as the data steward brings them."""

from ..picture import DIALOG, LIST, Picture, form, page

USER = "carme.puig"
_IMPORTS = "despacho_crm_import.despacho_import_action"


def _file(name):
    return form(_IMPORTS, "despacho.import", [("filename", "=", name)], "id")


def _columns(env):
    """A file whose columns somebody is looking at."""
    done = env["despacho.import"].search([("filename", "=", "crm_anterior.csv")], limit=1)
    record = done.with_user(done.create_uid).copy({"file": done.file, "filename": done.filename})
    record.action_read()
    return page(_IMPORTS, record)


def _applying(env):
    """A file of which the job has written a part."""
    record = env["despacho.import"].search([("filename", "=", "agenda_fiscal.xlsx")], limit=1)
    mine = record.with_user(record.create_uid)
    mine.action_accept_certain()
    mine.state = "applying"
    mine._apply_next_batch(30)
    return page(_IMPORTS, record)


def _brought(env):
    """A contact that a file brought."""
    done = env["despacho.import"].search([("filename", "=", "crm_anterior.csv"), ("state", "=", "done")], limit=1)
    contact = done.row_ids.partner_id.filtered("is_company")[:1]
    return page("despacho_crm.action_partners", contact)


_REVIEWED = _file("agenda_fiscal.xlsx")
_UPDATES = [("import_id.filename", "=", "agenda_fiscal.xlsx"), ("verdict", "=", "update")]

PICTURES = (
    Picture(
        "importar",
        USER,
        f"{page(_IMPORTS)}/new",
        ((".o_field_radio[name='source_kind'] input[data-value='billing']", "click"), (".o_despacho_file_drop",)),
        size=(1366, 720),
    ),
    Picture(
        "columnas",
        USER,
        _columns,
        ((".o_field_widget[name='column_ids'] .o_data_row",),),
        size=(1366, 1000),
        also=("despacho_crm_import/static/description/columns.png",),
    ),
    Picture(
        "listados",
        USER,
        page("despacho_crm_import.despacho_import_profile_action"),
        ((".o_group_header",),),
        size=(1366, 720),
    ),
    Picture(
        "revisado",
        USER,
        _REVIEWED,
        ((".o_despacho_verdicts tr",),),
        size=(1366, 720),
        also=("despacho_crm_import/static/description/reviewed.png",),
    ),
    Picture(
        "decidir",
        USER,
        _REVIEWED,
        (("button[name='action_decide']", "click"), (".o_review_pair .o_review_name",)),
        size=(1366, 820),
        also=("despacho_crm_import/static/description/decide.png",),
    ),
    Picture(
        "grupos",
        USER,
        _REVIEWED,
        (("button[name='action_groups']", "click"), (".modal .o_groups_close",)),
        of=DIALOG,
        size=(1366, 860),
    ),
    Picture(
        "datos",
        USER,
        form("despacho_crm_import.despacho_import_row_action", "despacho.import.row", _UPDATES),
        ((".o_diff_line",),),
        size=(1366, 820),
    ),
    Picture("aplicando", USER, _applying, ((".progress",),), size=(1366, 420), apart=True),
    Picture("hecho", USER, _file("agenda_laboral.ods"), ((".o_despacho_outcomes tr",),), size=(1366, 520)),
    Picture(
        "deshacer",
        USER,
        _file("agenda_laboral.ods"),
        (("button[name='action_undo']", "click"), (".modal .o_despacho_undo tr",)),
        of=DIALOG,
        size=(1366, 860),
        also=("despacho_crm_import/static/description/undo.png",),
    ),
    Picture(
        "procedencia",
        USER,
        _brought,
        ((".o_button_more", "click"), ("button[name='action_view_origins']", "click"), LIST),
        size=(1366, 620),
    ),
    Picture("por-informar", USER, page("despacho_crm.action_privacy_notices"), (LIST,), size=(1366, 720)),
    Picture(
        "buzon",
        USER,
        form("despacho_crm_import.despacho_import_drop_action", "despacho.import.drop", []),
        ((".o_form_view .o_field_widget[name='alias_name'], .o_form_view .o_field_widget[name='sender_emails']",),),
        size=(1366, 760),
    ),
)
