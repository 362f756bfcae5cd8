"""Health, which nobody sets by a call of AWS: of targets, of instances and their refreshes, and of services.

    POST /moto-api/health, one thing at a time:
        {"targetGroup": "arn:...", "target": "i-0...", "state": "unhealthy", "reason": "Target.Timeout"}
        {"group": "api-asg", "instance": "i-0...", "lifecycle": "Pending", "health": "Unhealthy", "version": 1}
        {"group": "api-asg", "refresh": {"status": "InProgress", "version": 2, "reason": "...", "percentage": 40}}
        {"service": "vpce-svc-0...", "state": "Pending", "from": "eu-west-1"}

A target's state holds until another is given. A refresh is a new one, or with `goesOn` what has become of the latest.
`from` is the Region of consumers, absent the service's own state. The
states of alarms need nothing here: `SetAlarmState` is a call of AWS.
"""

import json
from datetime import datetime, timezone
from ipaddress import ip_address

from moto.autoscaling.models import autoscaling_backends
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult
from moto.ec2.models.vpc_service_configuration import VPCServiceConfiguration
from moto.elbv2.models import FakeHealthStatus, FakeTargetGroup, elbv2_backends
from moto.moto_api._internal import urls

from .auto_scaling import add_refresh, refreshes_of
from .crowds import service_with
from .extending import AwsError, added, computed, start_of, token_of, wrapped


def every(backends):
    return [backend for account in list(backends.values()) for backend in list(account.values())]


@wrapped(FakeTargetGroup)
def health_for(original, self, target, ec2_backend):
    status = original(self, target, ec2_backend)
    given = self.__dict__.get("given_health", {}).get(status.instance_id)
    if given is not None:
        status.status, status.reason = given
    # AWS tells the zone of addresses only; an instance has one of its own.
    subnets = [s for zone in ec2_backend.subnets.values() for s in zone.values() if s.vpc_id == self.vpc_id]
    status.zone = next((s.availability_zone for s in subnets if holds(s, status.instance_id)), None)
    return status


def holds(subnet, address):
    try:
        return ip_address(address) in subnet.cidr
    except ValueError:
        return False


@computed(FakeHealthStatus, "target")
def target_of(self):
    return {"Id": self.instance_id, "Port": self.port, "AvailabilityZone": self.__dict__.get("zone")}


@computed(VPCServiceConfiguration, "supported_regions")
def supported_regions(self):
    given = self.__dict__.get("given_states", {})
    return [{"Region": r, "ServiceState": given.get(r, "Available")} for r in self._supported_region_names]


@added(CloudWatchResponse)
def put_composite_alarm(self):
    """The rule is kept and not evaluated: `SetAlarmState` says what came of it."""
    return self.put_metric_alarm()


@wrapped(CloudWatchResponse)
def describe_alarms(original, self):
    """One page, and only alarms of the types that are asked for: without types, metric alarms."""
    if len(self._get_param("AlarmNames", [])) > 100:
        raise AwsError("ValidationError", "AlarmNames must have at most 100 members")
    result = original(self).result
    types = self._get_param("AlarmTypes", []) or ["MetricAlarm"]
    found = [
        (kind, alarm)
        for kind, key in (("MetricAlarm", "MetricAlarms"), ("CompositeAlarm", "CompositeAlarms"))
        for alarm in sorted(result[key], key=lambda each: each.name)
        if kind in types
    ]
    start = start_of(self._get_param("NextToken"))
    following = start + min(self._get_int_param("MaxRecords") or 50, 100)
    return ActionResult(
        {
            "MetricAlarms": [a for kind, a in found[start:following] if kind == "MetricAlarm"],
            "CompositeAlarms": [a for kind, a in found[start:following] if kind == "CompositeAlarm"],
            "NextToken": token_of(following) if following < len(found) else None,
        }
    )


def set_target(targetGroup, target, state, reason=None):
    group = next(b.target_groups[targetGroup] for b in every(elbv2_backends) if targetGroup in b.target_groups)
    group.__dict__.setdefault("given_health", {})[target] = (state, reason)


def backend_with(group):
    return next(b for b in every(autoscaling_backends) if group in b.autoscaling_groups)


def set_instance(group, instance, lifecycle=None, health=None, version=None):
    states = backend_with(group).autoscaling_groups[group].instance_states
    state = next(s for s in states if s.instance.id == instance)
    state.lifecycle_state = lifecycle or state.lifecycle_state
    state.health_status = health or state.health_status
    state.launched_version = version or state.launched_version


def set_refresh(group, refresh):
    backend = backend_with(group)
    if refresh.get("goesOn"):
        refreshes_of(backend, group).pop(0)
    now = datetime.now(timezone.utc)
    template = backend.autoscaling_groups[group].ec2_launch_template
    version = {"LaunchTemplateId": template.id, "Version": str(refresh["version"])}
    add_refresh(
        backend,
        group,
        {
            "Status": refresh["status"],
            "StatusReason": refresh.get("reason"),
            "PercentageComplete": refresh.get("percentage"),
            "StartTime": now,
            "DesiredConfiguration": {"LaunchTemplate": version},
        },
    )


def set_service(service, state, **region):
    found = service_with(service)
    if "from" in region:
        found.__dict__.setdefault("given_states", {})[region["from"]] = state
    else:
        found.service_state = state


def answer(request, _url, _headers):
    wanted = json.loads(request.data)
    of = {"targetGroup": set_target, "instance": set_instance, "refresh": set_refresh, "service": set_service}
    next(change for key, change in of.items() if key in wanted)(**wanted)
    return 200, {"Content-Type": "application/json"}, "{}"


urls.url_paths["{0}/moto-api/health"] = answer
