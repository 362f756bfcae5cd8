"""S3 bucket policies: requests count as sent over TLS, although the emulator speaks plain HTTP.

moto evaluates statements without their conditions, so a policy that refuses plain HTTP would refuse everything.
"""

import json

from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket

from .extending import wrapped


@wrapped(FakeBucket)
def get_permission(original, self, action, resource):
    if self.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(self.policy)
    statements = [s for s in policy["Statement"] if not refuses_plain_http_only(s)]
    kept, self.policy = self.policy, json.dumps({**policy, "Statement": statements}).encode()
    try:
        return original(self, action, resource)
    finally:
        self.policy = kept


def refuses_plain_http_only(statement):
    secure_transport = statement.get("Condition", {}).get("Bool", {}).get("aws:SecureTransport")
    return statement["Effect"] == "Deny" and str(secure_transport).lower() == "false"
