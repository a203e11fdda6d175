import {useSubEnv} from "@odoo/owl";
import {patch} from "@web/core/utils/patch";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";

/**
 * The dialog in which a field creates a contact can give the field one that exists instead: whatever the field
 * does with what it created, it does with this one.
 */
patch(FormViewDialog.prototype, {
    setup() {
        super.setup();
        const {resModel, resId, onRecordSaved, isToMany} = this.props;
        useSubEnv({
            despachoUseInstead:
                resModel === "res.partner" &&
                !resId &&
                !isToMany &&
                onRecordSaved !== FormViewDialog.defaultProps.onRecordSaved
                    ? async ({id, name}) => {
                          await onRecordSaved({resId: id, data: {id, display_name: name, name}});
                          this.props.close();
                      }
                    : null,
        });
    },
});
