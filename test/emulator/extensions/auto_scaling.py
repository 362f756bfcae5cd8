"""Auto Scaling groups: instance refreshes, traffic sources, and settings that moto forgets."""

from datetime import datetime, timezone

from moto.autoscaling.models import FakeAutoScalingGroup, FakeScalingPolicy, InstanceState
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult
from moto.moto_api._internal import mock_random

from .extending import added, computed, start_of, token_of, wrapped

# Settings that moto drops and a provider reads back, with the name that the answer is made from.
KEPT = {"DefaultInstanceWarmup": "default_instance_warmup", "MaxInstanceLifetime": "max_instance_lifetime"}


def group_of_request(response):
    return response.autoscaling_backend.autoscaling_groups[response._get_param("AutoScalingGroupName")]


def keep_settings(response):
    group = group_of_request(response)
    for parameter, attribute in KEPT.items():
        value = response._get_param(parameter)
        if value is not None:
            setattr(group, attribute, int(value))
    policy = response._get_param("InstanceMaintenancePolicy")
    if policy is not None:
        group.instance_maintenance_policy = {key: int(value) for key, value in policy.items()}


@wrapped(AutoScalingResponse)
def create_auto_scaling_group(original, self):
    result = original(self)
    keep_settings(self)
    return result


@wrapped(AutoScalingResponse)
def update_auto_scaling_group(original, self):
    result = original(self)
    keep_settings(self)
    return result


@wrapped(InstanceState, "__init__")
def initialise_instance(original, self, *args, **kwargs):
    original(self, *args, **kwargs)
    self.launched_version = version_of(self.auto_scaling_group)


def version_of(group):
    """The number behind the version of the launch template that the group starts instances from now."""
    template = group.ec2_launch_template
    return template.get_version(group.launch_template_version).number if template is not None else None


@computed(InstanceState, "launch_template")
def launch_template(self):
    """The version that the instance was started from; moto answers the template's default version of now."""
    template = self.auto_scaling_group.ec2_launch_template
    if template is None:
        return None
    return {
        "LaunchTemplateId": template.id,
        "LaunchTemplateName": template.name,
        "Version": str(self.launched_version),
    }


def refreshes_of(backend, group):
    """The refreshes of a group, the latest one first."""
    return backend.__dict__.setdefault("instance_refreshes", {}).setdefault(group, [])


def add_refresh(backend, group, refresh):
    known = {"InstanceRefreshId": str(mock_random.uuid4()), "AutoScalingGroupName": group, **refresh}
    refreshes_of(backend, group).insert(0, known)
    return known


@added(AutoScalingResponse)
def start_instance_refresh(self):
    """A refresh succeeds at once: instances have no life here that a refresh could replace step by step."""
    now = datetime.now(timezone.utc)
    group = group_of_request(self)
    for state in group.instance_states:
        state.launched_version = version_of(group)
    refresh = {
        "Status": "Successful",
        "PercentageComplete": 100,
        "InstancesToUpdate": 0,
        "StartTime": now,
        "EndTime": now,
        "DesiredConfiguration": self._get_param("DesiredConfiguration"),
    }
    known = add_refresh(self.autoscaling_backend, group.name, refresh)
    return ActionResult({"InstanceRefreshId": known["InstanceRefreshId"]})


@added(AutoScalingResponse)
def describe_instance_refreshes(self):
    found = refreshes_of(self.autoscaling_backend, group_of_request(self).name)
    start = start_of(self._get_param("NextToken"))
    following = start + min(self._get_int_param("MaxRecords") or 50, 100)
    token = token_of(following) if following < len(found) else None
    return ActionResult({"InstanceRefreshes": found[start:following], "NextToken": token})


@computed(FakeAutoScalingGroup, "traffic_sources")
def traffic_sources(self):
    return [{"Identifier": arn, "Type": "elbv2"} for arn in self.target_group_arns or []]


def target_groups(response):
    return [s["Identifier"] for s in response._get_param("TrafficSources", []) if ":targetgroup/" in s["Identifier"]]


@added(AutoScalingResponse)
def attach_traffic_sources(self):
    group = group_of_request(self)
    self.autoscaling_backend.attach_load_balancer_target_groups(group.name, target_groups(self))
    return ActionResult({})


@added(AutoScalingResponse)
def detach_traffic_sources(self):
    group = group_of_request(self)
    self.autoscaling_backend.detach_load_balancer_target_groups(group.name, target_groups(self))
    return ActionResult({})


@added(AutoScalingResponse)
def describe_traffic_sources(self):
    sources = group_of_request(self).traffic_sources
    return ActionResult(
        {"TrafficSources": [{**s, "State": "InService", "TrafficSource": s["Identifier"]} for s in sources]}
    )


@wrapped(FakeScalingPolicy, "__init__")
def initialise_policy(original, self, *args, **kwargs):
    original(self, *args, **kwargs)
    self.enabled = True
    # AWS leaves out a configuration that the policy's type does not have; moto answers an empty one.
    self.predictive_scaling_configuration = self.predictive_scaling_configuration or None
