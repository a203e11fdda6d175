import {registry} from "@web/core/registry";
import {beginWith, noDialog, search, selectPage} from "./tour_steps";

const counts = (number) => ({
    content: `there are ${number}`,
    trigger: `.o_segment_count:not(.o_segment_counting) .o_segment_number b:contains(/^${number}$/)`,
});

/** Add a ready condition, and one of the records that its box finds. */
function ask(key, typed, chosen = typed) {
    return [
        {content: `ask for ${key}`, trigger: `.o_segment_criterion[data-key=${key}]`, run: "click"},
        {
            content: `look for ${typed}`,
            trigger:
                ".o_tree_editor_condition:last .o_multi_record_selector input, .o_tree_editor_condition:last input.o-autocomplete--input",
            run: `edit ${typed}`,
        },
        {
            content: `choose ${chosen}`,
            trigger: `.o-autocomplete--dropdown-item a:contains(${chosen})`,
            run: "click",
        },
        {content: "it is chosen", trigger: `.o_tree_editor .o_tag:contains(${chosen})`},
    ];
}

registry.category("web_tour.tours").add("despacho_crm.segment_define", {
    steps: () => [
        ...beginWith("despacho_crm.menu_segments"),
        {content: "the segments", trigger: ".o_last_breadcrumb_item:contains(Segmentos)"},
        {content: "a new one", trigger: ".o_control_panel_main_buttons .o-kanban-button-new", run: "click"},
        {content: "its name", trigger: "[name=name] textarea", run: "edit Prueba de Girona"},
        {content: "what it is for", trigger: "[name=purpose] textarea", run: "edit Visitas de otoño"},
        {content: "everybody, before there is any condition", trigger: ".o_segment_number b"},
        ...ask("tags", "De la prueba"),
        counts(4),
        {content: "ask for the province", trigger: ".o_segment_criterion[data-key=state]", run: "click"},
        {content: "what is missing is said", trigger: ".o_segment_message:contains(vacía)"},
        {
            content: "look for Girona",
            trigger: ".o_tree_editor_node:last input.o-autocomplete--input",
            run: "edit Girona",
        },
        {content: "choose it", trigger: ".o-autocomplete--dropdown-item a:contains(Girona)", run: "click"},
        counts(3),
        {content: "some of them", trigger: ".o_segment_count li:contains(Mar Blau)"},
        {content: "save it", trigger: ".o_form_button_save", run: "click"},
        {content: "it has its members", trigger: "button[name=action_members] .o_stat_value:contains(/^3$/)"},
        {content: "see the file", trigger: ".o_statusbar_buttons button[name=action_members]", run: "click"},
        {content: "they are there", trigger: ".o_data_row:contains(Mar Blau)"},
        {content: "and nobody else", trigger: ".o_list_view:not(:has(.o_data_row:contains(Port Vell)))"},
        {content: "back", trigger: ".breadcrumb-item a:contains(Prueba de Girona)", run: "click"},
        // Somebody is added by hand, and somebody is left out.
        {content: "add by hand", trigger: "button[name=action_add]", run: "click"},
        {content: "whom", trigger: ".modal [name=partner_ids] input", run: "edit Port Vell"},
        {content: "that one", trigger: ".ui-autocomplete .dropdown-item:contains(Port Vell)", run: "click"},
        {content: "why", trigger: ".modal [name=reason] input", run: "edit Abren en Salt"},
        {content: "add", trigger: ".modal button[name=action_apply]:visible", run: "click"},
        noDialog,
        {content: "one more", trigger: "button[name=action_members] .o_stat_value:contains(/^4$/)"},
        {content: "decided by hand", trigger: "button[name=action_hand]", run: "click"},
        {content: "with the reason", trigger: ".o_data_row:contains(Port Vell):contains(Abren en Salt)"},
        {content: "back", trigger: ".breadcrumb-item a:contains(Prueba de Girona)", run: "click"},
        {content: "who came and went", trigger: "button[name=action_movements]", run: "click"},
        {content: "the one by hand", trigger: ".o_data_row:contains(Port Vell)"},
        {content: "choose it", trigger: ".o_data_row:contains(Port Vell) .o_list_record_selector input", run: "click"},
        {content: "leave out", trigger: "button[name=action_leave_out]", run: "click"},
        {content: "why", trigger: ".modal [name=reason] input", run: "edit Ya no abren"},
        {content: "leave out", trigger: ".modal button[name=action_apply]:visible", run: "click"},
        noDialog,
        {content: "it left", trigger: ".o_data_row:contains(Port Vell):contains(Ya no abren)"},
    ],
});

