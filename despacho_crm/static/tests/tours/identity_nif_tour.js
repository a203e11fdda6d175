import {registry} from "@web/core/registry";

/** The number of a lead reads as on paper; one of another country keeps its prefix. */
registry.category("web_tour.tours").add("despacho_crm.identity_nif", {
    steps: () => [
        {
            content: "the number of a Spanish company",
            trigger: ".o_form_view .o_field_widget[name=vat] input:value(/^B12345674$/)",
            run: "edit FR23334175221",
        },
        {content: "save", trigger: ".o_form_button_save:enabled", run: "click"},
        {
            content: "that of a French one",
            trigger:
                ".o_form_view:has(.o_form_status_indicator_buttons.invisible) .o_field_widget[name=vat] input:value(/^FR23334175221$/)",
        },
    ],
});
