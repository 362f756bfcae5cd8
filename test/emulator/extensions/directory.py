"""Where a service and its endpoints are found: a consumer may be in another account and in another Region."""

from moto.ec2.models import ec2_backends

CUSTOM_SERVICE_PREFIX = "com.amazonaws.vpce."


def all_backends():
    """The EC2 state of every account and Region that was used so far."""
    return [backend for account in list(ec2_backends.values()) for backend in list(account.values())]


def service_named(name):
    return next((s for b in all_backends() for s in list(b.configurations.values()) if s.service_name == name), None)


def endpoints_of(service):
    """Endpoints that are connected to the service or ask to be; a deleted one is gone."""
    real = [
        endpoint
        for backend in all_backends()
        for endpoint in list(backend.vpc_end_points.values())
        if endpoint.service_name == service.service_name and endpoint.state != "deleted"
    ]
    return [*real, *service.__dict__.get("crowd", {}).values()]


def admits(service, account_id, region):
    """Whether an account may see the service, and connect to it from that Region."""
    home = service.ec2_backend
    principals = service.principals
    listed = "*" in principals or any(f":{account_id}:" in principal for principal in principals)
    open_here = region == home.region_name or region in service._supported_region_names
    return open_here and (account_id == home.account_id or listed)
