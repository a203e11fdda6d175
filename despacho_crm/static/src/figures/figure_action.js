import {_t} from "@web/core/l10n/translation";
import {markup} from "@odoo/owl";

/**
 * Complete the action that opens the records behind a figure: where the figure is zero its page is empty, and says so.
 *
 * Odoo would fill some of its empty lists with made-up rows, which beside a figure are taken for those that it counts.
 * What a method answers says its help as text.
 *
 * @param {Object} action a window action
 * @returns {Object} the action to do
 */
export function figureAction(action) {
    const help = action.help
        ? markup(action.help)
        : markup`<p class="o_view_nocontent_empty_folder">${_t("There is nothing here")}</p><p>${_t(
              "Once there is something that this figure counts, you will find it here.",
          )}</p>`;
    return {...action, help, useSampleModel: false};
}
