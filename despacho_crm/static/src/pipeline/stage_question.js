/**
 * A stage that lacks something asks for it: the server refuses the move with a question that carries a form,
 * and the form opens at once, wherever the record was being moved (kanban, status bar, list, phone).
 */
import {registry} from "@web/core/registry";
import {RPCError} from "@web/core/network/rpc";
import {UncaughtPromiseError} from "@web/core/errors/error_service";
import {patch} from "@web/core/utils/patch";
import {Record} from "@web/model/relational_model/record";

const STAGE_QUESTION = "odoo.addons.despacho_crm.exceptions.StageQuestion";

/** The views whose records were refused, to be read again when the question is answered. */
const modelsByError = new WeakMap();

export function isStageQuestion(error) {
    return error instanceof RPCError && error.exceptionName === STAGE_QUESTION;
}

patch(Record.prototype, {
    /**
     * The record stays where it was, and the view is not dirty: what the question asks is answered apart.
     */
    async _save(params = {}) {
        if (this.resModel !== "crm.lead") {
            return super._save(...arguments);
        }
        const {onError} = params;
        return super._save({
            ...params,
            onError: async (error, options) => {
                if (isStageQuestion(error)) {
                    this._discard();
                    modelsByError.set(error, this.model);
                    throw error;
                }
                if (onError) {
                    return onError(error, options);
                }
                if (!this.isInEdition) {
                    await this._load({});
                }
                throw error;
            },
        });
    },
});

export function stageQuestionHandler(env, error, originalError) {
    if (!(error instanceof UncaughtPromiseError) || !isStageQuestion(originalError)) {
        return false;
    }
    error.unhandledRejectionEvent.preventDefault();
    const [, action] = originalError.data.arguments;
    const model = modelsByError.get(originalError);
    const notice = action.context?.stage_question_notice;
    if (notice) {
        env.services.notification.add(notice, {type: "warning", sticky: true});
    }
    env.services.action.doAction(action, {
        onClose: () => (model ? model.load() : env.services.action.doAction("soft_reload")),
    });
    return true;
}

registry.category("error_handlers").add("despacho_crm.stage_question", stageQuestionHandler, {sequence: 90});
