"""Load balancers: ARNs, fixed addresses, security groups and PrivateLink; and a service keeps its load balancer."""

from moto.elbv2.exceptions import ResourceInUseError
from moto.elbv2.models import AvailabilityZone, ELBv2Backend, FakeLoadBalancer
from moto.elbv2.responses import ELBV2Response

from .directory import all_backends
from .extending import computed, wrapped

ENFORCE = "enforce_security_group_inbound_rules_on_private_link_traffic"


@wrapped(FakeLoadBalancer, "__init__")
def initialise(original, self, *args, **kwargs):
    original(self, *args, **kwargs)
    # Without a security group there is nothing to enforce, and AWS answers nothing.
    setattr(self, ENFORCE, "on" if self.security_groups else None)
    self.private_addresses = {}


@wrapped(ELBv2Backend)
def create_load_balancer(original, self, *args, **kwargs):
    load_balancer = original(self, *args, **kwargs)
    remember_addresses(load_balancer, kwargs.get("subnet_mappings"))
    kind = {"network": "net", "gateway": "gwy"}.get(load_balancer.type)
    if kind is not None:
        # moto calls every load balancer an application's; the metrics' dimension is cut out of the ARN.
        before = load_balancer.arn
        load_balancer.arn = before.replace(":loadbalancer/app/", f":loadbalancer/{kind}/")
        self.load_balancers[load_balancer.arn] = self.load_balancers.pop(before)
        tags = self.tagging_service.list_tags_for_resource(before)["Tags"]
        self.tagging_service.tag_resource(load_balancer.arn, tags)
        self.tagging_service.delete_all_tags_for_resource(before)
    return load_balancer


def remember_addresses(load_balancer, subnet_mappings):
    addresses = {m["SubnetId"]: m.get("PrivateIPv4Address") for m in subnet_mappings or []}
    load_balancer.private_addresses = {subnet: address for subnet, address in addresses.items() if address}


@wrapped(ELBv2Backend)
def set_subnets(original, self, arn, subnets, subnet_mappings):
    result = original(self, arn, subnets, subnet_mappings)
    remember_addresses(self.load_balancers[arn], subnet_mappings)
    return result


@computed(FakeLoadBalancer, "availability_zones")
def availability_zones(self):
    zones = [AvailabilityZone(subnet) for subnet in self.subnets]
    for zone in zones:
        address = self.private_addresses.get(zone.subnet_id)
        zone.load_balancer_addresses = [{"PrivateIPv4Address": address}] if address else []
    return zones


@wrapped(ELBV2Response)
def set_security_groups(original, self):
    result = original(self)
    load_balancer = self.elbv2_backend.load_balancers[self._get_param("LoadBalancerArn")]
    wanted = self._get_param("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
    if wanted:
        setattr(load_balancer, ENFORCE, wanted)
    result.result["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] = getattr(load_balancer, ENFORCE)
    return result


@wrapped(ELBv2Backend)
def delete_load_balancer(original, self, arn):
    for backend in all_backends():
        for service in backend.configurations.values():
            if arn in service.network_load_balancer_arns + service.gateway_load_balancer_arns:
                raise ResourceInUseError(
                    f"Load balancer '{arn}' cannot be deleted because it is currently associated with another service"
                )
    return original(self, arn)
