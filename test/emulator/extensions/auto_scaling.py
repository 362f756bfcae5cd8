"""Auto Scaling groups: instance refreshes, traffic sources, and settings that moto forgets."""

from datetime import datetime, timezone

from moto.autoscaling.models import FakeAutoScalingGroup, FakeScalingPolicy
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult
from moto.moto_api._internal import mock_random

from .extending import added, computed, wrapped

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


def refreshes(response):
    known = response.autoscaling_backend.__dict__.setdefault("instance_refreshes", {})
    return known.setdefault(response._get_param("AutoScalingGroupName"), [])


@added(AutoScalingResponse)
def start_instance_refresh(self):
    """A refresh succeeds at once: instances have no life here that a refresh could replace step by step."""
    now = datetime.now(timezone.utc)
    refresh = {
        "InstanceRefreshId": str(mock_random.uuid4()),
        "AutoScalingGroupName": self._get_param("AutoScalingGroupName"),
        "Status": "Successful",
        "PercentageComplete": 100,
        "InstancesToUpdate": 0,
        "StartTime": now,
        "EndTime": now,
    }
    refreshes(self).insert(0, refresh)
    return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})


@added(AutoScalingResponse)
def describe_instance_refreshes(self):
    return ActionResult({"InstanceRefreshes": refreshes(self)})


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
