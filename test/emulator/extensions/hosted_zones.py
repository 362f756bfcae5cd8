"""Hosted zones: ids as AWS writes them, and one that is created with a VPC is private in any case."""

from moto.moto_api._internal import mock_random
from moto.route53 import models
from moto.route53.responses import Route53

from .extending import wrapped


def zone_id(*_args, **_kwargs):
    return f"Z{mock_random.get_random_hex(20).upper()}"


models.create_route53_zone_id = zone_id


@wrapped(Route53, "_get_bool_param")
def bool_param(original, self, name, if_none=None):
    if name == "HostedZoneConfig.PrivateZone" and self._get_param("VPC.VPCId"):
        return True
    return original(self, name, if_none)
