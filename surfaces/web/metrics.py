"""`/metrics`: all processes' figures in Prometheus' text form, for whoever holds the token."""

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.core import Metric as Family
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector, CollectorRegistry

from events import metrics as _of_events  # noqa: F401  (declares its figures)
from integrations import metrics as _of_integrations  # noqa: F401  (declares its figures)
from tenants import clock, metrics, tokens
from tenants.doors import open_door
from tenants.models import ApiToken

SCOPE = "metrics"


@open_door("Prometheus proves itself by a token; without a right one nothing is said")
@never_cache
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The figures; 401 for everybody without the token."""
    scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not may_read(token.strip()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    registry.register(Figures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def may_read(token: str) -> bool:
    """Is it METRICS_TOKEN, or a token of the agency's own record with the scope `metrics`?"""
    if not token:
        return False
    own: str = settings.METRICS_TOKEN
    if own and hmac.compare_digest(own.encode(), token.encode()):
        return True
    of_agency = ApiToken.objects.usable(clock.now()).filter(client__is_agency=True, digest=tokens.digest(token))
    return of_agency.filter(scopes__contains=[SCOPE]).exists()


class Figures(Collector):
    """Everything declared in `tenants.metrics`, as Prometheus' own families."""

    def collect(self) -> Iterator[Family]:
        counted = metrics.counted()
        declared, gauges = metrics.declared()
        for each in declared:
            parts = {key[1:]: figure for key, figure in counted.items() if key[0] == each.name}
            yield _histogram(each, parts) if each.buckets else _counter(each, parts)
        for gauge in gauges:
            family = GaugeMetricFamily(gauge.name, gauge.help, labels=gauge.labels)
            for values, figure in gauge.read():
                family.add_metric(list(values), figure)
            yield family


Parts = dict[tuple[str, ...], float]


def _counter(metric: metrics.Metric, parts: Parts) -> Family:
    family = CounterMetricFamily(metric.name, metric.help, labels=metric.labels)
    for (_part, *values), figure in sorted(parts.items()):
        family.add_metric(values, figure)
    return family


def _histogram(metric: metrics.Metric, parts: Parts) -> Family:
    """Buckets are counted one by one and shown added up, as Prometheus wants them."""
    family = HistogramMetricFamily(metric.name, metric.help, labels=metric.labels)
    for values in sorted({key[1:] for key in parts}):
        total, buckets = 0.0, []
        for bound in (*map(str, metric.buckets), "+Inf"):
            total += parts.get((bound, *values), 0)
            buckets.append((bound, total))
        family.add_metric(list(values), buckets, sum_value=parts.get(("sum", *values), 0.0))
    return family
