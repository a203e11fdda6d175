import {Component, onWillStart, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {Layout} from "@web/search/layout";
import {figureAction} from "@despacho_crm/figures/figure_action";
import {formatInteger, formatMonetary} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

/** What a cell is, and what may be done with it in a click. */
export class PortfolioSpaceCell extends Component {
    static template = "despacho_crm_reports.PortfolioSpaceCell";
    static components = {Dialog};
    static props = {row: Object, service: Object, cell: Object, page: Object, run: Function, close: Function};

    get worth() {
        const {cell, service, page} = this.props;
        const money = (amount) => formatMonetary(amount, {currencyId: page.currency});
        return _t(
            "Who has it was invoiced %(each)s for it last year, on average. If all who lack it had it: %(worth)s a year.",
            {each: money(service.each), worth: money(cell.worth)},
        );
    }

    number(count) {
        return formatInteger(count);
    }

    async run(method, who) {
        await this.props.run(method, this.props.row, this.props.service, who);
        this.props.close();
    }
}

/** «White space»: a row for each segment of the clients, a column for each service, and who lacks it. */
export class PortfolioSpace extends Component {
    static template = "despacho_crm_reports.PortfolioSpace";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.state = useState({page: null});
        onWillStart(() => this.load(this.props.action.params?.dimension || "sector_id"));
    }

    async load(dimension) {
        this.state.page = await this.orm.call("despacho.portfolio.space", "get_page", [dimension]);
    }

    get page() {
        return this.state.page;
    }

    get needed() {
        return _t(
            "It needs at least %(fewest)s clients in a segment, and invoices whose lines have products of the " +
                "service lines. Complete the sheets of the clients of whom this is not known: %(unknown)s of %(clients)s.",
            this.counts,
        );
    }

    get hidden() {
        return _t(
            "Segments that are not shown: %(hidden)s, with fewer than %(fewest)s clients or among the smallest.",
            this.counts,
        );
    }

    get unknown() {
        return _t("Clients of whom this is not known: %(unknown)s of %(clients)s.", this.counts);
    }

    get withoutServices() {
        return _t(
            "Clients of whom no service is known: %(without)s of %(clients)s, counted among those who do not have it.",
            this.counts,
        );
    }

    get counts() {
        const {hidden, fewest, unknown, clients, without_services: without} = this.page;
        return {
            fewest,
            hidden: this.number(hidden),
            unknown: this.number(unknown),
            clients: this.number(clients),
            without: this.number(without),
        };
    }

    /** @returns {String} what a cell says to who does not see its row and its column */
    label(row, index) {
        const {gap, share} = row.cells[index];
        return `${row.name} · ${this.page.services[index].name}: ${this.number(gap)}, ${share} %`;
    }

    /** A cell is pressed with the keyboard as a button is. */
    press(ev, row, index) {
        if (["Enter", " "].includes(ev.key)) {
            ev.preventDefault();
            this.show(row, index);
        }
    }

    /** The fuller the cell, the more of them have it: the white ones are what there is to win. */
    shade(cell) {
        return `background-color: rgba(43, 108, 163, ${(cell.share / 100) * 0.75}); color: ${
            cell.share > 65 ? "#fff" : "inherit"
        }`;
    }

    number(count) {
        return formatInteger(count);
    }

    show(row, index) {
        this.dialog.add(PortfolioSpaceCell, {
            row,
            cell: row.cells[index],
            service: this.page.services[index],
            page: this.page,
            run: this.run.bind(this),
        });
    }

    async run(method, row, service, who) {
        const params = [[[this.page.dimension, row.key]], service.id, who];
        const answer = await this.orm.call("despacho.portfolio.space", method, params);
        return this.action.doAction(method === "action_open" ? figureAction(answer) : answer);
    }
}

registry.category("actions").add("despacho_crm_reports.portfolio_space", PortfolioSpace);
