"""The provider's side of a connection: list, accept, reject."""

from moto.core.responses import ActionResult
from moto.ec2.responses import EC2Response

from .calls import refusal
from .directory import endpoints_of
from .endpoint_services import service_of_request
from .extending import added, filtered, page, unsuccessful
from .notifications import notify

# From which states a connection may be accepted and rejected.
ACCEPTABLE = ("pendingAcceptance", "rejected", "available")
REJECTABLE = ("pendingAcceptance", "available", "rejected")


def decide(response, event, state, possible_from):
    service = service_of_request(response)
    endpoints = {e.id: e for e in endpoints_of(service)}
    failed = []
    for endpoint_id in response._get_param("VpcEndpointIds", []):
        endpoint = endpoints.get(endpoint_id)
        injected = refusal(f"ec2:{event}VpcEndpointConnections", endpoint_id)
        if injected is not None:
            failed.append(unsuccessful(endpoint_id, injected["Code"], injected["Message"]))
        elif endpoint is None:
            message = f"The Vpc Endpoint Id '{endpoint_id}' does not exist"
            failed.append(unsuccessful(endpoint_id, "InvalidVpcEndpointId.NotFound", message))
        elif endpoint.state not in possible_from:
            message = f"The connection of '{endpoint_id}' is {endpoint.state}"
            failed.append(unsuccessful(endpoint_id, "InvalidState", message))
        else:
            endpoint.state = state
            notify(service, endpoint, event)
    return ActionResult({"Unsuccessful": failed})


@added(EC2Response)
def accept_vpc_endpoint_connections(self):
    return decide(self, "Accept", "available", ACCEPTABLE)


@added(EC2Response)
def reject_vpc_endpoint_connections(self):
    return decide(self, "Reject", "rejected", REJECTABLE)


@added(EC2Response)
def describe_vpc_endpoint_connections(self):
    connections = [
        connection(service, endpoint)
        for service in self.ec2_backend.configurations.values()
        # AWS promises no order; this one has nothing to do with the order of their creation.
        for endpoint in sorted(endpoints_of(service), key=lambda endpoint: endpoint.id)
    ]
    found = filtered(
        self,
        connections,
        {
            "service-id": lambda c: c["ServiceId"],
            "vpc-endpoint-id": lambda c: c["VpcEndpointId"],
            "vpc-endpoint-owner": lambda c: c["VpcEndpointOwner"],
            "vpc-endpoint-state": lambda c: c["VpcEndpointState"],
            "vpc-endpoint-region": lambda c: c["VpcEndpointRegion"],
            "ip-address-type": lambda c: c["IpAddressType"],
        },
    )
    items, following = page(self, found)
    return ActionResult({"VpcEndpointConnections": items, "NextToken": following})


def connection(service, endpoint):
    return {
        "ServiceId": service.id,
        "VpcEndpointId": endpoint.id,
        "VpcEndpointOwner": endpoint.owner_id,
        "VpcEndpointState": endpoint.state,
        "VpcEndpointRegion": endpoint.ec2_backend.region_name,
        "CreationTimestamp": endpoint.creation_timestamp,
        "DnsEntries": endpoint.dns_entries,
        "NetworkLoadBalancerArns": service.network_load_balancer_arns,
        "GatewayLoadBalancerArns": service.gateway_load_balancer_arns,
        "IpAddressType": endpoint.ip_address_type,
    }
