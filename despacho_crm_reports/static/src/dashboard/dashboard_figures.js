import {formatFloat, formatInteger, formatMonetary} from "@web/views/fields/formatters";
import {Component} from "@odoo/owl";
import {figureAction} from "@despacho_crm/figures/figure_action";
import {pick} from "@web/core/utils/objects";
import {useService} from "@web/core/utils/hooks";
import {user} from "@web/core/user";

/** The colours of the dashboards, the same for the same thing everywhere. */
export const COLORS = {
    main: "#714b67",
    lead: "#2b7bba",
    opportunity: "#714b67",
    good: "#27ae60",
    bad: "#c0392b",
    waiting: "#e67e22",
    quiet: "#9aa5b1",
};

/**
 * What a page was asked to show, kept in its address: who comes back to it with the browser finds it as it was,
 * and who opens it in the menu finds it as it begins. The page has to have a `path`: only then is it given its address.
 *
 * @param {Object} props those of the client action
 * @param {String[]} names what may be chosen
 * @returns {{choices: Object, keep: Function}} what was chosen, and what keeps it once it is another thing
 */
export function keptChoices(props, names) {
    const choices = {...pick(props.action.params || {}, ...names), ...props.state?.choices};
    // Whoever works in other companies now is not shown those of before.
    if (choices.company && !user.activeCompanies.some(({id}) => id === choices.company)) {
        delete choices.company;
    }
    const keep = (chosen) =>
        props.updateActionState(Object.fromEntries(names.map((name) => [name, chosen[name] || undefined])));
    // Who comes back and goes on finds it so the next time too.
    keep(choices);
    return {choices, keep};
}

/** What both dashboards do with their figures: write them as people do, and open the records behind them. */
export function useFigures() {
    const action = useService("action");
    return {
        open(opens) {
            const views = [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ];
            return action.doAction(
                figureAction({
                    type: "ir.actions.act_window",
                    name: opens.name,
                    res_model: opens.model,
                    views: opens.model === "despacho.quality.record" ? [[false, "list"]] : views,
                    domain: opens.domain,
                    mobile_view_mode: "kanban",
                    context: opens.context,
                }),
            );
        },
        openForm(model, id) {
            return action.doAction({
                type: "ir.actions.act_window",
                res_model: model,
                res_id: id,
                views: [[false, "form"]],
            });
        },
        openAnswer: (answer) => action.doAction(figureAction(answer)),
        doAction: (...args) => action.doAction(...args),
        count: (value) => formatInteger(value || 0),
        decimal: (value) => formatFloat(value || 0, {digits: [16, 1], trailingZeros: false}),
        money: (value, currencyId) => formatMonetary(Math.round(value || 0), {currencyId, digits: [16, 0]}),
    };
}

/** One figure with its name; it opens its records. `tone`: a colour of Bootstrap. */
export class DashboardFigure extends Component {
    static template = "despacho_crm_reports.DashboardFigure";
    static props = {
        name: String,
        label: String,
        value: String,
        note: {type: String, optional: true},
        tone: {type: String, optional: true},
        onOpen: {type: Function, optional: true},
    };
}
