import {
  AcceptVpcEndpointConnectionsCommand,
  DescribeVpcEndpointConnectionsCommand,
  DescribeVpcEndpointServicePermissionsCommand,
  RejectVpcEndpointConnectionsCommand,
} from "@aws-sdk/client-ec2";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { deployApproval } from "./support/approval";
import { ACME, clientsOf, GLOBEX, PROVIDER } from "./support/clients";
import { admit, connectFrom, disconnect, rootOf, statesOf } from "./support/connect";
import { emulator, useEmulator } from "./support/emulator";
import { publishService } from "./support/publish";
import { takeEnvelopes } from "./support/queues";
import { createRegistryTable, putItem } from "./support/registry-table";

/** What the other tests here take for granted of the emulator. */
describe("the emulated AWS", () => {
  useEmulator();

  it("lets another account connect only when it is admitted, from its own account", async () => {
    const service = await publishService();
    const refused = await connectFrom(ACME, service).catch((error: Error) => error);
    expect(refused).to.have.property("name", "InvalidServiceName");
    await admit(service, ACME);
    const endpointId = await connectFrom(ACME, service);
    expect(await statesOf(service)).to.deep.equal({ [endpointId]: "pendingAcceptance" });
  });

  it("answers connections in pages of a thousand at most, and refuses pages of fewer than five", async () => {
    const { control } = await emulator();
    const { ec2 } = await clientsOf();
    const service = await publishService();
    await control.gather(service.serviceId, [{ account: ACME, count: 2001 }]);
    const Filters = [{ Name: "service-id", Values: [service.serviceId] }];
    const sizes: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await ec2.send(new DescribeVpcEndpointConnectionsCommand({ Filters, MaxResults: 5000, NextToken }));
      sizes.push(page.VpcEndpointConnections?.length ?? 0);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(sizes).to.deep.equal([1000, 1000, 1]);
    const small = await ec2
      .send(new DescribeVpcEndpointConnectionsCommand({ Filters, MaxResults: 4 }))
      .catch((error: Error) => error);
    expect(small).to.have.property("name", "InvalidParameterValue");
  });

  it("answers permissions in pages", async () => {
    const { ec2 } = await clientsOf();
    const service = await publishService();
    await admit(service, ...Array.from({ length: 7 }, (_, index) => String(100000000000 + index)));
    const first = await ec2.send(
      new DescribeVpcEndpointServicePermissionsCommand({ ServiceId: service.serviceId, MaxResults: 5 }),
    );
    expect(first.AllowedPrincipals?.map(({ Principal }) => Principal)).to.deep.equal(
      [0, 1, 2, 3, 4].map((index) => rootOf(String(100000000000 + index))),
    );
    const rest = await ec2.send(
      new DescribeVpcEndpointServicePermissionsCommand({
        ServiceId: service.serviceId,
        MaxResults: 5,
        NextToken: first.NextToken,
      }),
    );
    expect(rest.AllowedPrincipals).to.have.lengthOf(2);
    expect(rest.NextToken).to.equal(undefined);
  });

  it("throttles as each service words it, then answers, and counts both", async () => {
    const { control } = await emulator();
    const { ec2, documents } = await clientsOf();
    const service = await publishService();
    const table = await createRegistryTable();
    await control.fault({ action: "ec2:DescribeVpcEndpointServicePermissions", throttle: true, times: 1 });
    await control.fault({ action: "dynamodb:TransactWriteItems", throttle: true, times: 1 });
    await control.forgetCalls();
    const ask = () => ec2.send(new DescribeVpcEndpointServicePermissionsCommand({ ServiceId: service.serviceId }));
    expect(await ask().catch((error: Error) => error)).to.have.property("name", "RequestLimitExceeded");
    await ask();
    const write = () =>
      documents.send(
        new TransactWriteCommand({
          TransactItems: [{ Put: { TableName: table.tableName, Item: { pk: "a", sk: "b" } } }],
        }),
      );
    expect(await write().catch((error: Error) => error)).to.have.property("name", "ThrottlingException");
    await write();
    expect(await control.calls()).to.deep.equal({
      "dynamodb:TransactWriteItems": 2,
      "ec2:DescribeVpcEndpointServicePermissions": 2,
    });
  });

  it("accepts what it can of a batch and says what not", async () => {
    const { control } = await emulator();
    const { ec2 } = await clientsOf(PROVIDER);
    const service = await publishService();
    const [[good = "", bad = ""] = []] = await control.gather(service.serviceId, [{ account: ACME, count: 2 }]);
    const code = "InvalidState";
    await control.fault({ action: "ec2:AcceptVpcEndpointConnections", unsuccessful: [bad], code, message: "Not now" });
    const { Unsuccessful } = await ec2.send(
      new AcceptVpcEndpointConnectionsCommand({ ServiceId: service.serviceId, VpcEndpointIds: [good, bad] }),
    );
    await control.endFaults();
    expect(Unsuccessful).to.deep.equal([{ ResourceId: bad, Error: { Code: code, Message: "Not now" } }]);
    expect(await statesOf(service)).to.deep.equal({ [good]: "available", [bad]: "pendingAcceptance" });
  });

  it("tells the topic of a service of each connection that comes, is decided and goes, in SNS's envelope", async () => {
    const { ec2 } = await clientsOf(PROVIDER);
    const { service, settings, queue } = await deployApproval(await publishService(), await createRegistryTable());
    await admit(service, ACME);
    const endpointId = await connectFrom(ACME, service);
    const decision = { ServiceId: service.serviceId, VpcEndpointIds: [endpointId] };
    await ec2.send(new AcceptVpcEndpointConnectionsCommand(decision));
    await ec2.send(new RejectVpcEndpointConnectionsCommand(decision));
    await disconnect(ACME, endpointId);
    const envelopes = await takeEnvelopes(queue);
    expect(envelopes.map(({ Message }) => JSON.parse(Message).event)).to.have.members([
      "Connect",
      "Accept",
      "Reject",
      "Delete",
    ]);
    for (const { Type, TopicArn, Message } of envelopes) {
      expect({ Type, TopicArn }).to.deep.equal({ Type: "Notification", TopicArn: settings.notificationTopicArn });
      expect(Message).to.include(endpointId).and.to.include(service.serviceId);
    }
    expect(await statesOf(service)).to.deep.equal({});
  });

  it("carries out a transaction once that is sent again with its token", async () => {
    const { documents } = await clientsOf();
    const { tableName } = await createRegistryTable();
    const put = (value: string) =>
      documents.send(
        new TransactWriteCommand({
          ClientRequestToken: "a-token",
          TransactItems: [
            {
              Put: {
                TableName: tableName,
                Item: { pk: "a", sk: "b", value },
                ConditionExpression: "attribute_not_exists(pk)",
              },
            },
          ],
        }),
      );
    await put("one");
    await put("one");
    expect(await put("two").catch((error: Error) => error)).to.have.property(
      "name",
      "IdempotentParameterMismatchException",
    );
  });

  it("writes a transaction whole or not at all, and says which condition failed", async () => {
    const { documents } = await clientsOf();
    const table = await createRegistryTable();
    await putItem(table, { pk: "CONSUMERS", sk: GLOBEX, revision: 2 });
    const cancelled = await documents
      .send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName: table.tableName, Item: { pk: "AUDIT", sk: "1" } } },
            {
              ConditionCheck: {
                TableName: table.tableName,
                Key: { pk: "CONSUMERS", sk: GLOBEX },
                ConditionExpression: "revision = :revision",
                ExpressionAttributeValues: { ":revision": 1 },
                ReturnValuesOnConditionCheckFailure: "ALL_OLD",
              },
            },
          ],
        }),
      )
      .catch((error: Error) => error);
    expect(cancelled).to.have.property("name", "TransactionCanceledException");
    expect(cancelled).to.have.deep.property("CancellationReasons", [
      { Code: "None" },
      {
        Code: "ConditionalCheckFailed",
        Message: "The conditional request failed",
        Item: { pk: { S: "CONSUMERS" }, sk: { S: GLOBEX }, revision: { N: "2" } },
      },
    ]);
  });
});
