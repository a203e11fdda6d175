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

/** A field would create a contact that is there already: it takes the one that is. */
registry.category("web_tour.tours").add("despacho_crm.matching_typed_dialog", {
    steps: () => [
        {
            content: "whose the quotation is",
            trigger: ".o_form_view .o_field_widget[name=partner_id] input",
            run: "edit Agro Lopez",
        },
        {content: "somebody new", trigger: ".o_m2o_dropdown_option_create_edit a", run: "click"},
        {
            content: "with this phone",
            trigger: ".modal .o_field_widget[name=phone] input:visible",
            run: "edit 973223344",
        },
        {content: "it may be one that the base has", trigger: ".modal .o_despacho_typed_line:contains(AGROINDUSTRIAL)"},
        {content: "it is", trigger: ".modal .o_despacho_typed_use", run: "click"},
        {content: "the dialog closes", trigger: "body:not(:has(.modal))"},
        {
            content: "and the field has it",
            trigger: ".o_field_widget[name=partner_id] input:value(AGROINDUSTRIAL LÓPEZ SL)",
        },
        ...stepUtils.saveForm(),
    ],
});

/** Without any dialog, a field would create a contact that is there already: it asks first. */
registry.category("web_tour.tours").add("despacho_crm.matching_typed_quick", {
    steps: () => [
        {
            content: "whose the quotation is",
            trigger: ".o_form_view .o_field_widget[name=partner_id] input",
            run: "edit Agro-Industrial Lopez",
        },
        {content: "create it at once", trigger: ".o_m2o_dropdown_option_create a", run: "click"},
        {content: "it may be there", trigger: ".modal .o_despacho_quick_create button:contains(AGROINDUSTRIAL)"},
        {content: "not now", trigger: ".modal footer .btn-secondary", run: "click"},
        {content: "nothing is chosen", trigger: ".o_field_widget[name=partner_id] input:value()"},
        {
            content: "once more",
            trigger: ".o_form_view .o_field_widget[name=partner_id] input",
            run: "edit Agro-Industrial Lopez",
        },
        {content: "create it at once", trigger: ".o_m2o_dropdown_option_create a", run: "click"},
        {content: "it is that one", trigger: ".modal .o_despacho_quick_create button", run: "click"},
        {
            content: "and the field has it",
            trigger: ".o_field_widget[name=partner_id] input:value(AGROINDUSTRIAL LÓPEZ SL)",
        },
        ...stepUtils.saveForm(),
    ],
});

/** None of those it may be: it is created, as Odoo would have. */
registry.category("web_tour.tours").add("despacho_crm.matching_typed_quick_new", {
    steps: () => [
        {
            content: "whose the quotation is",
            trigger: ".o_form_view .o_field_widget[name=partner_id] input",
            run: "edit Agroindustrial Lopez Reus SL",
        },
        {content: "create it at once", trigger: ".o_m2o_dropdown_option_create a", run: "click"},
        {content: "it is another one", trigger: ".modal .o_despacho_quick_create_new", run: "click"},
        {
            content: "and the field has it",
            trigger: ".o_field_widget[name=partner_id] input:value(Agroindustrial Lopez Reus SL)",
        },
        ...stepUtils.saveForm(),
    ],
});

/** A saved contact with a duplicate is left alone until something in it changes. */
registry.category("web_tour.tours").add("despacho_crm.matching_typed_saved", {
    steps: () => [
        {content: "a contact", trigger: ".o_form_view .o_field_widget[name=phone] input:value(973 22 33 44)"},
        {
            content: "another thing changes",
            trigger: ".o_field_widget[name=function] input:visible, .o_field_widget[name=website] input:visible",
            run: "edit https://otra.example",
        },
        ...stepUtils.saveForm(),
        {content: "nothing is said", trigger: ".o_form_view:not(:has(.o_despacho_typed_line))"},
        {content: "its e-mail is typed", trigger: ".o_field_widget[name=email] input", run: "edit info@agro.example"},
        {content: "now it is", trigger: ".o_despacho_typed_line:contains(AGROINDUSTRIAL)"},
        ...stepUtils.saveForm(),
        {content: "until it is saved", trigger: ".o_form_view:not(:has(.o_despacho_typed_line))"},
    ],
});
