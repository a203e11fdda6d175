import {COLORS, DashboardFigure, keptChoices, useFigures} from "./dashboard_figures";
import {Component, onWillStart, useState} from "@odoo/owl";
import {DashboardChart} from "./dashboard_chart";
import {Layout} from "@web/search/layout";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {user} from "@web/core/user";

/** «My week»: what one has to do, whom to call, what waits. */
export class MyWeekPage extends Component {
    static template = "despacho_crm_reports.MyWeekPage";
    static path = "mi-semana";
    static displayName = _t("My week");
    static components = {DashboardChart, DashboardFigure, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.figures = useFigures();
        this.kept = keptChoices(this.props, ["person"]);
        this.state = useState({page: null, person: this.kept.choices.person || false, busy: false});
        useSetupAction({getLocalState: () => ({choices: {person: this.state.person}})});
        onWillStart(() => this.load());
    }

    async load() {
        this.state.busy = true;
        try {
            const page = await this.orm.call("despacho.my.week", "get_page", [this.state.person]);
            this.charts = {days: this.daysChart(page), pipeline: this.pipelineChart(page)};
            this.state.page = page;
        } finally {
            this.state.busy = false;
        }
    }

    get page() {
        return this.state.page;
    }

    async choose(value) {
        this.state.person = Number(value) || false;
        await this.load();
        this.kept.keep({person: this.state.person});
    }

    money(value, currency = this.page.currency) {
        return this.figures.money(value, currency);
    }

    day(date) {
        return luxon.DateTime.fromISO(date).toLocaleString({weekday: "short", day: "numeric", month: "short"});
    }

    ago(days) {
        return days === 0 ? _t("today") : days === 1 ? _t("1 day") : _t("%s days", days);
    }

    get tiles() {
        const {work, untouched, quotations} = this.page;
        const tile = (name, figure, more = {}) => ({
            name,
            label: figure.name,
            value: this.figures.count(figure.value),
            onOpen: () => this.figures.open(figure.open),
            ...more,
        });
        return [
            tile("late", work.late, {tone: work.late.value ? "danger" : undefined}),
            tile("today", work.today),
            tile("ahead", work.ahead),
            tile("done", work.done, {tone: "success"}),
            tile("calls", work.calls),
            tile("untouched", untouched, {tone: untouched.value ? "warning" : undefined}),
            tile("quotations", quotations, {note: quotations.value ? this.money(quotations.amount) : undefined}),
        ];
    }

    /** The lists of what is to be done; those without rows say so. */
    get lists() {
        const {work} = this.page;
        return [
            {
                name: "next",
                title: _t("To be done"),
                rows: work.next,
                empty: _t("Nothing left for this week. To plan something, open a client or a lead."),
            },
            {
                name: "next_calls",
                title: work.calls.name,
                rows: work.next_calls,
                empty: _t("No call is planned for this week."),
            },
        ];
    }

    openRow(row) {
        return this.figures.openForm(row.model, row.res_id);
    }

    daysChart(page) {
        const {days} = page.work;
        const open = (index) => this.figures.open({...days[index].open, name: this.day(days[index].date)});
        return {
            type: "bar",
            data: {
                labels: days.map((day) => this.day(day.date)),
                datasets: [
                    {label: page.work.done.name, data: days.map((day) => day.done), backgroundColor: COLORS.good},
                    {label: _t("To be done"), data: days.map((day) => day.pending), backgroundColor: COLORS.waiting},
                ],
            },
            options: {
                plugins: {legend: {position: "bottom"}},
                scales: {x: {stacked: true}, y: {stacked: true, ticks: {precision: 0}}},
                onClick: (_event, [element]) => element && open(element.index),
            },
        };
    }

    pipelineChart(page) {
        const {stages} = page.pipeline;
        return {
            type: "bar",
            data: {
                labels: stages.map((stage) => stage.name),
                datasets: [
                    {
                        label: _t("Expected"),
                        data: stages.map((stage) => stage.amount),
                        backgroundColor: COLORS.opportunity,
                    },
                ],
            },
            options: {
                indexAxis: "y",
                plugins: {legend: {display: false}},
                onClick: (_event, [element]) => element && this.figures.open(stages[element.index].open),
            },
        };
    }

    objective(row, value) {
        return row.money ? this.money(value) : this.figures.decimal(value);
    }

    get isMine() {
        return this.page.person.id === user.userId;
    }

    openReport() {
        return this.figures.doAction("despacho_crm_reports.action_my_week");
    }

    openMonth() {
        const {month} = this.page.objectives;
        return month
            ? this.figures.openForm("despacho.month", month)
            : this.figures.doAction("despacho_crm_reports.action_my_month");
    }

    get worked() {
        return this.page.work.days.some((day) => day.done || day.pending);
    }
}

registry.category("actions").add("despacho_crm_reports.my_week", MyWeekPage);
