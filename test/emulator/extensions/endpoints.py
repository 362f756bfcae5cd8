"""Interface endpoints of services that are not AWS's own: who may connect, in which zones, under which names."""

from ipaddress import ip_network

from moto.core.responses import ActionResult
from moto.ec2.models.vpcs import VPCBackend, VPCEndPoint
from moto.ec2.responses import EC2Response
from moto.moto_api._internal import mock_random

from .directory import CUSTOM_SERVICE_PREFIX, admits, service_named
from .extending import AwsError, wrapped
from .notifications import notify


@wrapped(VPCEndPoint, "__init__")
def initialise(original, self, *args, **kwargs):
    original(self, *args, **kwargs)
    self.ip_address_type = "ipv4"
    self.dns_options = {"DnsRecordIpType": "ipv4"}
    self.requester_managed = False
    self.service_region = self.ec2_backend.region_name


@wrapped(EC2Response)
def create_vpc_endpoint(original, self):
    name = self._get_param("ServiceName") or ""
    service = reachable_service(self, name) if name.startswith(CUSTOM_SERVICE_PREFIX) else None
    subnets = [self.ec2_backend.get_subnet(i) for i in self._get_param("SubnetIds", [])]
    refuse_two_subnets_in_a_zone(subnets)
    if service is not None:
        check_connection(self, service, subnets)
    endpoint = original(self).result["VpcEndpoint"]
    endpoint.ip_address_type = self._get_param("IpAddressType") or "ipv4"
    endpoint.dns_options = self._get_param("DnsOptions") or {"DnsRecordIpType": "ipv4"}
    settle_addresses(self, endpoint)
    if (endpoint.vpc_endpoint_type or "Gateway") != "Gateway" and not endpoint.security_group_ids:
        endpoint.security_group_ids = [self.ec2_backend.get_default_security_group(endpoint.vpc_id).id]
    if service is not None:
        connect(self, endpoint, service)
    return ActionResult({"VpcEndpoint": endpoint})


def reachable_service(response, name):
    service = service_named(name)
    region = response._get_param("ServiceRegion") or response.region
    # To whom it is not open, a service looks as if it did not exist.
    if (
        service is None
        or service.ec2_backend.region_name != region
        or not admits(service, response.current_account, response.region)
    ):
        raise AwsError("InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist")
    return service


def refuse_two_subnets_in_a_zone(subnets):
    zones = set()
    for subnet in subnets:
        if subnet.availability_zone in zones:
            raise AwsError(
                "DuplicateSubnetsInSameZone",
                f"Found another VPC endpoint subnet in the availability zone of {subnet.id}",
            )
        zones.add(subnet.availability_zone)


def check_connection(response, service, subnets):
    if service.ec2_backend.region_name == response.region:
        for subnet in subnets:
            if subnet.availability_zone_id not in service.availability_zone_ids:
                raise AwsError(
                    "InvalidParameter",
                    f"The VPC endpoint service {service.service_name} does not support the availability zone of the "
                    f"subnet: {subnet.id}.",
                )
    address_type = response._get_param("IpAddressType") or "ipv4"
    needed = ["ipv4", "ipv6"] if address_type == "dualstack" else [address_type]
    if not set(needed) <= set(service.supported_ip_address_types):
        raise AwsError(
            "InvalidParameter",
            f"The IP address type {address_type} is not supported by the service {service.service_name}.",
        )
    if private_dns_wanted(response):
        refuse_private_dns(service, accepted=not service.acceptance_required)


def private_dns_wanted(response):
    return str(response._get_param("PrivateDnsEnabled")).lower() == "true"


def refuse_private_dns(service, accepted):
    if not service.private_dns_name:
        raise AwsError(
            "InvalidParameter",
            f"Private DNS can't be enabled because the service {service.service_name} does not provide a private "
            "DNS name.",
        )
    if service.private_dns_name_state != "verified":
        raise AwsError(
            "InvalidParameter",
            f"Private DNS can't be enabled because the private DNS name of the service {service.service_name} is not "
            "verified.",
        )
    if not accepted:
        raise AwsError(
            "InvalidParameter",
            "Private DNS can only be enabled after the endpoint connection is accepted by the owner of "
            f"{service.service_name}.",
        )


