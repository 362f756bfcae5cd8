"""SQS queues: the attribute RedriveAllowPolicy, attributes that stay when others are set, and JSON as AWS writes it."""

import json

from moto.sqs.models import Queue

from .extending import computed, wrapped

# Queues answer it only where it was set.
REDRIVE_ALLOW_POLICY = "RedriveAllowPolicy"

Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, REDRIVE_ALLOW_POLICY]


@wrapped(Queue)
def _set_attributes(original, self, attributes, now=None):
    # moto takes the policy away with every change of another attribute.
    kept = {"Policy": self.policy} if "Policy" not in attributes else {}
    original(self, {REDRIVE_ALLOW_POLICY: self.redrive_allow_policy, **kept, **attributes}, now)


original_attributes = Queue.attributes.fget


@computed(Queue, "attributes")
def attributes(self):
    result = original_attributes(self)
    if self.redrive_policy:
        result["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
    # An empty one is none.
    return {name: value for name, value in result.items() if value != ""}


Queue.policy = None
Queue.redrive_allow_policy = None
