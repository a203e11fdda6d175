import {Component, onWillStart, useState, useSubEnv} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {getDefaultConfig} from "@web/views/view";
import {formatInteger} from "@web/views/fields/formatters";
import {figureAction} from "@despacho_crm/figures/figure_action";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

/** The picture's circles, in its own measure. */
const [RADIUS, LEFT, RIGHT, MIDDLE] = [110, 135, 265, 130];
const FITS = 29;

/** What two or more segments have in common: a picture of two, a table of more, and each part to open or to keep. */
export class SegmentOverlap extends Component {
    static template = "despacho_crm.SegmentOverlap";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        useSubEnv({config: {...getDefaultConfig(), ...this.env.config}});
        useSetupAction();
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({segments: [], parts: []});
        const ids = this.props.action.params?.segment_ids || this.props.action.context?.active_ids || [];
        onWillStart(async () => {
            Object.assign(this.state, await this.orm.call("despacho.segment", "overlap", [ids]));
        });
    }

    get isPair() {
        return this.state.segments.length === 2;
    }

    /** The three parts of the picture of two. */
    get picture() {
        const [one, two] = this.state.segments;
        const half = (RIGHT - LEFT) / 2;
        const height = Math.sqrt(RADIUS ** 2 - half ** 2);
        const [x, top, bottom] = [LEFT + half, MIDDLE - height, MIDDLE + height];
        const arc = (sweep, large, y) => `A ${RADIUS} ${RADIUS} 0 ${large} ${sweep} ${x} ${y}`;
        return [
            {
                key: "left",
                color: "#a9c8ea",
                path: `M ${x} ${top} ${arc(0, 1, bottom)} ${arc(1, 0, top)} Z`,
                x: LEFT - 55,
                ...this.part([one.id]),
            },
            {
                key: "both",
                color: "#b9b3dd",
                path: `M ${x} ${top} ${arc(1, 0, bottom)} ${arc(1, 0, top)} Z`,
                x,
                ...this.part([one.id, two.id]),
            },
            {
                key: "right",
                color: "#f3c9a5",
                path: `M ${x} ${top} ${arc(1, 1, bottom)} ${arc(0, 0, top)} Z`,
                x: RIGHT + 55,
                ...this.part([two.id]),
            },
        ];
    }

    /** All the parts that there are; of two segments, also those where nobody is. */
    get parts() {
        return this.isPair ? this.picture : this.state.parts;
    }

    /** @returns {Object} who is in all of ``inside`` and in none of the others */
    part(inside) {
        const wanted = new Set(inside);
        const same = (part) => part.inside.length === wanted.size && part.inside.every((id) => wanted.has(id));
        const outside = this.state.segments.map(({id}) => id).filter((id) => !wanted.has(id));
        return this.state.parts.find(same) || {inside, outside, count: 0};
    }

    /** How many are in both of two segments, whatever else they are in. */
    common(one, two) {
        return this.state.parts
            .filter(({inside}) => inside.includes(one.id) && inside.includes(two.id))
            .reduce((sum, {count}) => sum + count, 0);
    }

    share(one, two) {
        return one.count ? Math.round((100 * this.common(one, two)) / one.count) : 0;
    }

    name({inside, outside}) {
        const names = (ids) => this.state.segments.filter(({id}) => ids.includes(id)).map(({name}) => name);
        return {within: names(inside).join(" + "), without: names(outside).join(", ")};
    }

    /** @returns {String} ``name`` as it fits beside its circle */
    shorten(name) {
        return name.length > FITS ? `${name.slice(0, FITS - 1).trim()}…` : name;
    }

    format(number) {
        return formatInteger(number);
    }

    async open({inside, outside}) {
        const action = await this.orm.call("despacho.segment", "action_part", [inside, outside]);
        return this.action.doAction(figureAction(action));
    }

    openBoth(one, two) {
        return this.open({inside: [...new Set([one.id, two.id])], outside: []});
    }

    async save({inside, outside}) {
        this.action.doAction(await this.orm.call("despacho.segment", "action_save_part", [inside, outside]));
    }
}

registry.category("actions").add("despacho_crm.segment_overlap", SegmentOverlap);
