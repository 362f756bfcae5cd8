"""Security group rules: the description of a rule that names a group or a prefix list, which moto forgets."""

from moto.ec2.models.security_groups import SecurityGroupRule

from .extending import computed, wrapped


@wrapped(SecurityGroupRule, "__init__")
def initialise(
    original,
    self,
    ec2_backend,
    ip_protocol,
    group_id,
    from_port,
    to_port,
    ip_range,
    source_group=None,
    prefix_list_id=None,
    **rest,
):
    original(
        self, ec2_backend, ip_protocol, group_id, from_port, to_port, ip_range, source_group, prefix_list_id, **rest
    )
    self.given_description = (source_group or prefix_list_id or {}).get("Description")


@computed(SecurityGroupRule, "description")
def description(self):
    return self.ip_range.get("Description") or self.given_description
