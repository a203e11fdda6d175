import {DashboardFigure, keptChoices, useFigures} from "./dashboard_figures";
import {Component, onWillStart, useState} from "@odoo/owl";
import {DashboardChart} from "./dashboard_chart";
import {Layout} from "@web/search/layout";
import {_t} from "@web/core/l10n/translation";
import {makeCharts} from "./dashboard_charts";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";

const MODEL = "despacho.dashboard";
/** The page of the partner in charge: how the firm goes, by period, team, person and company. */
export class DashboardPage extends Component {
    static template = "despacho_crm_reports.DashboardPage";
    static path = "cuadro-de-mando";
    static displayName = _t("Dashboard of the firm");
    static components = {DashboardChart, DashboardFigure, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.figures = useFigures();
        this.kept = keptChoices(this.props, ["period", "company", "team", "person"]);
        this.state = useState({page: null, filters: this.kept.choices, busy: false});
        useSetupAction({getLocalState: () => ({choices: {...this.state.filters}})});
        onWillStart(() => this.load());
    }

    async load() {
        this.state.busy = true;
        try {
            const page = await this.orm.call(MODEL, "get_page", [{...this.state.filters}]);
            this.charts = makeCharts(page.parts, {
                open: this.figures.open,
                openResults: (measure, id) => this.openResults(measure, id),
                openTrend: () => this.figures.doAction("despacho_crm.action_quality_snapshots"),
            });
            Object.assign(this.state, {page, filters: page.filters});
        } finally {
            this.state.busy = false;
        }
    }

    get page() {
        return this.state.page;
    }

    get parts() {
        return this.page.parts;
    }

    get period() {
        const [first, last] = [this.page.first, this.page.last].map((day) =>
            luxon.DateTime.fromISO(day).toLocaleString(),
        );
        return _t("From %(first)s to %(last)s", {first, last});
    }

    /** The filters, in order; those that leave nothing to choose are not shown. */
    get filters() {
        const {choices} = this.page;
        return [
            {code: "period", label: _t("Period"), options: choices.period},
            {code: "company", label: _t("Company"), options: choices.company},
            {code: "team", label: _t("Team"), options: choices.team, all: _t("All teams")},
            {code: "person", label: _t("Person"), options: choices.person, all: _t("Everybody")},
        ].filter((one) => one.options.length > (one.all ? 0 : 1));
    }

    async choose(code, value) {
        this.state.filters[code] = code === "period" ? value : Number(value) || false;
        await this.load();
        this.kept.keep(this.state.filters);
    }

    money(value) {
        return this.figures.money(value, this.page.currency);
    }

    // Figures

    get funnelFigures() {
        const {figures} = this.parts.funnel;
        const {count} = this.figures;
        const open = (figure) => () => this.figures.open(figure.open);
        return [
            {name: "came", label: _t("Came in"), value: count(figures.came.value), onOpen: open(figures.came)},
            {
                name: "under_way",
                label: _t("Opportunities under way"),
                value: count(figures.under_way.value),
                note: _t("%(amount)s expected, %(weighted)s by their probability", {
                    amount: this.money(figures.under_way.amount),
                    weighted: this.money(figures.under_way.weighted),
                }),
                onOpen: open(figures.under_way),
            },
            {
                name: "won",
                label: _t("Won"),
                value: count(figures.won.value),
                note: this.wonNote(figures),
                tone: "success",
                onOpen: open(figures.won),
            },
            {
                name: "lost",
                label: _t("Lost ones"),
                value: count(figures.lost.value),
                note: figures.rate === null ? undefined : _t("%s % of what ended was won", figures.rate),
                onOpen: open(figures.lost),
            },
        ];
    }

    wonNote(figures) {
        const amount = this.money(figures.won.amount);
        if (!figures.won.value) {
            return amount;
        }
        const {days} = figures;
        return days === 1 ? _t("%(amount)s, in one day", {amount}) : _t("%(amount)s, in %(days)s days", {amount, days});
    }

    get stages() {
        return this.parts.funnel.stages.filter((stage) => stage.reached || stage.here);
    }

    get dimensions() {
        const {scores} = this.parts.quality;
        return [
            {id: "score", name: _t("Quality"), value: scores.score},
            {id: "filled", name: _t("Completeness"), value: scores.filled},
            {id: "valid", name: _t("Validity"), value: scores.valid},
            {id: "fresh", name: _t("Up to date"), value: scores.fresh},
        ];
    }

    get returned() {
        const {revenue, cost} = this.parts.actions.total;
        return revenue - cost;
    }

    cell(column, values) {
        return column.money ? this.money(values[column.name]) : this.figures.count(values[column.name]);
    }

    async openResults(measure, actionId = false) {
        const filters = {...this.state.filters};
        this.figures.openAnswer(await this.orm.call(MODEL, "action_open_results", [filters, measure, actionId]));
    }

    async openHole(hole) {
        const filters = {...this.state.filters};
        this.figures.openAnswer(await this.orm.call(MODEL, "action_open_hole", [filters, hole.terms, hole.service]));
    }

    objective(row, value) {
        return row.money ? this.money(value) : this.figures.decimal(value);
    }
}

registry.category("actions").add("despacho_crm_reports.dashboard", DashboardPage);
