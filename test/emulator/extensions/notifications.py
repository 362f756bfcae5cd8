"""Connection notifications: kept, answered, and sent to their topics."""

import json
from datetime import datetime, timezone

from moto.core.responses import ActionResult
from moto.ec2.responses import EC2Response
from moto.moto_api._internal import mock_random

from .extending import AwsError, added, page, unsuccessful


def notifications(response):
    return response.ec2_backend.__dict__.setdefault("connection_notifications", {})


def notification_of(response, notification_id):
    found = notifications(response).get(notification_id)
    if found is None:
        raise AwsError(
            "InvalidConnectionNotification", f"The ConnectionNotificationId '{notification_id}' does not exist"
        )
    return found


def topic_of(arn):
    from moto.sns.models import sns_backends

    _, _, _, region, account, _ = arn.split(":", 5)
    return sns_backends[account][region].topics.get(arn)


def check_topic(arn):
    if topic_of(arn) is None:
        raise AwsError("InvalidParameter", f"The SNS topic {arn} does not exist")


def notify(service, endpoint, event):
    """Tells the service's topics. AWS does not document what its messages say; only that there is one."""
    for notification in service.ec2_backend.__dict__.get("connection_notifications", {}).values():
        if notification["ServiceId"] != service.id or event not in notification["ConnectionEvents"]:
            continue
        topic = topic_of(notification["ConnectionNotificationArn"])
        # The notifications of a topic that is gone are lost.
        if topic is not None:
            topic.publish(message(service, endpoint, event), subject=f"VPC endpoint {event}")


def message(service, endpoint, event):
    return json.dumps(
        {
            "event": event,
            "serviceId": service.id,
            "vpcEndpointId": endpoint.id,
            "vpcEndpointOwner": endpoint.owner_id,
            "time": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        }
    )


@added(EC2Response)
def create_vpc_endpoint_connection_notification(self):
    arn = self._get_param("ConnectionNotificationArn")
    check_topic(arn)
    notification = {
        "ConnectionNotificationId": f"vpce-nfn-{mock_random.get_random_hex(17)}",
        "ServiceId": self._get_param("ServiceId"),
        "VpcEndpointId": self._get_param("VpcEndpointId"),
        "ConnectionNotificationType": "Topic",
        "ConnectionNotificationArn": arn,
        "ConnectionEvents": self._get_param("ConnectionEvents", []),
        "ConnectionNotificationState": "Enabled",
    }
    notifications(self)[notification["ConnectionNotificationId"]] = notification
    return ActionResult({"ConnectionNotification": notification})


@added(EC2Response)
def describe_vpc_endpoint_connection_notifications(self):
    wanted = self._get_param("ConnectionNotificationId")
    found = [notification_of(self, wanted)] if wanted else list(notifications(self).values())
    items, following = page(self, found)
    return ActionResult({"ConnectionNotificationSet": items, "NextToken": following})


@added(EC2Response)
def modify_vpc_endpoint_connection_notification(self):
    notification = notification_of(self, self._get_param("ConnectionNotificationId"))
    arn = self._get_param("ConnectionNotificationArn")
    if arn:
        check_topic(arn)
        notification["ConnectionNotificationArn"] = arn
    notification["ConnectionEvents"] = self._get_param("ConnectionEvents") or notification["ConnectionEvents"]
    return ActionResult({"ReturnValue": True})


@added(EC2Response)
def delete_vpc_endpoint_connection_notifications(self):
    known = notifications(self)
    ids = self._get_param("ConnectionNotificationIds", [])
    missing = [i for i in ids if known.pop(i, None) is None]
    return ActionResult(
        {
            "Unsuccessful": [
                unsuccessful(i, "InvalidConnectionNotification", f"The ConnectionNotificationId '{i}' does not exist")
                for i in missing
            ]
        }
    )
