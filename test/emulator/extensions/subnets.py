"""Subnets: the state of an IPv6 block in AWS's form, and the filters by which its association is looked up."""

from moto.ec2.models.subnets import Subnet

from .extending import computed, wrapped

FILTERS = {
    "ipv6-cidr-block-association.association-id": "associationId",
    "ipv6-cidr-block-association.ipv6-cidr-block": "ipv6CidrBlock",
}


@computed(Subnet, "ipv6_cidr_block_association_set")
def ipv6_cidr_block_association_set(self):
    return [
        {
            "AssociationId": association["associationId"],
            "Ipv6CidrBlock": association["ipv6CidrBlock"],
            "Ipv6CidrBlockState": {"State": association["ipv6CidrBlockState"]["State"]},
        }
        for association in self.ipv6_cidr_block_associations.values()
        if association["ipv6CidrBlockState"]["State"] == "associated"
    ]


@wrapped(Subnet)
def get_filter_value(original, self, filter_name, method_name=None):
    key = FILTERS.get(filter_name)
    if key is None:
        return original(self, filter_name, method_name)
    return [association[key] for association in self.ipv6_cidr_block_associations.values()]
