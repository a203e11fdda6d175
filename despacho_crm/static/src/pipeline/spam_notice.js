import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/**
 * Say what was put in Spam, with the way back at hand: whoever chose the wrong ones sees it now.
 */
export function spamNotice(env, action) {
    const {message, lead_ids: leadIds, next} = action.params;
    const {notification, orm, action: actions} = env.services;
    const buttons = [];
    let dismiss = null;
    if (leadIds.length) {
        buttons.push({
            name: _t("Undo"),
            onClick: async () => {
                dismiss();
                const answer = await orm.call("crm.lead", "action_unmark_spam", [leadIds]);
                await actions.doAction(answer);
                await actions.doAction("soft_reload");
            },
        });
    }
    dismiss = notification.add(message, {type: "success", buttons});
    return next;
}

registry.category("actions").add("despacho_spam_notice", spamNotice);
