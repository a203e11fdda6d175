import {registry} from "@web/core/registry";
import {sealAndProve} from "./action_steps";

registry.category("web_tour.tours").add("despacho_crm.dossier", {
    steps: () => sealAndProve("Los talleres llaman", "Llegó en agosto"),
});
