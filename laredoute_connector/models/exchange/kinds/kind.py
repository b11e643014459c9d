# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the journal and the outbox want of every kind of exchange."""


class Kind:
    """A kind of exchange; its subclasses override what differs.

    :cvar name: as stored on the exchange
    :cvar label: for people, in English
    :cvar flow: the flow that sends what waits, or reads it
    :cvar has_listings: whether listings point to the exchanges of this kind
    """

    name = ""
    label = ""
    flow = ""
    has_listings = False

    def listings(self, exchange):
        """Return the listings that wait for this exchange's answer."""
        return exchange.env["laredoute.listing"]

    def retry(self, exchange):
        """A person lets it be tried again: go on with it.

        :return: a sentence for the person, where it is not simply tried again
        """
        exchange.write(exchange._prepare_retry())
        exchange.account_id._wake(self.flow)

    def release(self, exchange, unsure):
        """It is given up: what it holds may go with another one.

        :param unsure: La Redoute may have taken it all the same
        """


class OutgoingKind(Kind):
    """A kind that is sent: queued, then transmitted by the outbox."""

    def send(self, exchange, market):
        """Make the call; yield what La Redoute says, as soon as it says it.

        :param market: an open :class:`~....marketplace.port.Marketplace`
        :raises MarketplaceError: what was not yielded before has met this error
        """
        raise NotImplementedError

    def sending(self, exchange):
        """The call is about to be made: note it on what the exchange holds."""

    def attempts(self, exchange):
        """Return how often what it holds was tried, for the waiting time."""
        return exchange.attempts

    def taken(self, exchange, results):
        """La Redoute took it.

        :param results: what :meth:`send` yielded
        """
        raise NotImplementedError

    def unknown(self, exchange, message, results):
        """Nobody knows whether La Redoute took it."""

    def refused(self, exchange, failure, results):
        """La Redoute refused it as a whole."""

    def later(self, exchange, failure, results):
        """Nothing was taken: the same goes again.

        :param failure: :class:`~...flow.failure.Failure`; ``retry_at`` says when
        :param results: what came before the failure
        """
