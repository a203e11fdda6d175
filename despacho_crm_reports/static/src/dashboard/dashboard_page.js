import {COLORS, DashboardFigure, useFigures} from "./dashboard_figures";
import {Component, onWillStart, useState} from "@odoo/owl";
import {DashboardChart} from "./dashboard_chart";
import {Layout} from "@web/search/layout";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";

const MODEL = "despacho.dashboard";
const LONGEST_NAME = 28;

function short(name) {
    return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

/** The page of the partner in charge: how the firm goes, by period, team, person and company. */
export class DashboardPage extends Component {
    static template = "despacho_crm_reports.DashboardPage";
    static components = {DashboardChart, DashboardFigure, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.figures = useFigures();
        this.state = useState({page: null, filters: this.props.state?.filters || {}, busy: false});
        useSetupAction({getLocalState: () => ({filters: {...this.state.filters}})});
        onWillStart(() => this.load());
    }

    async load() {
        this.state.busy = true;
        try {
            const page = await this.orm.call(MODEL, "get_page", [{...this.state.filters}]);
            this.charts = {
                funnel: this.funnelChart(page),
                actions: this.actionsChart(page),
                feeding: this.feedingChart(page),
                trend: this.trendChart(page),
                bands: this.bandsChart(page),
            };
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

    choose(code, value) {
        this.state.filters[code] = code === "period" ? value : Number(value) || false;
        return this.load();
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
                label: _t("Lost"),
                value: count(figures.lost.value),
                note: figures.rate === null ? undefined : _t("%s % of what ended was won", figures.rate),
                onOpen: open(figures.lost),
            },
        ];
    }

    wonNote(figures) {
        const amount = this.money(figures.won.amount);
        return figures.won.value ? _t("%(amount)s, in %(days)s days", {amount, days: figures.days}) : amount;
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
        this.figures.doAction(await this.orm.call(MODEL, "action_open_results", [filters, measure, actionId]));
    }

    // Charts

    funnelChart(page) {
        const stages = page.parts.funnel.stages.filter((stage) => stage.reached);
        return {
            type: "bar",
            data: {
                labels: stages.map((stage) => short(stage.name)),
                datasets: [
                    {
                        label: _t("Went through"),
                        data: stages.map((stage) => stage.reached),
                        backgroundColor: stages.map((stage) => this.stageColor(stage)),
                    },
                ],
            },
            options: {
                indexAxis: "y",
                plugins: {legend: {display: false}},
                scales: {x: {ticks: {precision: 0}}},
                onClick: (_event, [element]) => element && this.figures.open(stages[element.index].open_reached),
            },
        };
    }

    stageColor(stage) {
        if (stage.outcome === "won") {
            return COLORS.good;
        }
        if (["lost", "lost_competitor", "not_interested"].includes(stage.outcome)) {
            return COLORS.bad;
        }
        return COLORS[stage.type] || COLORS.quiet;
    }

    actionsChart(page) {
        const {rows} = page.parts.actions;
        return {
            type: "bar",
            data: {
                labels: rows.map((row) => short(row.name)),
                datasets: [
                    {
                        label: _t("Invoiced since then"),
                        data: rows.map((row) => row.revenue),
                        backgroundColor: COLORS.good,
                    },
                    {label: _t("Cost"), data: rows.map((row) => row.cost), backgroundColor: COLORS.waiting},
                ],
            },
            options: {
                indexAxis: "y",
                plugins: {legend: {position: "bottom"}},
                onClick: (_event, [element]) =>
                    element &&
                    this.openResults(element.datasetIndex ? "cost" : "revenue", rows[element.index].id),
            },
        };
    }

    feedingChart(page) {
        const {steps} = page.parts.feeding;
        return {
            type: "bar",
            data: {
                labels: steps.map((step) => step.name),
                datasets: [{data: steps.map((step) => step.count), backgroundColor: COLORS.lead}],
            },
            options: {
                plugins: {legend: {display: false}},
                scales: {y: {ticks: {precision: 0}}},
                onClick: (_event, [element]) => element && this.figures.open(steps[element.index].open),
            },
        };
    }

    trendChart(page) {
        const {trend} = page.parts.quality;
        return {
            type: "line",
            data: {
                labels: trend.map((day) =>
                    luxon.DateTime.fromISO(day.date).toLocaleString({day: "numeric", month: "short"}),
                ),
                datasets: [
                    {
                        label: _t("Quality of the whole base"),
                        data: trend.map((day) => day.score),
                        borderColor: COLORS.main,
                        backgroundColor: COLORS.main,
                        tension: 0.2,
                    },
                ],
            },
            options: {
                plugins: {legend: {position: "bottom"}},
                scales: {y: {min: 0, max: 100}},
                onClick: () => this.figures.doAction("despacho_crm.action_quality_snapshots"),
            },
        };
    }

    bandsChart(page) {
        const {bands} = page.parts.quality;
        const tones = {4: COLORS.good, 3: "#f1c40f", 2: COLORS.waiting, 1: COLORS.bad};
        return {
            type: "doughnut",
            data: {
                labels: bands.map((band) => band.name),
                datasets: [
                    {
                        data: bands.map((band) => band.count),
                        backgroundColor: bands.map((band) => tones[band.id]),
                    },
                ],
            },
            options: {
                plugins: {legend: {position: "right"}},
                onClick: (_event, [element]) => element && this.figures.open(bands[element.index].open),
            },
        };
    }
}

registry.category("actions").add("despacho_crm_reports.dashboard", DashboardPage);
