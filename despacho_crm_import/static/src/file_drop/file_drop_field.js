import {BinaryField, binaryField} from "@web/views/fields/binary/binary_field";
import {useDropzone} from "@web/core/dropzone/dropzone_hook";
import {checkFileSize} from "@web/core/utils/files";
import {getDataURLFromFile} from "@web/core/utils/urls";
import {registry} from "@web/core/registry";

import {useRef} from "@odoo/owl";

/**
 * A file field on which a file may also be dropped.
 */
export class FileDropField extends BinaryField {
    static template = "despacho_crm_import.FileDropField";

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
        if (file && checkFileSize(file.size, this.notification)) {
            const data = await getDataURLFromFile(file);
            await this.update({data: data.split(",")[1], name: file.name});
        }
    }
}

registry.category("fields").add("despacho_file_drop", {
    ...binaryField,
    component: FileDropField,
});
