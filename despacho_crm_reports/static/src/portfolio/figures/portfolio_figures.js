import {GraphRenderer} from "@web/views/graph/graph_renderer";
import {PivotRenderer} from "@web/views/pivot/pivot_renderer";
import {figureAction} from "@despacho_crm/figures/figure_action";
import {graphView} from "@web/views/graph/graph_view";
import {pivotView} from "@web/views/pivot/pivot_view";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** What a figure of the portfolio opens are the companies that it counts, not the rows that it adds up. */
const openCompanies = (Renderer) =>
    class extends Renderer {
        setup() {
            super.setup();
            this.orm = useService("orm");
        }

        /** In a table each figure is of a measure; a graph is of one. */
        onOpenView(cell, newWindow) {
            this.pressed = cell.measure;
            return super.onOpenView(cell, newWindow);
        }

        async openView(domain, _views, _context, newWindow) {
            const measure = this.pressed || this.model.metaData.measure;
            const action = await this.orm.call("despacho.portfolio.cell", "action_companies", [domain], {measure});
            return this.actionService.doAction(figureAction(action), {newWindow});
        }
    };

registry.category("views").add("despacho_portfolio_pivot", {...pivotView, Renderer: openCompanies(PivotRenderer)});
registry.category("views").add("despacho_portfolio_graph", {...graphView, Renderer: openCompanies(GraphRenderer)});