const service = (name) => `.o_tree_editor_condition .o_tag:contains(/^${name}$/)`;

registry.category("web_tour.tours").add("despacho_crm.segment_services", {
    steps: () => [
        {content: "a service by its own name", trigger: service("Fiscal de la prueba")},
        {
            content: "look for another",
            trigger: ".o_tree_editor_condition input.o-autocomplete--input",
            run: "edit Laboral",
        },
        {
            content: "choose it, by its own name",
            trigger: ".o-autocomplete--dropdown-item a:contains(/^Laboral de la prueba$/)",
            run: "click",
        },
        {content: "that is chosen", trigger: service("Laboral de la prueba")},
        {content: "save", trigger: ".o_form_button_save", run: "click"},
        {content: "saved", trigger: ".o_form_view:not(:has(.o_form_button_save:visible))"},
    ],
});

registry.category("web_tour.tours").add("despacho_crm.segment_save", {
    steps: () => [
        ...beginWith("despacho_crm.menu_despacho_partners", "Clientes y prospectos"),
        ...search("Mar Blau"),
        {content: "found", trigger: ".o_data_row:contains(Mar Blau)"},
        {content: "the box's arrow", trigger: ".o_searchview_dropdown_toggler", run: "click"},
        {content: "save as segment", trigger: ".o_favorite_menu .o_despacho_save_segment", run: "click"},
        {content: "its name", trigger: ".modal [name=name] input", run: "edit Los del mar"},
        {content: "one", trigger: ".modal [name=count]:contains(1)"},
        {content: "save", trigger: ".modal button[name=action_save]", run: "click"},
        {content: "it is saved", trigger: ".o_notification:contains(guardado) a:contains(Los del mar)"},
        noDialog,
        // Those who are chosen become a fixed list.
        selectPage,
        {content: "the actions", trigger: ".o_cp_action_menus button:contains(Acciones)", run: "click"},
        {
            content: "save as segment",
            trigger: ".o-dropdown--menu .o_menu_item:contains(Guardar como segmento)",
            run: "click",
        },
        {content: "its name", trigger: ".modal [name=name] input", run: "edit Elegidos del mar"},
        {content: "save", trigger: ".modal button[name=action_save]", run: "click"},
        {content: "it is saved", trigger: ".o_notification:contains(guardado) a:contains(Elegidos del mar)"},
    ],
});

registry.category("web_tour.tours").add("despacho_crm.segment_overlap_empty", {
    steps: () => [
        {content: "open one", trigger: ".o_kanban_record .fw-bold:contains(/^Girona$/)", run: "click"},
        {content: "compare", trigger: "button[name=action_compare]", run: "click"},
        {content: "with", trigger: ".modal [name=other_ids] input", run: "edit Lejanos"},
        {content: "that one", trigger: ".ui-autocomplete .dropdown-item:contains(Lejanos)", run: "click"},
        {content: "compare", trigger: ".modal footer button[name=action_compare]", run: "click"},
        {content: "nobody is in both", trigger: ".o_overlap_part[data-part=both]", run: "click"},
        {
            content: "what is said of an empty part is read without its marks",
            trigger: ".o_list_view:not(:has(.o_data_row)) .o_view_nocontent p.o_view_nocontent_smiling_face",
        },
    ],
});

registry.category("web_tour.tours").add("despacho_crm.segment_overlap", {
    steps: () => [
        {content: "open one", trigger: ".o_kanban_record .fw-bold:contains(/^Girona$/)", run: "click"},
        {content: "compare", trigger: "button[name=action_compare]", run: "click"},
        {content: "with", trigger: ".modal [name=other_ids] input", run: "edit Azules"},
        {content: "that one", trigger: ".ui-autocomplete .dropdown-item:contains(Azules)", run: "click"},
        {content: "compare", trigger: ".modal footer button[name=action_compare]", run: "click"},
        {content: "one in both", trigger: ".o_overlap_picture text:contains(/^1$/)"},
        {content: "see both", trigger: ".o_overlap_part[data-part=both]", run: "click"},
        {content: "who it is", trigger: ".o_data_row:contains(Mar Blau)"},
        {content: "back", trigger: ".breadcrumb-item a:contains(común)", run: "click"},
        {content: "keep those of Girona alone", trigger: ".o_overlap_row:first .o_overlap_save", run: "click"},
        {content: "with its name", trigger: ".modal [name=name] input:value(Girona, sin Azules)"},
        {content: "save", trigger: ".modal button[name=action_save]", run: "click"},
        {content: "it is saved", trigger: ".o_notification:contains(guardado)"},
    ],
});
