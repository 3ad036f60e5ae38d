"""What the integrations count for Prometheus. Labels: connectors and outcomes, never a client."""

from tenants.metrics import metric

CALLS = metric("agency_service_calls", "Calls to outside services.", "connector", "outcome")
SECONDS = metric(
    "agency_service_call_seconds",
    "Seconds of a call with all its tries.",
    "connector",
    buckets=(0.1, 0.3, 1.0, 3.0, 10.0, 30.0),
)
DELIVERIES = metric("agency_deliveries", "Webhook deliveries received.", "connector", "outcome")
ASKED = metric("agency_text_models_asked", "Questions to text models.", "provider", "outcome")
SPENT = metric("agency_cost_micros", "Millionths of a currency spent on calls.", "what", "currency")
