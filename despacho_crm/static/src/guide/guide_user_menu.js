import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

const ADDRESS = "/despacho/guia";

/**
 * The guide, in a window of its own: it is read beside the screen that it explains.
 *
 * @returns {Object}
 */
export function guideItem() {
    return {
        type: "item",
        id: "despacho_guide",
        description: _t("Guide of the firm"),
        href: ADDRESS,
        callback: () => browser.open(ADDRESS, "_blank"),
        sequence: 15,
    };
}

registry.category("user_menuitems").add("despacho_guide", guideItem);
