# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a seller writes, made by hand from docs/protocol.md: shares no code with the
addon nor with the simulator."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta, timezone
from typing import Any

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
ITEMS = "http://RedouteFrance/seller/items/1.1"
OFFERS = "http://Redcats/File/ESB-TIBCO/File/1.0/InjectFile/1.0"
ORDERS = "http://RedouteFrance/seller/order/1.2"
READ = "NewOrdersService.RetrieveByStatusRequest"
UPDATE = "NewOrdersService.UpdateRequest"
PRODUCT_NS = "http://RedouteFrance/CAT-EXT-INTG/Product/VendorItems/1.0"
OFFER_NS = "http://RedCats/MarketPlace/Partnership/2.0"
EANS = ["3700000000013", "3700000000020", "3700000000037", "3700000000044"]


def now() -> datetime:
    return datetime.now(tz=timezone.utc)


def envelope(version: str, body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="{version}">'
        f"<s:Body>{body}</s:Body></s:Envelope>"
    )


def attribute(code: str, value: str, label: str, declinable: str = "false") -> str:
    value = f"<AttributeValueCode>{value}</AttributeValueCode>" if value else ""
    return (
        f"<Attribute><AttributeCode>{code}</AttributeCode>"
        f"<IsDeclinable>{declinable}</IsDeclinable><AttributeValues>{value}"
        f'<AttributeValueLabel language="fr">{label}</AttributeValueLabel>'
        "</AttributeValues></Attribute>"
    )


SIZE = attribute("A0301", "V030102", "38", "true")
COLOURS = attribute("A0485", "V002232", "bleu", "true") + attribute(
    "A1114", "", "Bleu nuit"
)


def media(url: str, md5: str, rank: int = 1, encoding: str = "jpg") -> str:
    return (
        f"<Media><MediaURL>{url}</MediaURL><MediaType>Photo</MediaType>"
        f"<MediaEncoding>{encoding}</MediaEncoding>"
        f"<PublicationRank>{rank}</PublicationRank><Checksum>{md5}</Checksum>"
        "<ChecksumType>MD5</ChecksumType></Media>"
    )


def vendor_item(**change: Any) -> str:
    """One correct standalone product, with what ``change`` replaces."""
    one = {
        "ean": EANS[0],
        "category": "S0101",
        "sku": "SKU-1",
        "parent": "",
        "title": "Robe Longue",
        "description": "Une robe longue.",
        "brand": "B00101",
        "vendor": "70123",
        "medias": "",
        "attributes": COLOURS,
        **change,
    }
    ean = f"<EAN>{one['ean']}</EAN>" if one["ean"] else ""
    parent = one["parent"] and f"<ParentProductId>{one['parent']}</ParentProductId>"
    attributes = one["attributes"] and f"<Attributes>{one['attributes']}</Attributes>"
    return (
        f"<VendorItem>{ean}<Classification><ClassificationValue>{one['category']}"
        f"</ClassificationValue></Classification><Product><ProductId><![CDATA["
        f"{one['sku']}]]></ProductId>{parent}<ProductTitles><ProductTitle "
        f'language="fr">{one["title"]}</ProductTitle></ProductTitles>'
        f'<ProductDescriptions><ProductDescription language="fr">{one["description"]}'
        "</ProductDescription></ProductDescriptions><ProductBrand><BrandCode>"
        f"{one['brand']}</BrandCode></ProductBrand><Medias>{one['medias']}</Medias>"
        f"</Product><Vendor><VendorId>{one['vendor']}</VendorId></Vendor>"
        f"{attributes}</VendorItem>"
    )


def vendor_items(*items: str) -> bytes:
    text = f'<VendorItems xmlns="{PRODUCT_NS}">{"".join(items)}</VendorItems>'
    return text.encode()


def day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:00.000Z")


def delivery(mode: str = "Home", fee: str = "4.90", days: str = "1 3") -> str:
    low, high = days.split()
    return (
        f'<Delivery DeliveryType="Regular" DeliveryMode="{mode}"><DeliveryFee '
        f'CurrencyCode="EUR">{fee}</DeliveryFee><ShipmentDelay>2</ShipmentDelay>'
        f"<DeliveryDaysRange><Min>{low}</Min><Max>{high}</Max></DeliveryDaysRange>"
        "</Delivery>"
    )


