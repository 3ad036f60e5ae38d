"""Klaviyo beside the mirror: opens and clicks come in, tags and consent go out.

`reading` brings what people did with mails; `queue` keeps what Klaviyo is still to be told, and
`draining` tells it in order. Source of both: developers.klaviyo.com, see the connector.
"""
