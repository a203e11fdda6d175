import {Activity} from "@mail/core/web/activity";
import {ActivityListPopoverItem} from "@mail/core/web/activity_list_popover_item";
import {Activity as ActivityRecord} from "@mail/core/common/activity_model";
import {patch} from "@web/core/utils/patch";

/**
 * Open the dialog that asks how a contact went.
 *
 * @param {Object} env
 * @param {import("models").Activity} activity
 * @returns {Promise<Boolean>} whether the contact was written down
 */
export async function askResult(env, activity) {
    const action = await env.services.orm.call("mail.activity", "action_log_result", [[activity.id]]);
    return new Promise((resolve) =>
        env.services.action.doAction(action, {onClose: (infos) => resolve(Boolean(infos?.logged))}),
    );
}

patch(ActivityRecord.prototype, {
    get contactPhoneLink() {
        return `tel:${(this.contact_phone || "").replace(/[^+\d]/g, "")}`;
    },
});

// In the chatter: contacts ask for their result, other activities are done as ever.
patch(Activity.prototype, {
    async onClickMarkAsDone() {
        const {activity, onActivityChanged} = this.props;
        if (!activity.asks_result) {
            await super.onClickMarkAsDone(...arguments);
            return;
        }
        const thread = this.thread;
        if (await askResult(this.env, activity)) {
            onActivityChanged(thread);
            await thread.fetchNewMessages();
        }
    },
});

// In the popover of lists, kanban cards and the activity view.
patch(ActivityListPopoverItem.prototype, {
    onClickMarkAsDone() {
        const {activity, onActivityChanged, onClickEditActivityButton} = this.props;
        if (!activity.asks_result) {
            return super.onClickMarkAsDone(...arguments);
        }
        // The popover closes: the dialog takes its place.
        onClickEditActivityButton?.();
        return askResult(this.env, activity).then((logged) => logged && onActivityChanged?.());
    },
});
