"""POST /moto-api/connections: many connections of a service at once, without a VPC of each consumer.

    {"serviceId": "vpce-svc-0...", "groups": [{"account": "210987654321", "count": 20, "state": "available"}]}

A group may also have `region` (of its endpoints) and `createdAt` (ISO 8601). The answer has the endpoints' ids, group
by group. For the provider they are connections like all others; their owners do not see them, and nobody is notified.

    POST /moto-api/connection-events {"serviceId": "vpce-svc-0...", "endpointId": "vpce-0...", "event": "Connect"}

notifies of one, as AWS would.
"""

import json
from datetime import datetime, timezone

from moto.moto_api._internal import mock_random, urls

from .directory import all_backends, endpoints_of
from .notifications import notify


class Place:
    """As much of a backend as the answers about a connection need."""

    def __init__(self, region_name):
        self.region_name = region_name


class CrowdedEndpoint:
    def __init__(self, service, account, place, state, created_at):
        self.id = f"vpce-{mock_random.get_random_hex(17)}"
        self.owner_id = account
        self.ec2_backend = place
        self.state = state
        self.creation_timestamp = created_at
        self.service_name = service.service_name
        self.ip_address_type = "ipv4"
        zone = f"Z{mock_random.get_random_hex(13).upper()}"
        self.dns_entries = [{"DnsName": f"{self.id}-0.{service.endpoint_dns_name}", "HostedZoneId": zone}]


def crowd_of(service):
    """Endpoints by id."""
    return service.__dict__.setdefault("crowd", {})


def gather(service, account, count, state="pendingAcceptance", region=None, createdAt=None):
    place = Place(region or service.ec2_backend.region_name)
    created_at = datetime.fromisoformat(createdAt.replace("Z", "+00:00")) if createdAt else datetime.now(timezone.utc)
    endpoints = [CrowdedEndpoint(service, account, place, state, created_at) for _ in range(count)]
    crowd_of(service).update({e.id: e for e in endpoints})
    return [e.id for e in endpoints]


def service_with(service_id):
    return next(b.configurations[service_id] for b in all_backends() if service_id in b.configurations)


def answer_connections(request, _url, _headers):
    wanted = json.loads(request.data)
    service = service_with(wanted["serviceId"])
    ids = [gather(service, **group) for group in wanted["groups"]]
    return 200, {"Content-Type": "application/json"}, json.dumps(ids)


def answer_events(request, _url, _headers):
    wanted = json.loads(request.data)
    service = service_with(wanted["serviceId"])
    endpoint = next(e for e in endpoints_of(service) if e.id == wanted["endpointId"])
    notify(service, endpoint, wanted["event"])
    return 200, {"Content-Type": "application/json"}, "{}"


urls.url_paths["{0}/moto-api/connections"] = answer_connections
urls.url_paths["{0}/moto-api/connection-events"] = answer_events
