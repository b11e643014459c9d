# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One person at a browser, who reads French and knows no technical name."""

import os
import re
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

#: milliseconds within which a page, or what it answers to a click, must be there
PATIENCE = 90_000
#: seconds within which the server's cron thread must have done what was requested
DEADLINE = 30


class Person:
    """A logged-in user in a browser window of her own.

    :param login: also the password
    :param session: the cookies of an earlier log-in, if any
    :ivar complaints: what the browser's console called an error
    :ivar page: the window
    """

    def __init__(self, browser, url, login, session=None):
        self.url = url
        self.login = login
        self.complaints = []
        self._context = browser.new_context(
            locale="fr-FR",
            timezone_id="Europe/Paris",
            viewport={"width": 1360, "height": 900},
            storage_state=session,
        )
        self._context.set_default_timeout(PATIENCE)
        self._context.on("weberror", lambda e: self.complaints.append(str(e.error)))
        self._context.on("console", self._listen)
        self.page = self._context.new_page()
        self._looks = 0

    def _listen(self, message):
        if message.type == "error":
            place = message.location.get("url", "")
            self.complaints.append(f"{message.text} ({place})")

    def leave(self):
        self._context.close()

    # -------------------------------------------------------------- going around
    def log_in(self):
        """Log in through the login page; give the cookies for another window."""
        self.page.goto(f"{self.url}/web/login")
        self.page.get_by_label("E-mail").fill(self.login)
        self.page.get_by_label("Mot de passe", exact=True).fill(self.login)
        self.page.get_by_role("button", name="Se connecter").click()
        self._is_in()
        return self._context.storage_state()

    def come_in(self):
        """Open the web client with the cookies of an earlier log-in."""
        self.page.goto(f"{self.url}/odoo")
        self._is_in()

    def _is_in(self):
        expect(self.page.locator(".o_web_client")).to_be_visible()
        expect(self.page.locator(".o_action_manager > *").first).to_be_visible()

    def apps(self):
        """The names of the apps this person sees in the menu of apps."""
        self.page.locator(".o_navbar_apps_menu button").click()
        menu = self.page.locator(".o-dropdown--menu .o_app")
        expect(menu.first).to_be_visible()
        return [name.strip() for name in menu.all_inner_texts()]

    def open_app(self, name):
        with self.elsewhere():
            self.apps()
            self.page.locator(".o-dropdown--menu .o_app", has_text=name).click()

    def open_menu(self, *names):
        """Click through the menus of the app at hand."""
        first, *rest = names
        bar, menu = (
            self.page.locator(place)
            for place in (".o_menu_sections", ".o-dropdown--menu")
        )
        with self.elsewhere():
            bar.get_by_text(first, exact=True).click()
            for name in rest:
                menu.get_by_text(name, exact=True).click()

    def go(self, path):
        self.page.goto(f"{self.url}/odoo/{path}")
        self.settle()

    @contextmanager
    def elsewhere(self):
        """Wait until what is on screen now is gone, though the next looks alike."""
        self.page.locator(".o_action_manager > *").evaluate_all(
            "parts => parts.forEach(part => part.setAttribute('data-left', ''))"
        )
        yield
        expect(self.page.locator("[data-left]")).to_have_count(0)
        self.settle()

    def settle(self):
        """Wait until the web client has drawn what it was requested for."""
        view = self.page.locator(".o_action_manager .o_view_controller")
        expect(view.first).to_be_visible()
        expect(self.page.locator(".o_loading_indicator")).to_have_count(0)

    def press(self, name):
        """Press the button with this text, an icon beside it or not."""
        text = re.compile(rf"^\s*{re.escape(name)}\s*$")
        self.page.locator("button:visible", has_text=text).click()

    def open_tab(self, name):
        self.page.get_by_role("tab", name=name, exact=True).click()

    def action(self, name):
        """Choose an entry of the cog menu of a form."""
        self.page.locator(".o_control_panel .o_cp_action_menus button").first.click()
        self.page.locator(".o-dropdown--menu").get_by_text(name, exact=True).click()

    def run_now(self, work):
        """Press the button of a work's line on the account's form on screen."""
        self.open_tab("État")
        rows = self.page.locator("[name='flow_ids'] .o_data_row")
        name = self.page.locator("td[name='name']").get_by_text(work, exact=True)
        rows.filter(has=name).get_by_role("button", name="Lancer").click()
        self.sees_notice("passage dans la minute")

    # ------------------------------------------------------------------- looking
    def field(self, name):
        """What stands in a field of the form on screen."""
        return self.page.locator(f".o_form_view [name='{name}']").first

    def status(self):
        """The current step of the form's status bar."""
        return self.page.locator(".o_statusbar_status [aria-checked='true']")

    def sees_notice(self, text):
        notice = self.page.locator(".o_notification", has_text=text).first
        expect(notice).to_be_visible()

    def sees_no_error(self):
        """Nothing on screen says that something failed."""
        for dialog in (".o_error_dialog", ".modal", ".o_notification.border-danger"):
            expect(self.page.locator(dialog)).to_have_count(0)

    def reload_until(self, find, text):
        """Look again, as a person does, until ``find()`` shows ``text``.

        :param find: gives the place on the page, after each reload
        :raises AssertionError: with what stands there after the deadline
        """
        deadline = time.monotonic() + DEADLINE
        while True:
            self.page.reload()
            self.settle()
            if find().count() and find().inner_text().strip() == text:
                return
            if time.monotonic() > deadline:
                expect(find()).to_have_text(re.compile(rf"^\s*{re.escape(text)}\s*$"))
            time.sleep(0.2)

    def row(self, text):
        """The line of the list on screen that holds this text."""
        return self.page.locator(".o_list_view .o_data_row", has_text=text)

    def cell(self, text, field):
        """One column of that line."""
        return self.row(text).locator(f"td[name='{field}']")

    def look(self, name):
        """Keep a screenshot where LAREDOUTE_SCREENSHOTS names a folder for them."""
        folder = os.environ.get("LAREDOUTE_SCREENSHOTS")
        if folder:
            self._looks += 1
            path = Path(folder) / f"{self.login}-{self._looks:02d}-{name}.png"
            self.page.screenshot(path=path)

    def look_at_phone(self, name):
        """Look at the same on a phone, if at all: read anew, lists become cards."""
        if not os.environ.get("LAREDOUTE_SCREENSHOTS"):
            return
        wide = self.page.viewport_size
        self._read_at({"width": 400, "height": 900})
        self.look(name)
        self._read_at(wide)

    def _read_at(self, size):
        self.page.set_viewport_size(size)
        # a dialogue would be gone
        if not self.page.locator(".modal").count():
            self.page.reload()
            self.settle()
