// Copyright 2026 La Redoute connector contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { useEffect, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { CharField, charField } from "@web/views/fields/char/char_field";
import { TextField, textField } from "@web/views/fields/text/text_field";

/**
 * Count the characters of what is typed, and of what counts while nothing is.
 *
 * @param {Object} field the component
 * @param {Object} ref of the element that is typed in
 */
function useCounter(field, ref) {
    field.counter = useState({ typed: null });
    useEffect(
        (el) => {
            if (!el) {
                return;
            }
            const count = () => {
                field.counter.typed = el.value;
            };
            el.addEventListener("input", count);
            return () => el.removeEventListener("input", count);
        },
        () => [ref.el]
    );
    // what is saved, discarded or fetched replaces what was typed
    useEffect(
        () => {
            field.counter.typed = null;
        },
        () => [field.props.record.data[field.props.name], field.props.record.resId]
    );
}

const Counted = (Field) =>
    class extends Field {
        static props = {
            ...Field.props,
            limit: { type: Number },
            fallback: { type: String, optional: true },
        };

        get characters() {
            const data = this.props.record.data;
            const own = this.counter.typed ?? (data[this.props.name] || "");
            const text = own.trim() || (data[this.props.fallback] || "").trim();
            // as the rules count: letters, not halves of an emoji
            return [...text].length;
        }
        get isTooLong() {
            return this.characters > this.props.limit;
        }
    };

export class CountedCharField extends Counted(CharField) {
    static template = "laredoute_connector.CountedCharField";

    setup() {
        super.setup();
        useCounter(this, this.input);
    }
}

export class CountedTextField extends Counted(TextField) {
    static template = "laredoute_connector.CountedTextField";

    setup() {
        super.setup();
        useCounter(this, this.textareaRef);
    }
}

function counted(component, field) {
    return {
        ...field,
        component,
        extractProps: (info, dynamicInfo) => ({
            ...field.extractProps(info, dynamicInfo),
            limit: info.options.limit,
            fallback: info.options.fallback,
        }),
        fieldDependencies: ({ options }) =>
            options.fallback ? [{ name: options.fallback, type: "text", readonly: true }] : [],
    };
}

registry.category("fields").add("laredoute_counted_char", counted(CountedCharField, charField));
registry.category("fields").add("laredoute_counted_text", counted(CountedTextField, textField));
