"""Endpoint services: Regions, IP address types, domain verification, payer, permissions, refused deletion."""

from moto.core.responses import ActionResult
from moto.ec2.models.vpc_service_configuration import VPCServiceConfiguration
from moto.ec2.responses import EC2Response
from moto.moto_api._internal import mock_random

from .directory import endpoints_of
from .extending import added, computed, filtered, page, unsuccessful, wrapped


def service_of_request(response):
    return response.ec2_backend.describe_vpc_endpoint_service_configurations([response._get_param("ServiceId")])[0]


@wrapped(VPCServiceConfiguration, "__init__")
def initialise(original, self, load_balancers, region, *args, **kwargs):
    original(self, load_balancers, region, *args, **kwargs)
    # AWS's ids have 17 digits; moto's have 8, which no rule about ids would accept.
    self.id = f"vpce-svc-{mock_random.get_random_hex(17)}"
    self.service_name = f"com.amazonaws.vpce.{region}.{self.id}"
    self.endpoint_dns_name = f"{self.id}.{region}.vpce.amazonaws.com"
    self.availability_zones = sorted(set(self.availability_zones))
    self.availability_zone_ids = sorted({subnet.availability_zone_id for lb in load_balancers for subnet in lb.subnets})
    # The Region that hosts the service is always among its Regions.
    self._supported_region_names = list(dict.fromkeys([region, *self._supported_region_names]))
    self.supported_ip_address_types = ["ipv4"]
    self.payer_responsibility = None
    self.private_dns_name_state = "pendingVerification"
    self.private_dns_name_token = mock_random.get_random_hex(20)
    self.permission_ids = {}


@computed(VPCServiceConfiguration, "private_dns_name_configuration")
def private_dns_name_configuration(self):
    if not self.private_dns_name:
        return {}
    token = self.private_dns_name_token
    return {"State": self.private_dns_name_state, "Type": "TXT", "Name": f"_{token[:12]}", "Value": f"vpce:{token}"}


@wrapped(VPCServiceConfiguration)
def to_dict(original, self):
    """What a consumer sees of the service."""
    return {
        **original(self),
        "AvailabilityZoneIds": self.availability_zone_ids,
        "PayerResponsibility": self.payer_responsibility,
        "PrivateDnsNames": [{"PrivateDnsName": self.private_dns_name}] if self.private_dns_name else [],
        "PrivateDnsNameVerificationState": self.private_dns_name_state if self.private_dns_name else None,
        "ServiceRegion": self.ec2_backend.region_name,
        "SupportedIpAddressTypes": self.supported_ip_address_types,
        # Only AWS's own services take endpoint policies.
        "VpcEndpointPolicySupported": False,
    }


@wrapped(EC2Response)
def create_vpc_endpoint_service_configuration(original, self):
    result = original(self)
    service = result.result["ServiceConfiguration"]
    service.supported_ip_address_types = self._get_param("SupportedIpAddressTypes") or ["ipv4"]
    service.acceptance_required = str(service.acceptance_required).lower() == "true"
    return result


@wrapped(EC2Response)
def modify_vpc_endpoint_service_configuration(original, self):
    service = service_of_request(self)
    name_before = service.private_dns_name
    result = original(self)
    if str(self._get_param("RemovePrivateDnsName")).lower() == "true":
        service.private_dns_name = None
    if service.private_dns_name != name_before:
        # Another name has to be verified again, with another token.
        service.private_dns_name_token = mock_random.get_random_hex(20)
        service.private_dns_name_state = "pendingVerification"
    types = service.supported_ip_address_types
    types.extend(self._get_param("AddSupportedIpAddressTypes") or [])
    for removed in self._get_param("RemoveSupportedIpAddressTypes") or []:
        types.remove(removed)
    return result


@wrapped(EC2Response)
def delete_vpc_endpoint_service_configurations(original, self):
    ids = self._get_param("ServiceIds", [])
    services = self.ec2_backend.configurations
    blocked = [i for i in ids if i in services and any(is_open(e) for e in endpoints_of(services[i]))]
    self.params["ServiceIds"] = [i for i in ids if i not in blocked]
    result = original(self)
    result.result["Unsuccessful"] += [
        unsuccessful(
            i,
            "ExistingVpcEndpointConnections",
            f"Service {i} has existing active VPC Endpoint connections!",
        )
        for i in blocked
    ]
    return result


def is_open(endpoint):
    return endpoint.state in ("available", "pendingAcceptance")


@added(EC2Response)
def start_vpc_endpoint_service_private_dns_verification(self):
    """Verifies when a public hosted zone of any account has the TXT record, which is what AWS resolves."""
    service = service_of_request(self)
    service.private_dns_name_state = "verified" if has_txt_record(service) else "failed"
    return ActionResult({"ReturnValue": True})


def has_txt_record(service):
    from moto.route53.models import route53_backends

    wanted = service.private_dns_name_configuration
    domain = service.private_dns_name.removeprefix("*.")
    zones = [
        zone
        for account in list(route53_backends.values())
        for backend in list(account.values())
        for zone in list(backend.zones.values())
        if not zone.private_zone
    ]
    # Verification of a parent domain covers its subdomains.
    labels = domain.split(".")
    names = [f"{wanted['Name']}.{'.'.join(labels[i:])}" for i in range(len(labels) - 1)]
    return any(
        record.type == "TXT" and record.name.rstrip(".") in names and f'"{wanted["Value"]}"' in record.records
        for zone in zones
        for record in zone.rrsets
    )


@added(EC2Response)
def modify_vpc_endpoint_service_payer_responsibility(self):
    service_of_request(self).payer_responsibility = self._get_param("PayerResponsibility")
    return ActionResult({"ReturnValue": True})


def permission(service, principal):
    ids = service.permission_ids
    permission_id = ids.setdefault(principal, f"vpce-svc-perm-{mock_random.get_random_hex(17)}")
    return {
        "Principal": principal,
        "PrincipalType": principal_type(principal),
        "ServicePermissionId": permission_id,
        "ServiceId": service.id,
    }


def principal_type(principal):
    if principal == "*":
        return "All"
    kind = principal.rsplit(":", 1)[-1].split("/")[0]
    return {"root": "Account", "user": "User", "role": "Role"}.get(kind, "Service")


@wrapped(EC2Response)
def modify_vpc_endpoint_service_permissions(original, self):
    service = service_of_request(self)
    added_principals = [p for p in self._get_param("AddAllowedPrincipals", []) if p not in service.principals]
    original(self)
    return ActionResult({"ReturnValue": True, "AddedPrincipals": [permission(service, p) for p in added_principals]})


@wrapped(EC2Response)
def describe_vpc_endpoint_service_permissions(_, self):
    service = service_of_request(self)
    found = filtered(
        self,
        [permission(service, p) for p in sorted(service.principals)],
        {"principal": lambda p: p["Principal"], "principal-type": lambda p: p["PrincipalType"]},
    )
    items, following = page(self, found)
    return ActionResult({"AllowedPrincipals": items, "NextToken": following})
