import {noDialog} from "./tour_steps";
import {registry} from "@web/core/registry";

/** What was learnt is written down, the dossier sealed, and the seal proved. */
registry.category("web_tour.tours").add("despacho_crm.dossier", {
    steps: () => [
        {content: "seal it", trigger: ".o_form_statusbar button[name=action_seal]:enabled", run: "click"},
        {
            content: "what to do again",
            trigger: ".modal [name=lessons] .odoo-editor-editable",
            run: "editor Los talleres llaman",
        },
        {
            content: "what not to do again",
            trigger: ".modal [name=mistakes] .odoo-editor-editable",
            run: "editor Llegó en agosto",
        },
        {content: "for good", trigger: ".modal button[name=action_confirm]", run: "click"},
        noDialog,
        {content: "the dossier", trigger: ".o_notebook a[name=dossier]:visible", run: "click"},
        {content: "it is sealed", trigger: "[name=seal_hash]:visible:contains(/[0-9a-f]{64}/)"},
        {
            content: "its documents are as they were sealed",
            trigger:
                "[name=dossier_document_ids]:has(.o_data_row .text-bg-success):not(:has(.text-bg-danger, .text-bg-warning))",
        },
        {
            content: "prove it",
            trigger: ".o_form_statusbar button[name=action_verify_seal]:enabled",
            run: "click",
        },
        {content: "it is whole", trigger: ".o_notification:has(.bg-success, .text-bg-success)"},
    ],
});
