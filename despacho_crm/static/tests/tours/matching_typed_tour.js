import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const NAME = ".o_field_widget[name=name] input:visible, .o_field_widget[name=name] textarea:visible";

const warned = {
    content: "it may be one that the base has",
    trigger: ".o_despacho_typed_line:contains(AGROINDUSTRIAL LÓPEZ SL):contains(Lleida)",
};

/** A contact that is there already is typed: a line says so before it is saved, and goes when it is none. */
registry.category("web_tour.tours").add("despacho_crm.matching_typed_contact", {
    steps: () => [
        {
            content: "a name",
            trigger: NAME,
            run: "edit Agro-Industrial Lopez",
        },
        {content: "and its phone", trigger: ".o_field_widget[name=phone] input", run: "edit 973 22 33 44"},
        warned,
        {content: "it says why", trigger: ".o_despacho_typed_line .text-muted:not(:empty)"},
        {
            content: "another one",
            trigger: NAME,
            run: "edit Panadería Etxeberria",
        },
        {content: "with another phone", trigger: ".o_field_widget[name=phone] input", run: "edit 944 10 20 99"},
        {content: "is nobody else", trigger: ".o_form_view:not(:has(.o_despacho_typed_line))"},
        ...stepUtils.saveForm(),
    ],
});

/** A lead brings the phone of a contact: one click says whose it is. */
registry.category("web_tour.tours").add("despacho_crm.matching_typed_lead", {
    steps: () => [
        {
            content: "a lead",
            trigger: NAME,
            run: "edit Quieren la contabilidad",
        },
        {
            content: "of a company",
            trigger: ".o_field_widget[name=partner_name] input:visible",
            run: "edit Agroindustrial Lopez",
        },
        {content: "with its phone", trigger: ".o_field_widget[name=phone] input:visible", run: "edit 973223344"},
        warned,
        {content: "it is this one", trigger: ".o_despacho_typed_use", run: "click"},
        {content: "and nothing is asked any more", trigger: ".o_form_view:not(:has(.o_despacho_typed_line))"},
        ...stepUtils.saveForm(),
    ],
});
