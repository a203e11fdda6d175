import {Component, onWillStart} from "@odoo/owl";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {registry} from "@web/core/registry";
import {domainContainsExpressions} from "@web/core/tree_editor/domain_contains_expressions";
import {user} from "@web/core/user";
import {STATIC_ACTIONS_GROUP_NUMBER} from "@web/search/action_menus/action_menus";

/** On the lists of whom a search can become a segment. */
const MODELS = ["res.partner", "crm.lead", "despacho.need"];

/** «Save as segment»: whoever the search on the screen finds, from now on. */
export class SaveSegmentItem extends Component {
    static template = "despacho_crm.SaveSegmentItem";
    static components = {DropdownItem};
    static props = {};

    setup() {
        // The menu closes, and this with it, before the answer comes: not the services that end with a component.
        const {orm, action} = this.env.services;
        Object.assign(this, {orm, action});
        onWillStart(async () => {
            this.allowed = await user.hasGroup("despacho_crm.group_user");
        });
    }

    /** What is relative stays so («the last 30 days»); what only the browser understands is worked out now. */
    get domain() {
        const search = this.env.searchModel;
        const written = search._getDomain({raw: true}).toString();
        return domainContainsExpressions(written) ? search._getDomain() : written;
    }

    async save() {
        const {resModel} = this.env.searchModel;
        this.action.doAction(await this.orm.call("despacho.segment.save", "ask", [resModel, this.domain]));
    }
}

function isListOfContacts(env) {
    return MODELS.includes(env.searchModel?.resModel);
}

registry
    .category("favoriteMenu")
    .add(
        "despacho_save_segment",
        {Component: SaveSegmentItem, groupNumber: 4, isDisplayed: isListOfContacts},
        {sequence: 10},
    );
registry.category("cogMenu").add(
    "despacho_save_segment",
    {
        Component: SaveSegmentItem,
        groupNumber: STATIC_ACTIONS_GROUP_NUMBER,
        isDisplayed: (env) => ["list", "kanban"].includes(env.config.viewType) && isListOfContacts(env),
    },
    {sequence: 12},
);
