"""What the event bus counts for Prometheus, by handler."""

from events import health
from tenants import metrics

JOBS = metrics.metric("agency_jobs", "Turns of jobs, by how they ended.", "handler", "outcome")
LAG = metrics.metric(
    "agency_job_lag_seconds", "Seconds from due to begun.", "handler", buckets=(0.1, 0.5, 1.0, 5.0, 30.0, 120.0, 600.0)
)


@metrics.gauge("agency_jobs_dead", "Jobs that wait for a person.")
def dead() -> metrics.Reading:
    return [((), health.facts().dead)]


@metrics.gauge("agency_oldest_due_seconds", "How long the oldest due job has waited.")
def lag() -> metrics.Reading:
    return [((), health.facts().lag_s)]
