import {BinaryField, binaryField} from "@web/views/fields/binary/binary_field";
import {_t} from "@web/core/l10n/translation";
import {DEFAULT_MAX_FILE_SIZE} from "@web/core/utils/files";
import {FileUploader} from "@web/views/fields/file_handler";
import {getDataURLFromFile} from "@web/core/utils/urls";
import {registry} from "@web/core/registry";
import {session} from "@web/session";
import {useDropzone} from "@web/core/dropzone/dropzone_hook";

import {useRef} from "@odoo/owl";

/** Whether a file may come in through a screen; else say how it does. */
function comesThroughScreen(file, notification) {
    const limit = session.max_file_upload_size || DEFAULT_MAX_FILE_SIZE;
    if (file.size <= limit) {
        return true;
    }
    const megabytes = (size) => Math.ceil(size / 1024 / 1024);
    notification.add(
        _t(
            "«%(name)s» takes %(size)s MB, and at most %(limit)s MB come in through the screen. " +
                "Leave it in the folder of a box of files, where larger ones are taken, or divide it in several.",
            {name: file.name, size: megabytes(file.size), limit: megabytes(limit)},
        ),
        {type: "danger", sticky: true},
    );
    return false;
}

class ImportFileUploader extends FileUploader {
    async onFileChange(ev) {
        const {target} = ev;
        if ([...target.files].every((file) => comesThroughScreen(file, this.notification))) {
            await super.onFileChange(ev);
        } else {
            target.value = null;
        }
    }
}

/**
 * A file field on which a file may also be dropped.
 */
export class FileDropField extends BinaryField {
    static template = "despacho_crm_import.FileDropField";
    static components = {...BinaryField.components, FileUploader: ImportFileUploader};

    setup() {
        super.setup();
        useDropzone(
            useRef("zone"),
            (ev) => this.onDrop(ev),
            "o_despacho_dropzone",
            () => !this.props.readonly,
        );
    }

    async onDrop(ev) {
        const file = ev.dataTransfer.files[0];
        if (file && comesThroughScreen(file, this.notification)) {
            const data = await getDataURLFromFile(file);
            await this.update({data: data.split(",")[1], name: file.name});
        }
    }
}

registry.category("fields").add("despacho_file_drop", {
    ...binaryField,
    component: FileDropField,
});
