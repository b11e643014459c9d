// Copyright 2026 La Redoute connector contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { Component, onMounted, onWillUnmount, xml } from "@odoo/owl";

/** Milliseconds between two looks at work that goes on in the background. */
const INTERVAL = 1500;
/** States in which there is work before it. */
const OPEN = ["queued", "running"];

/**
 * Reads the form's record again for as long as its state is one of OPEN, so that what
 * the server does in the background shows without a click.
 */
export class FollowWidget extends Component {
    static template = xml`<span class="d-none"/>`;
    static props = standardWidgetProps;

    setup() {
        this.gone = false;
        onMounted(() => this.wait());
        onWillUnmount(() => {
            this.gone = true;
            clearTimeout(this.timer);
        });
    }

    wait() {
        this.timer = setTimeout(() => this.look(), INTERVAL);
    }

    async look() {
        const record = this.props.record;
        if (OPEN.includes(record.data.state) && record.resId && !record.dirty) {
            await record.load();
        }
        if (!this.gone) {
            this.wait();
        }
    }
}

registry.category("view_widgets").add("laredoute_follow", { component: FollowWidget });
