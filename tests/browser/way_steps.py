# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The steps from an empty account to products on sale, as the user guide has them."""

import re

from playwright.sync_api import expect

from .way import Walker


class Administrator(Walker):
    """Pastes what only administrators may see."""

    def make_account(self, market, url, responsible):
        """Create the account and paste what La Redoute's e-mail says."""
        self.menu("Configuration", "Comptes")
        self.person.press("Nouveau")
        self.write(name="La Redoute France")
        self.choose(self.person.field("environment"), "Simulateur")
        self.pick(self.person.field("user_id"), responsible)
        self.person.open_tab("Connexion")
        account = market.account
        self.write(
            vendor_id=account.vendor_id,
            login=account.login,
            password=account.password,
            items_token=account.tokens["items"],
            read_token=account.tokens["orders_read"],
            update_token=account.tokens["orders_update"],
            sftp_user=account.sftp_user,
            sftp_password=account.sftp_password,
        )
        self.keep("credentials", 930)
        self._write_addresses(market.addresses, url)
        self.save()

    def _write_addresses(self, addresses, url):
        self.write(
            items_url=addresses["items"],
            offers_url=addresses["offers"],
            orders_url=addresses["orders"],
            sftp_host=addresses["sftp"]["host"],
            sftp_port=addresses["sftp"]["port"],
            image_domain=url,
        )

    def connect(self, services):
        """Trust the server's key, then try each service."""
        self.person.press("Lire la clé du serveur")
        key = self.person.field("sftp_host_key").locator("textarea")
        expect(key).to_have_value(re.compile("^ssh-"))
        self.person.press("Tester la connexion")
        lines = self.page.locator("[name='connection_check_ids'] .o_data_row")
        expect(lines).to_have_count(services)
        for line in lines.all():
            expect(line).to_have_class(re.compile("text-success"))
        self.keep("account", 700)


class Manager(Walker):
    """Brings the lists, the words and the products together."""

    # ------------------------------------------------------------------- lists
    def import_list(self, path, kind):
        """Import one of La Redoute's files, after a look at what was recognised."""
        self.menu("Configuration", "Importer des listes")
        self.person.press("Nouveau")
        chooser = self.page.locator(".o_field_binary input[type=file]")
        chooser.set_input_files(path)
        self.person.press("Lire")
        expect(self.person.status()).to_have_text("À confirmer")
        expect(self.person.field("kind").locator("input")).to_have_value(kind)
        expect(self.person.field("bad_count")).to_have_text("0")
        recognised = self.person.field("recognised_html")
        expect(recognised).to_contain_text("UTF-8")
        if path.stem == "attributs":
            self.keep("list-recognised", 860)
        self.person.press("Importer")
        expect(self.person.status()).to_have_text("Importé", timeout=60_000)

    # ----------------------------------------------------------------- mapping
    def open_account(self):
        self.menu("Tableau de bord")
        with self.person.elsewhere():
            self.page.locator(".o_kanban_record").first.click()

    def say_where_brands_are(self, attribute):
        self.open_account()
        self.person.open_tab("Catalogue")
        self.tick("brand_source", "Un attribut du produit")
        self.pick(self.person.field("brand_attribute_id"), attribute)
        self.keep("catalogue", 815)
        self.save()

    def say_what_attribute_is(self, name, usage, attribute=None):
        """One line of the screen of Odoo's attributes."""
        row = self.edit(self.row("name", name), "laredoute_usage")
        self.choose(row.locator("td[name='laredoute_usage']"), usage)
        if attribute:
            self.pick(row.locator("td[name='laredoute_attribute_id']"), attribute)
        self.save_row()

    def find_what_to_map(self):
        with self.person.elsewhere():
            self.person.press("Parcourir les produits")
            self.person.sees_notice("Ajoutés aux correspondances")
        self.forget_notices()

    def confirm_all(self):
        with self.person.elsewhere():
            self.person.press("Tout confirmer")
            self.confirm()
            self.person.sees_notice("Confirmées :")
        self.forget_notices()

    def map_by_hand(self, source, target, mine, theirs):
        """Say what one line is that no proposal was made for."""
        row = self.row(source, mine)
        expect(row.locator("td[name='state']")).to_have_text("Manquante")
        self.pick(self.edit(row, target).locator(f"td[name='{target}']"), theirs)
        self.save_row()
        expect(row.locator("td[name='state']")).to_have_text("Confirmée")

    # ---------------------------------------------------------------- products
    def start_tests(self):
        self.open_account()
        self.person.press("Démarrer les tests")
        expect(self.person.status()).to_have_text("En test")

    def select_products(self, names):
        """Select products in a list; give their names in its order."""
        self.menu("Produits", "Choisir des produits")
        expect(self.rows).to_have_count(len(names))
        cells = self.rows.locator("td[name='name']").all_inner_texts()
        self.page.locator(".o_list_view thead input[type=checkbox]").check()
        self.page.locator(".o_control_panel .o_cp_action_menus button").last.click()
        self.keep("choose", 640)
        menu = self.page.locator(".o-dropdown--menu")
        menu.get_by_text("Référencer sur La Redoute", exact=True).click()
        self.person.sees_notice("Choisis pour La Redoute")
        self.forget_notices()
        # whoever is selected leaves the list of those to choose
        expect(self.rows).to_have_count(0)
        return [cell.strip() for cell in cells]

    def see_to_fix(self, problems, warnings=False):
        """The products to fix, looked at again until exactly these are left."""

        def go():
            self.menu("Produits", "Produits à corriger")
            if warnings:
                facet = self.page.locator(".o_searchview_facet", has_text="Bloquant")
                facet.locator(".o_facet_remove").click()
                expect(facet).to_have_count(0)
                self.person.settle()

        self.until(go, self.groups, sorted(problems))

    def fix(self, problem, screenshot=None):
        """Unfold one kind of problem and press its button."""
        self.page.locator(".o_group_header", has_text=problem).click()
        expect(self.rows).to_have_count(1)
        if screenshot:
            self.keep(screenshot, 400)
        self.rows.get_by_role("button", name="Corriger").click()

    # ----------------------------------------------------------------- sending
    def run_now(self, *works):
        """Bring the next run of these forward, on the account's page."""
        self.open_account()
        for work in works:
            self.person.run_now(work)
            self.forget_notices()

    def open_listings(self):
        self.open_account()
        with self.person.elsewhere():
            boxes = self.page.locator(".oe_stat_button", has_text="Référencements")
            boxes.click()

    def open_listing(self, name):
        self.open_listings()
        with self.person.elsewhere():
            self.row("product_id", name).locator("td[name='product_id']").click()

    def states(self):
        """{state: number of declinations}, as the panel beside the list shows."""
        values = self.page.locator(".o_search_panel_category_value").all_inner_texts()
        found = (value.split("\n") for value in values)
        return {name: int(count) for name, count in map(_pair, found) if count}

    def sees_states(self, **wanted):
        self.until(self.open_listings, self.states, wanted)


def _pair(lines):
    name, *count = (line.strip() for line in lines if line.strip())
    return name, count[0] if count else ""
