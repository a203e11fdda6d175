import {apply, bringFile, oldFile, review} from "./import_steps";
import {registry} from "@web/core/registry";

const LINES = [
    "Empresa;Persona de contacto;Correo;CIF;Asunto;Feria",
    "Panadería Ñandú SL;Ana Roca;ana@nandu.example;B71000012;Pide precio de nóminas;Alimentaria 2026",
    "Talleres Ona SL;Jordi Vila;info@ona.example;;Cambiar de gestor;Alimentaria 2026",
];

registry.category("web_tour.tours").add("despacho_import_lead_tour", {
    steps: () => [
        ...bringFile(() => oldFile("feria.csv", LINES), "list", "lead"),
        {
            content: "what they ask for is recognised",
            trigger: ".o_data_row:contains(Pide precio) td[name=field]:contains(Asunto)",
        },
        review,
        {
            content: "the screen speaks of leads",
            trigger: ".o_despacho_verdicts tr:contains(entran en la primera etapa)",
        },
        ...apply,
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
