"""Remembers calls by action, and answers some of them as AWS does on a bad day.

    GET    /moto-api/calls   ["ec2:AcceptVpcEndpointConnections", ...] in their order, refused calls included
    DELETE /moto-api/calls   forgets them
    POST   /moto-api/faults  one fault, which is forgotten after `times` calls:
        {"action": "ec2:DescribeVpcEndpointConnections", "throttle": true, "times": 3}
        {"action": "sns:Publish", "error": {"code": "KMSDisabled", "message": "...", "status": 400}, "times": 1}
        {"action": "ec2:AcceptVpcEndpointConnections", "unsuccessful": ["vpce-0..."], "code": ..., "message": ...}
        {"action": "dynamodb:TransactWriteItems", "conflict": true, "times": 1}
    DELETE /moto-api/faults  all is well again
"""

import json

from moto.core.responses import ActionResult, BaseResponse
from moto.moto_api._internal import urls

from .extending import AwsError, wrapped

CALLS = []
FAULTS = []

# How each service words that it was asked too often: code, message, HTTP status.
THROTTLED = {
    "ec2": ("RequestLimitExceeded", "Request limit exceeded.", 503),
    "dynamodb": (
        "ThrottlingException",
        "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table "
        "or index so please try again shortly.",
        400,
    ),
    "sns": ("Throttling", "Rate exceeded", 400),
    "sqs": ("RequestThrottled", "Request is throttled.", 400),
}
THROTTLED_ELSEWHERE = ("ThrottlingException", "Rate exceeded", 400)


def due(action, kind):
    """The next fault of that kind for the action, counted as happened; None when all is well."""
    fault = next((f for f in FAULTS if f["action"] == action and kind in f), None)
    if fault is not None and "times" in fault:
        fault["times"] -= 1
        if fault["times"] == 0:
            FAULTS.remove(fault)
    return fault


def refusal(action, resource_id):
    """The error that stands against the resource in the `Unsuccessful` list of the action's answers, or None."""
    for fault in FAULTS:
        if fault["action"] == action and resource_id in fault.get("unsuccessful", []):
            return {"Code": fault["code"], "Message": fault["message"]}
    return None


@wrapped(BaseResponse)
def call_action(original, self):
    service = self.service_name
    action = f"{service}:{self._get_action()}"
    CALLS.append(action)
    if due(action, "throttle"):
        return failed(self, *THROTTLED.get(service, THROTTLED_ELSEWHERE))
    fault = due(action, "error")
    if fault:
        error = fault["error"]
        return failed(self, error["code"], error["message"], error["status"])
    return original(self)


def failed(response, code, message, status):
    _, headers, body = response.serialized(ActionResult(AwsError(code, message)))
    return response._transform_response({}, (status, {**headers, "status": status}, body))


def answer_calls(request, _url, _headers):
    if request.method == "DELETE":
        CALLS.clear()
    return 200, {"Content-Type": "application/json"}, json.dumps(CALLS)


def answer_faults(request, _url, _headers):
    if request.method == "DELETE":
        FAULTS.clear()
    elif request.method == "POST":
        FAULTS.append(json.loads(request.data))
    return 200, {"Content-Type": "application/json"}, json.dumps(FAULTS)


urls.url_paths["{0}/moto-api/calls"] = answer_calls
urls.url_paths["{0}/moto-api/faults"] = answer_faults
