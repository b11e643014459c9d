# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How people go about on the way: menus, forms and lists, by clicking."""

import os
import re
import time
from pathlib import Path

from playwright.sync_api import expect

#: the window of a person, and of the user guide's screenshots
WIDTH, HEIGHT = 1360, 900
#: seconds within which the server's cron thread must have done what was requested
DEADLINE = 30


def exactly(text):
    return re.compile(rf"^\s*{re.escape(text)}\s*$")


class Walker:
    """A person on the way, who may keep screenshots of it for the user guide.

    They go to the folder named by ``LAREDOUTE_GUIDE``, if it is set.

    :param person: who is logged in
    """

    def __init__(self, person):
        self.person = person
        self.page = person.page

    def keep(self, name, height=HEIGHT):
        """Keep a screenshot, as high as what is to be seen needs."""
        self.person.look(name)
        folder = os.environ.get("LAREDOUTE_GUIDE")
        if not folder:
            return
        self.page.set_viewport_size({"width": WIDTH, "height": height})
        # from the top, where nothing lies under the mouse
        self.page.evaluate(
            "document.querySelectorAll('.o_content, .o_form_view')"
            ".forEach(part => part.scrollTo(0, 0))"
        )
        self.page.mouse.move(0.7 * WIDTH, 22)
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=Path(folder) / f"{name}.png")
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})

    # -------------------------------------------------------------- going around
    def menu(self, *names):
        """Through the app's menus, as a person goes from one task to the next."""
        self.person.open_menu(*names)

    def app(self, name):
        self.person.open_app(name)

    def back(self):
        with self.person.elsewhere():
            self.page.locator(".o_breadcrumb a").first.click()

    def forget_notices(self):
        """Close what was read, so that the next notice is a new one."""
        self.page.locator(".o_notification_close").evaluate_all(
            "buttons => buttons.forEach(button => button.click())"
        )
        expect(self.page.locator(".o_notification")).to_have_count(0)

    def confirm(self):
        """Say yes to the question on screen."""
        self.page.locator(".modal footer .btn-primary").click()
        expect(self.page.locator(".modal")).to_have_count(0)

    def until(self, go, find, wanted):
        """Look again, as a person does, until what is found is as wanted.

        :param go: opens the screen anew
        :param find: what stands there
        """
        deadline = time.monotonic() + DEADLINE
        while True:
            go()
            found = find()
            if found == wanted:
                return
            if time.monotonic() > deadline:
                raise AssertionError(f"{found} instead of {wanted}")
            time.sleep(0.3)

    # -------------------------------------------------------------------- forms
    def write(self, **values):
        """Write into fields of the form."""
        for name, value in values.items():
            field = self.person.field(name)
            field.locator("input, textarea").first.fill(str(value))

    def choose(self, place, label):
        """Choose from a short list: a selection."""
        place.locator("input").click()
        self.page.locator(".o_select_menu_item", has_text=label).first.click()

    def pick(self, place, text):
        """Find a record by typing its name."""
        place.locator("input").fill(text)
        found = self.page.locator(".o-autocomplete--dropdown-item", has_text=text)
        found.first.click()

    def tick(self, name, label):
        """Choose one of a radio's answers."""
        self.person.field(name).get_by_label(label, exact=True).check()

    def save(self):
        button = self.page.locator(".o_form_button_save")
        button.click()
        expect(button).to_be_hidden()

    # -------------------------------------------------------------------- lists
    @property
    def rows(self):
        return self.page.locator(".o_list_view .o_data_row")

    def row(self, name, text):
        """The one line of the list in which a column reads so."""
        cell = self.page.locator(f"td[name='{name}']", has_text=exactly(text))
        return self.rows.filter(has=cell)

    def edit(self, row, name):
        """Click into a cell; the line that can be written now."""
        row.locator(f"td[name='{name}']").click()
        return self.page.locator(".o_selected_row")

    def save_row(self):
        self.page.locator(".o_list_button_save:visible").first.click()
        expect(self.page.locator(".o_selected_row")).to_have_count(0)

    def group_by(self, name):
        self.page.locator(".o_searchview_dropdown_toggler").click()
        menu = self.page.locator(".o_group_by_menu")
        menu.get_by_role("menuitemcheckbox", name=name, exact=True).click()
        self.page.keyboard.press("Escape")
        expect(self.page.locator(".o_group_header").first).to_be_visible()

    def groups(self):
        """What the groups are called, without references and numbers of lines."""
        names = self.page.locator(".o_group_header .o_group_name").all_inner_texts()
        return sorted(
            re.sub(r"^\[.*?\]|\(\d+\)$", "", name.strip()).strip() for name in names
        )

    def show_columns(self, *names):
        """Have the list show columns that it hides at first."""
        self.page.locator(".o_optional_columns_dropdown button").click()
        menu = self.page.locator(".o-dropdown--menu")
        for name in names:
            menu.get_by_label(name, exact=True).check()
        self.page.keyboard.press("Escape")
