"""DynamoDB global tables: replicas are tables of other Regions with the same items, at once and without conflicts.

What AWS allows only a day later, to delete a table whose replica is younger than that, is allowed at once.
"""

from moto.dynamodb.exceptions import MockValidationException
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler, DynamoResult

from .extending import wrapped

VERSION = "2019.11.21"


def members_of(table):
    """The tables of a global table by Region; the table alone when it has no replica."""
    return table.__dict__.setdefault("global_table", {table.region_name: table})


@wrapped(Table)
def describe(original, self, base_key="TableDescription"):
    result = original(self, base_key)
    others = [region for region in members_of(self) if region != self.region_name]
    if others:
        result[base_key]["GlobalTableVersion"] = VERSION
        result[base_key]["Replicas"] = [{"RegionName": region, "ReplicaStatus": "ACTIVE"} for region in others]
    return result


@wrapped(DynamoHandler)
def update_table(original, self):
    updates = self.body.get("ReplicaUpdates")
    if not updates:
        return original(self)
    table = self.dynamodb_backend.get_table(self.body["TableName"])
    for update in updates:
        [(kind, settings)] = update.items()
        # Whatever else there is to change of a replica is not known here, and fails.
        {"Create": create, "Delete": delete}[kind](table, settings["RegionName"])
    return DynamoResult(table.describe())


def create(table, region):
    stream = table.stream_specification
    if not stream["StreamEnabled"] or stream.get("StreamViewType") != "NEW_AND_OLD_IMAGES":
        raise MockValidationException("Table must have a stream with NEW_AND_OLD_IMAGES to get a replica.")
    if region in members_of(table):
        raise MockValidationException(f"Replica already exists in the Region: {region}")
    backend = dynamodb_backends[table.account_id][region]
    if table.name in backend.tables:
        raise MockValidationException(
            f"Failed to create a the new replica of table with name: '{table.name}' "
            f"because one or more replicas already existed as tables."
        )
    replica = backend.create_table(
        name=table.name,
        schema=table.schema,
        throughput=None,
        attr=table.attr,
        global_indexes=None,
        indexes=None,
        streams=dict(stream),
        billing_mode=table.billing_mode,
        sse_specification={"Enabled": True} if (table.sse_specification or {}).get("Enabled") else None,
        tags=[],
        deletion_protection_enabled=False,
        warm_throughput=None,
    )
    replica.items = table.items
    replica.ttl = table.ttl
    replica.global_table = members_of(table)
    replica.global_table[region] = replica


def delete(table, region):
    replica = members_of(table).get(region)
    if replica is None or replica is table:
        raise MockValidationException(f"Replica not found in the Region: {region}")
    dynamodb_backends[table.account_id][region].delete_table(table.name)


@wrapped(DynamoDBBackend)
def delete_table(original, self, name):
    table = original(self, name)
    # The others stay, with all items.
    members_of(table).pop(self.region_name)
    return table
