import {download} from "@web/core/network/download";
import {registry} from "@web/core/registry";

/**
 * Downloads the file of a selection. The ids travel in the body of a POST: thousands do not fit in an address.
 */
async function downloadFile(env, action) {
    const {model, ids} = action.params;
    env.services.ui.block();
    try {
        await download({
            url: "/despacho_crm/file",
            data: {model, ids: JSON.stringify(ids)},
        });
    } finally {
        env.services.ui.unblock();
    }
}

registry.category("actions").add("despacho_crm_reports.download_file", downloadFile);
