import {dropFile} from "@despacho_crm/../tests/tours/tour_steps";
import {registry} from "@web/core/registry";

const LINES = [
    "Empresa;Persona de contacto;Correo;CIF;Asunto;Feria",
    "Panadería Ñandú SL;Ana Roca;ana@nandu.example;B71000012;Pide precio de nóminas;Alimentaria 2026",
    "Talleres Ona SL;Jordi Vila;info@ona.example;;Cambiar de gestor;Alimentaria 2026",
    "",
];

/** A list of a fair, as an old Spanish program writes it: cp1252. */
function getFile() {
    const bytes = Uint8Array.from(LINES.join("\r\n"), (char) => char.charCodeAt(0));
    return new File([bytes], "feria.csv", {type: "text/csv"});
}

registry.category("web_tour.tours").add("despacho_import_lead_tour", {
    steps: () => [
        {
            content: "nothing imported yet: start one",
            trigger: ".o_list_button_add, .o-kanban-button-new",
            run: "click",
        },
        ...dropFile(getFile),
        {
            content: "the rows are leads",
            trigger: ".o_field_radio[name=target] label:contains(Leads)",
            run: "click",
        },
        {
            content: "they come from a list",
            trigger: ".o_field_radio[name=source_kind] label:contains(Listado)",
            run: "click",
        },
        {content: "read it", trigger: "button[name=action_read]", run: "click"},
        {
            content: "what they ask for is recognised",
            trigger: ".o_data_row:contains(Pide precio) td[name=field]:contains(Asunto)",
        },
        {content: "review", trigger: "button[name=action_review]:contains(Revisar)", run: "click"},
        {
            content: "the screen speaks of leads",
            trigger: ".o_despacho_verdicts tr:contains(entran en la primera etapa)",
        },
        {content: "apply", trigger: "button[name=action_apply]:contains(Aplicar)", run: "click"},
        {content: "sure", trigger: ".modal-footer .btn-primary:contains(Aplicar)", run: "click"},
        {content: "it says what was done", trigger: ".alert-success:contains(Leads creados: 2)"},
        {
            content: "two persons are to be informed",
            trigger: "button[name=action_view_privacy_notices]:contains(2)",
        },
        {
            content: "see the leads",
            trigger: "button[name=action_view_partners]",
            run: "click",
        },
        {
            content: "open the first",
            trigger: ".o_data_row td[name=name]:contains(Pide precio de nóminas)",
            run: "click",
        },
        {
            content: "it is in the first stage of the pipeline, with its company",
            trigger: ".o_field_widget[name=partner_name] input:value(Panadería Ñandú SL)",
        },
        {
            content: "where its data come from",
            trigger: "button[name=action_view_origins]",
            run: "click",
        },
        {
            content: "the file and the row are told",
            trigger: ".o_data_row:contains(ana@nandu.example):contains(feria.csv)",
        },
    ],
});