def offer(**change: Any) -> str:
    """One correct offer, with what ``change`` replaces."""
    one = {
        "ean": EANS[0],
        "sku": "SKU-1",
        "quantity": "5",
        "start": day(now() - timedelta(days=1)),
        "end": day(now() + timedelta(days=300)),
        "amount": "59.90",
        "vat": "0.20",
        "eco": "",
        "blocked": "59.90",
        "deliveries": delivery(),
        **change,
    }
    eco = one["eco"] and f"<WEEFee>{one['eco']}</WEEFee>"
    return (
        f'<Item><ItemIdentification><ItemStandardID Qualifier="EN">{one["ean"]}'
        "</ItemStandardID></ItemIdentification><ItemConditions><ItemCondition "
        f'Condition="New"><Availability><StockQuantity>{one["quantity"]}'
        "</StockQuantity></Availability><SellerOffers><SellerOffer "
        'Site="www.laredoute.fr" CountryCode="FR"><SellerOfferPrices>'
        f'<SellerOfferPrice SellerOfferID="{one["sku"]}" OfferNature="Standard" '
        f'CustomerTarget="All"><OfferPeriod><StartDate>{one["start"]}</StartDate>'
        f"<EndDate>{one['end']}</EndDate></OfferPeriod><SellingPrice "
        f'CurrencyCode="EUR" PriceType="SellingPrice"><Amount>{one["amount"]}</Amount>'
        f"<VATRate>{one['vat']}</VATRate>{eco}</SellingPrice><BlockedPrice>"
        f"{one['blocked']}</BlockedPrice></SellerOfferPrice></SellerOfferPrices>"
        f"<Deliveries>{one['deliveries']}</Deliveries></SellerOffer></SellerOffers>"
        "</ItemCondition></ItemConditions></Item>"
    )


def offer_file(*offers: str, seller: str = "70123", hub: str = "400") -> bytes:
    date = now().strftime("%Y-%m-%dT%H:%M:%SZ")
    head = f'MessageRelease="1.0" MessageDate="{date}"'
    ids = f'SellerID="{seller}" HubID="{hub}"'
    return (
        f'<SellerOfferRequest xmlns="{OFFER_NS}" {head} {ids}>{"".join(offers)}'
        "</SellerOfferRequest>"
    ).encode()


def items_body(token: str, attachment: str = "<attachment/>") -> str:
    return (
        f'{attachment}<i:injectItems xmlns:i="{ITEMS}"><api-key>{token}</api-key>'
        "</i:injectItems>"
    )


def offers_body(count: int | None = None, **change: str) -> str:
    stamp = now().strftime("%Y-%m-%d-%H-%M-%S")
    fields = {
        "EUserId": "70123",
        "ESystem": "400",
        "FlowName": "MKP_SellerOffer",
        "FlowVersion": "001",
        "FileName": f"70123.MKP_SellerOffer.001.{stamp}.xml",
        **({} if count is None else {"NumberOfElements": str(count)}),
        "fileAttachedWithSoapMsg": "true",
        **change,
    }
    children = "".join(f"<{name}>{text}</{name}>" for name, text in fields.items())
    name = "InjectFileRequest_1.0"
    return f'<{name} xmlns="{OFFERS}">{children}</{name}>'


def read_body(token: str, *statuses: str, **period: str) -> str:
    low = period.get("low") or stamp(now() - timedelta(hours=1))
    high = period.get("high") or stamp(now() + timedelta(hours=1))
    words = "".join(f"<Status>{word}</Status>" for word in statuses)
    return (
        f'<o:RetrieveByStatusRequest xmlns:o="{ORDERS}"><apikey>{token}</apikey>'
        f"<Statuses>{words}<Period><minDate>{low}</minDate><maxDate>{high}</maxDate>"
        "</Period></Statuses></o:RetrieveByStatusRequest>"
    )


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def update_body(token: str, *verbs: str) -> str:
    return (
        f'<o:UpdateRequest xmlns:o="{ORDERS}"><apikey>{token}</apikey>'
        f"{''.join(verbs)}</o:UpdateRequest>"
    )


def verb(name: str, line_id: str, **children: str) -> str:
    texts = "".join(f"<{key}>{text}</{key}>" for key, text in children.items())
    return f'<{name} OrderLineID="{line_id}">{texts}</{name}>'


def ship(line_id: str, **change: str) -> str:
    fields = {
        "shipDate": now().strftime("%Y-%m-%dT%H:%M"),
        "trackingNumber": "6A0001",
        "carrier": "Colissimo",
        "trackingUrl": "https://suivi.example/6A0001",
        **change,
    }
    return verb("ship", line_id, **{k: v for k, v in fields.items() if v})


def related(
    root: str, attachment: bytes, root_type: str, encoding: str = "base64"
) -> tuple[bytes, str]:
    """Return a ``multipart/related`` body and its content type."""
    encoded = base64.encodebytes(attachment) if encoding == "base64" else attachment
    head = (
        f"--cut\r\nContent-Type: {root_type}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\nContent-ID: <main_envelope>\r\n\r\n"
        f"{root}\r\n--cut\r\nContent-Type: application/octet-stream\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\nContent-ID: <attachment>\r\n\r\n"
    )
    kind = f'multipart/related; type="{root_type}"; start="<main_envelope>"'
    return head.encode() + encoded + b"\r\n--cut--\r\n", f"{kind}; boundary=cut"
