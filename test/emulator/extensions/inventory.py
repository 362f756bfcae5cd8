"""GET /moto-api/inventory: what exists in all accounts and Regions, as `{"<kind>": ["<id>", ...]}`.

What AWS itself makes (default VPCs and what is in them, AWS-managed policies, images) is left out, and so is what AWS
keeps after a deletion (terminated instances, keys that wait for theirs, deleted endpoints).
"""

import json

from moto.autoscaling.models import autoscaling_backends
from moto.awslambda.models import lambda_backends
from moto.cloudwatch.models import cloudwatch_backends
from moto.dynamodb.models import dynamodb_backends
from moto.ec2.models import ec2_backends
from moto.elbv2.models import elbv2_backends
from moto.iam.models import iam_backends
from moto.kms.models import kms_backends
from moto.logs.models import logs_backends
from moto.moto_api._internal import urls
from moto.route53.models import route53_backends
from moto.s3.models import s3_backends
from moto.scheduler.models import scheduler_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

from .images import IMAGES


def every(backends):
    return [backend for account in list(backends.values()) for backend in list(account.values())]


def default_vpcs():
    return {
        v.id for backend in every(ec2_backends) for v in backend.vpcs.values() if str(v.is_default).lower() == "true"
    }


def is_aws_managed(key):
    return any(alias.startswith("alias/aws/") for alias in key.aliases)


def item_key(table, item):
    attributes = (table.hash_key_attr, table.range_key_attr)
    return " ".join(item.attrs[name].cast_value for name in attributes if name is not None)


def inventory():
    defaults = default_vpcs()
    given = {image["id"] for images in IMAGES.values() for image in images}
    found = {}

    def add(kind, ids):
        found[kind] = sorted([*found.get(kind, []), *ids])

    for ec2 in every(ec2_backends):
        add("vpc", [v for v in ec2.vpcs if v not in defaults])
        add("subnet", [i for zone in ec2.subnets.values() for i, s in zone.items() if s.vpc_id not in defaults])
        add("route-table", [t.id for t in ec2.route_tables.values() if t.vpc_id not in defaults])
        add("security-group", [g for vpc, groups in ec2.groups.items() if vpc not in defaults for g in groups])
        add("vpc-endpoint", [e.id for e in ec2.vpc_end_points.values() if e.state != "deleted"])
        add("endpoint-service", list(ec2.configurations))
        add("connection-notification", list(ec2.__dict__.get("connection_notifications", {})))
        add("launch-template", list(ec2.launch_templates))
        add("image", [i for i in ec2.amis if i not in given])
        add("flow-log", list(ec2.flow_logs))
        instances = [i for r in ec2.reservations.values() for i in r.instances]
        add("instance", [i.id for i in instances if i.state != "terminated"])
    for elb in every(elbv2_backends):
        add("load-balancer", list(elb.load_balancers))
        add("target-group", list(elb.target_groups))
    for scaling in every(autoscaling_backends):
        add("auto-scaling-group", list(scaling.autoscaling_groups))
    for iam in every(iam_backends):
        add("role", list(iam.roles))
        add("instance-profile", list(iam.instance_profiles))
    for s3 in every(s3_backends):
        add("bucket", list(s3.buckets))
    for kms in every(kms_backends):
        add("key", [k.id for k in kms.keys.values() if k.key_state == "Enabled" and not is_aws_managed(k)])
    for sns in every(sns_backends):
        add("topic", list(sns.topics))
        add("subscription", list(sns.subscriptions))
    for route53 in every(route53_backends):
        add("hosted-zone", list(route53.zones))
    for logs in every(logs_backends):
        add("log-group", list(logs.groups))
    for functions in every(lambda_backends):
        add("function", [f.function_arn for f in functions.list_functions()])
        add("event-source-mapping", list(functions._event_source_mappings))
    for sqs in every(sqs_backends):
        add("queue", [q.queue_arn for q in sqs.queues.values()])
    for dynamodb in every(dynamodb_backends):
        for table in dynamodb.tables.values():
            add("table", [table.table_arn])
            add("table-item", [f"{table.table_arn} {item_key(table, item)}" for item in table.all_items()])
    for scheduler in every(scheduler_backends):
        add("schedule", [s.arn for group in scheduler.schedule_groups.values() for s in group.schedules.values()])
    for cloudwatch in every(cloudwatch_backends):
        add("alarm", [a.alarm_arn for a in cloudwatch.alarms.values()])
    return {kind: ids for kind, ids in sorted(found.items()) if ids}


def answer(_request, _url, _headers):
    return 200, {"Content-Type": "application/json"}, json.dumps(inventory())


urls.url_paths["{0}/moto-api/inventory"] = answer
