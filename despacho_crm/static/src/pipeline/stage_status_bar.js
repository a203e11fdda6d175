import {patch} from "@web/core/utils/patch";
import {StatusBarField} from "@web/views/fields/statusbar/statusbar_field";

patch(StatusBarField.prototype, {
    /**
     * What was typed before is saved first: a stage that asks for something refuses the move, not the rest.
     */
    async selectItem() {
        const {record} = this.props;
        if (record.resModel === "crm.lead" && record.resId && (await record.isDirty()) && !(await record.save())) {
            return undefined;
        }
        return super.selectItem(...arguments);
    },
});
