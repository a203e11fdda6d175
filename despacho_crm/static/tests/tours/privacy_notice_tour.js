import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("despacho_privacy_notice_tour", {
    steps: () => [
        {
            content: "the late one comes first",
            trigger: ".o_data_row:first.text-danger:contains(Rosa Pons)",
        },
        {
            content: "choose all of them",
            trigger: "thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "mark them as informed",
            trigger: ".o_control_panel button[name=action_inform]",
            run: "click",
        },
        {content: "there are two", trigger: ".modal .o_field_widget[name=count]:contains(2)"},
        {
            content: "by post",
            trigger: ".modal .o_field_radio[name=how] label:contains(carta)",
            run: "click",
        },
        {
            content: "what proves it",
            trigger: ".modal .o_field_widget[name=evidence] textarea",
            run: "edit Carta certificada 12",
        },
        {content: "note it", trigger: ".modal button[name=action_done]:contains(Anotarlo)", run: "click"},
        {content: "nobody waits any more", trigger: ".o_view_nocontent:contains(No hay nadie por informar)"},
    ],
});
