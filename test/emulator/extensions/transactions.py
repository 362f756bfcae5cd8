"""DynamoDB transactions: tokens that make them idempotent, conflicts on demand, and conditions before writes.

moto copies whole tables to be able to roll back, which takes seconds in a table of thousands of items.
"""

import copy
import json
import time

from moto.dynamodb.comparisons import get_filter_expression
from moto.dynamodb.exceptions import (
    DynamodbException,
    MultipleTransactionsException,
    TooManyTransactionsException,
    TransactionCanceledException,
    TransactWriteSingleOpException,
)
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.responses import DynamoHandler

from .calls import due
from .extending import wrapped

TOKEN_SECONDS = 600


@wrapped(DynamoHandler)
def transact_write_items(original, self):
    if due("dynamodb:TransactWriteItems", "conflict"):
        conflict = "Transaction is ongoing for the item"
        others = [(None, None, None)] * (len(self.body["TransactItems"]) - 1)
        raise TransactionCanceledException([("TransactionConflict", conflict, None), *others])
    token = self.body.get("ClientRequestToken")
    if token is None:
        return original(self)
    now = time.monotonic()
    known = self.dynamodb_backend.__dict__.setdefault("transaction_tokens", {})
    items = json.dumps(self.body["TransactItems"], sort_keys=True, default=str)
    if token in known and now - known[token][0] < TOKEN_SECONDS:
        _, items_before, result = known[token]
        if items_before != items:
            raise DynamodbException(
                "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException",
                "Request contains the same client token as a previous request but different parameters",
            )
        return result
    result = original(self)
    known[token] = (now, items, result)
    return result


@wrapped(DynamoDBBackend, "transact_write_items")
def write_all_or_none(_, self, transact_items):
    if len(transact_items) > 100:
        raise TooManyTransactionsException()
    steps = [step_of(self, item) for item in transact_items]
    keys = [(table.name, str(sorted(key.items()))) for _, _, table, key in steps]
    if len(set(keys)) < len(keys):
        raise MultipleTransactionsException()
    reasons = [reason(self, *step) for step in steps]
    if any(code is not None for code, _, _ in reasons):
        raise TransactionCanceledException(reasons)
    before = []
    try:
        for kind, operation, table, key in steps:
            before.append((table, key, copy.deepcopy(self.get_item(table.name, key))))
            carry_out(self, kind, operation, key)
    except Exception:
        for table, key, item in before:
            put_back(self, table, key, item)
        raise


def step_of(backend, item):
    if len(item) > 1:
        raise TransactWriteSingleOpException
    [(kind, operation)] = item.items()
    table = backend.get_table(operation["TableName"])
    attributes = [table.hash_key_attr, *([table.range_key_attr] if table.range_key_attr else [])]
    key = {name: operation["Item"][name] for name in attributes} if kind == "Put" else operation["Key"]
    return kind, operation, table, key


def reason(backend, _kind, operation, table, key):
    """Code, message and item of the cancellation reason; nothing when the operation may be carried out."""
    current = backend.get_item(table.name, key)
    condition = get_filter_expression(
        operation.get("ConditionExpression"),
        operation.get("ExpressionAttributeNames"),
        operation.get("ExpressionAttributeValues"),
    )
    if condition.expr(current):
        return None, None, None
    wanted = operation.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" and current
    item = current.to_json()["Attributes"] if wanted else None
    return "ConditionalCheckFailed", "The conditional request failed", item


def carry_out(backend, kind, operation, key):
    names = operation.get("ExpressionAttributeNames")
    values = operation.get("ExpressionAttributeValues")
    table_name = operation["TableName"]
    if kind == "Put":
        backend.put_item(table_name, operation["Item"])
    elif kind == "Delete":
        backend.delete_item(table_name, key)
    elif kind == "Update":
        backend.update_item(table_name, key, operation["UpdateExpression"], names, values)


def put_back(backend, table, key, item):
    if item is not None:
        backend.put_item(table.name, item.to_json()["Attributes"])
    elif backend.get_item(table.name, key) is not None:
        backend.delete_item(table.name, key)