def settle_addresses(response, endpoint):
    """Gives each network interface an address of its subnet, the designated one where there is one."""
    backend = endpoint.ec2_backend
    designated = {c.get("SubnetId"): c.get("Ipv4") for c in response._get_param("SubnetConfigurations") or []}
    for eni_id in endpoint.network_interface_ids:
        eni = backend.enis[eni_id]
        eni.private_ip_address = designated.get(eni.subnet.id) or free_address(backend, eni.subnet)
        eni.private_ip_addresses = [{"Primary": True, "PrivateIpAddress": eni.private_ip_address}]
        eni.requester_managed = True
        eni.interface_type = "vpc_endpoint"
        eni.status = "in-use"
        eni.description = f"VPC Endpoint Interface {endpoint.id}"


def free_address(backend, subnet):
    taken = {e.private_ip_address for e in backend.enis.values() if e.subnet.id == subnet.id}
    hosts = list(ip_network(subnet.cidr_block))
    # AWS keeps the first four addresses of a subnet and the last.
    return next(str(host) for host in hosts[4:-1] if str(host) not in taken)


def connect(response, endpoint, service):
    backend = endpoint.ec2_backend
    endpoint.private_dns_enabled = private_dns_wanted(response)
    endpoint.service_id = service.id
    endpoint.service_region = service.ec2_backend.region_name
    endpoint.state = "pendingAcceptance" if service.acceptance_required else "available"
    digits = mock_random.get_random_hex(8)
    zones = sorted({backend.enis[i].subnet.availability_zone for i in endpoint.network_interface_ids})
    if endpoint.service_region != backend.region_name:
        # Zonal names carry zones of the service's Region, which a consumer elsewhere has no subnet in.
        zones = []
    hosted_zone_id = f"Z{mock_random.get_random_hex(13).upper()}"
    names = [f"{endpoint.id}-{digits}", *(f"{endpoint.id}-{digits}-{zone}" for zone in zones)]
    endpoint.dns_entries = [
        {"DnsName": f"{name}.{service.endpoint_dns_name}", "HostedZoneId": hosted_zone_id} for name in names
    ]
    notify(service, endpoint, "Connect")


@wrapped(VPCBackend)
def delete_vpc_endpoints(original, self, vpce_ids=None):
    leaving = [self.vpc_end_points[i] for i in vpce_ids or [] if i in self.vpc_end_points]
    result = original(self, vpce_ids)
    for endpoint in leaving:
        service = service_named(endpoint.service_name)
        if service is not None:
            notify(service, endpoint, "Delete")
    return result


@wrapped(EC2Response)
def modify_vpc_endpoint(original, self):
    endpoint = self.ec2_backend.get_vpc_end_point(self._get_param("VpcEndpointId"))
    service = service_named(endpoint.service_name)
    if service is not None and private_dns_wanted(self):
        refuse_private_dns(service, accepted=endpoint.state == "available")
    result = original(self)
    if self._get_param("PrivateDnsEnabled") is not None:
        endpoint.private_dns_enabled = private_dns_wanted(self)
    endpoint.ip_address_type = self._get_param("IpAddressType") or endpoint.ip_address_type
    endpoint.dns_options = self._get_param("DnsOptions") or endpoint.dns_options
    follow_subnets(endpoint)
    return result


def follow_subnets(endpoint):
    """moto changes the list of subnets only; AWS moves the network interfaces with it."""
    backend = endpoint.ec2_backend
    kept = []
    for eni_id in endpoint.network_interface_ids:
        if backend.enis[eni_id].subnet.id in endpoint.subnet_ids:
            kept.append(eni_id)
        else:
            del backend.enis[eni_id]
    present = {backend.enis[i].subnet.id for i in kept}
    for subnet_id in [s for s in endpoint.subnet_ids or [] if s not in present]:
        subnet = backend.get_subnet(subnet_id)
        eni = backend.create_network_interface(subnet, free_address(backend, subnet))
        eni.status = "in-use"
        kept.append(eni.id)
    endpoint.network_interface_ids = kept


@wrapped(VPCBackend)
def describe_vpc_endpoint_services(original, self, service_names, filters, max_results, next_token, region):
    """moto knows the services of one account and Region; a consumer sees those of others that are open to it."""
    custom = [n for n in service_names if n.startswith(CUSTOM_SERVICE_PREFIX)]
    foreign = [s for s in map(service_named, custom) if s is not None and s.id not in self.configurations]
    visible = {s.id: s for s in foreign if admits(s, self.account_id, region)}
    own = self.configurations
    self.configurations = {**own, **visible}
    try:
        return original(self, service_names, filters, max_results, next_token, region)
    finally:
        self.configurations = own
