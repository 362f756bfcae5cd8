import {
  AcceptVpcEndpointConnectionsCommand,
  DescribeVpcEndpointConnectionsCommand,
  DescribeVpcEndpointServicePermissionsCommand,
  EC2Client,
  ModifyVpcEndpointServicePermissionsCommand,
  RejectVpcEndpointConnectionsCommand,
  type State,
  type VpcEndpointConnection,
} from "@aws-sdk/client-ec2";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import { Ec2ServiceApi } from "../../../functions/aws/ec2-service-api";

const SERVICE_ID = "vpce-svc-0123456789abcdef0";

function described(of: Partial<VpcEndpointConnection> = {}): VpcEndpointConnection {
  return {
    ServiceId: SERVICE_ID,
    VpcEndpointId: "vpce-0aaaaaaaaaaaaaaa1",
    VpcEndpointOwner: "333333333333",
    VpcEndpointState: "PendingAcceptance",
    CreationTimestamp: new Date("2026-05-01T10:00:00.000Z"),
    ...of,
  };
}

function arn(index: number): string {
  return `arn:aws:iam::${`${index}`.padStart(12, "0")}:root`;
}

describe("the calls of EC2 about one service", () => {
  const client = new EC2Client({ region: "us-east-1" });
  const aws = mockClient(client);
  const api = new Ec2ServiceApi({ client, serviceId: SERVICE_ID });

  beforeEach(() => aws.reset());
  after(() => aws.restore());

  it("read all pages of the service's connections, a thousand at a time", async () => {
    aws
      .on(DescribeVpcEndpointConnectionsCommand)
      .resolves({ VpcEndpointConnections: [described()], NextToken: "2" })
      .on(DescribeVpcEndpointConnectionsCommand, { NextToken: "2" })
      .resolves({ NextToken: "3" })
      .on(DescribeVpcEndpointConnectionsCommand, { NextToken: "3" })
      .resolves({ VpcEndpointConnections: [described({ VpcEndpointId: "vpce-0aaaaaaaaaaaaaaa2" })] });
    expect((await api.connections()).map(({ endpointId }) => endpointId)).to.deep.equal([
      "vpce-0aaaaaaaaaaaaaaa1",
      "vpce-0aaaaaaaaaaaaaaa2",
    ]);
    const inputs = aws.commandCalls(DescribeVpcEndpointConnectionsCommand).map(({ args }) => args[0].input);
    expect(inputs.length).to.equal(3);
    expect(inputs[0]).to.deep.include({
      Filters: [{ Name: "service-id", Values: [SERVICE_ID] }],
      MaxResults: 1000,
    });
  });

  it("say the Region of an endpoint, which is the service's where AWS does not", async () => {
    aws.on(DescribeVpcEndpointConnectionsCommand).resolves({
      VpcEndpointConnections: [
        described({
          VpcEndpointRegion: "us-west-2", // AWS writes states in this form too, which its SDK does not list.
          VpcEndpointState: "pendingAcceptance" as State,
        }),
        described({ VpcEndpointId: "vpce-0aaaaaaaaaaaaaaa2" }),
      ],
    });
    expect(await api.connections()).to.deep.equal([
      {
        endpointId: "vpce-0aaaaaaaaaaaaaaa1",
        account: "333333333333",
        state: "pendingAcceptance",
        region: "us-west-2",
        createdAt: "2026-05-01T10:00:00.000Z",
      },
      {
        endpointId: "vpce-0aaaaaaaaaaaaaaa2",
        account: "333333333333",
        state: "PendingAcceptance",
        region: "us-east-1",
        createdAt: "2026-05-01T10:00:00.000Z",
      },
    ]);
  });

  it("tell a connection that is on two pages once, as the later page has it", async () => {
    aws
      .on(DescribeVpcEndpointConnectionsCommand)
      .resolves({ VpcEndpointConnections: [described()], NextToken: "2" })
      .on(DescribeVpcEndpointConnectionsCommand, { NextToken: "2" })
      .resolves({ VpcEndpointConnections: [described({ VpcEndpointState: "Available" })] });
    expect((await api.connections()).map(({ state }) => state)).to.deep.equal(["Available"]);
  });

  it("refuse a connection without what a decision needs", async () => {
    aws.on(DescribeVpcEndpointConnectionsCommand).resolves({
      VpcEndpointConnections: [described({ VpcEndpointOwner: undefined, CreationTimestamp: undefined })],
    });
    const error = await api.connections().catch((caught: Error) => caught);
    expect(error).to.be.an("error");
    expect((error as Error).message).to.equal(
      `EC2 described the connection of vpce-0aaaaaaaaaaaaaaa1 to ${SERVICE_ID} without VpcEndpointOwner and CreationTimestamp.`,
    );
  });

  it("accept and reject, and say what AWS did not do", async () => {
    const Unsuccessful = [
      { ResourceId: "vpce-1", Error: { Code: "InvalidState", Message: "It is deleting." } },
      { ResourceId: "vpce-2" },
    ];
    aws.on(AcceptVpcEndpointConnectionsCommand).resolves({ Unsuccessful });
    aws.on(RejectVpcEndpointConnectionsCommand).resolves({});
    expect(await api.accept(["vpce-1", "vpce-2"])).to.deep.equal([
      { endpointId: "vpce-1", code: "InvalidState", message: "It is deleting." },
      { endpointId: "vpce-2", code: "Unknown", message: "AWS gave no reason." },
    ]);
    expect(await api.reject(["vpce-3"])).to.deep.equal([]);
    expect(aws.commandCalls(AcceptVpcEndpointConnectionsCommand)[0]?.args[0].input).to.deep.equal({
      ServiceId: SERVICE_ID,
      VpcEndpointIds: ["vpce-1", "vpce-2"],
    });
    expect(aws.commandCalls(RejectVpcEndpointConnectionsCommand)[0]?.args[0].input).to.deep.equal({
      ServiceId: SERVICE_ID,
      VpcEndpointIds: ["vpce-3"],
    });
  });

  it("accept a hundred endpoints at a time, and call for none", async () => {
    aws.on(AcceptVpcEndpointConnectionsCommand).resolves({});
    await api.accept(Array.from({ length: 201 }, (_, index) => `vpce-${index}`));
    await api.accept([]);
    const calls = aws.commandCalls(AcceptVpcEndpointConnectionsCommand).map(({ args }) => args[0].input);
    expect(calls.map(({ VpcEndpointIds }) => VpcEndpointIds?.length)).to.deep.equal([100, 100, 1]);
  });

  it("fail as a whole when AWS refuses the call", async () => {
    aws.on(AcceptVpcEndpointConnectionsCommand).rejects(new Error("UnauthorizedOperation"));
    const error = await api.accept(["vpce-1"]).catch((caught: Error) => caught);
    expect(error).to.be.an("error").with.property("message", "UnauthorizedOperation");
  });

  it("read all pages of principals", async () => {
    aws
      .on(DescribeVpcEndpointServicePermissionsCommand)
      .resolves({ AllowedPrincipals: [{ Principal: "*" }, {}], NextToken: "2" })
      .on(DescribeVpcEndpointServicePermissionsCommand, { NextToken: "2" })
      .resolves({ AllowedPrincipals: [{ Principal: arn(1) }, { Principal: "*" }] });
    expect(await api.principals()).to.deep.equal(["*", arn(1)]);
    expect(aws.commandCalls(DescribeVpcEndpointServicePermissionsCommand)[0]?.args[0].input).to.deep.include({
      ServiceId: SERVICE_ID,
      MaxResults: 1000,
    });
  });

  describe("to change principals", () => {
    function changes() {
      return aws.commandCalls(ModifyVpcEndpointServicePermissionsCommand).map(({ args }) => args[0].input);
    }

    it("name only what there is to change, removals first", async () => {
      aws.on(ModifyVpcEndpointServicePermissionsCommand).resolves({ ReturnValue: true });
      await api.changePrincipals({ add: [arn(1)], remove: [arn(2), arn(3)] });
      await api.changePrincipals({ add: [], remove: [] });
      expect(changes()).to.deep.equal([
        { ServiceId: SERVICE_ID, RemoveAllowedPrincipals: [arn(2), arn(3)] },
        { ServiceId: SERVICE_ID, AddAllowedPrincipals: [arn(1)] },
      ]);
    });

    it("take fifty at a time", async () => {
      aws.on(ModifyVpcEndpointServicePermissionsCommand).resolves({ ReturnValue: true });
      await api.changePrincipals({ add: Array.from({ length: 101 }, (_, index) => arn(index)), remove: [] });
      expect(changes().map(({ AddAllowedPrincipals }) => AddAllowedPrincipals?.length)).to.deep.equal([50, 50, 1]);
    });

    it("let one that AWS does not know keep nobody else out", async () => {
      aws.on(ModifyVpcEndpointServicePermissionsCommand).callsFake(({ AddAllowedPrincipals }) => {
        if (!AddAllowedPrincipals.includes(arn(2))) return { ReturnValue: true };
        throw Object.assign(new Error("Invalid Principal"), { name: "InvalidPrincipal" });
      });
      const add = [arn(1), arn(2), arn(3)];
      const error = await api.changePrincipals({ add, remove: [] }).catch((caught: Error) => caught);
      expect(error)
        .to.be.an("error")
        .with.property("message", `AWS refused ${arn(2)} (Invalid Principal)`);
      expect(changes().map(({ AddAllowedPrincipals }) => AddAllowedPrincipals)).to.deep.equal([
        add,
        [arn(1)],
        [arn(2)],
        [arn(3)],
      ]);
    });

    it("are not repeated one by one when AWS refuses them for another reason", async () => {
      const denied = Object.assign(new Error("not authorized"), { name: "UnauthorizedOperation" });
      aws.on(ModifyVpcEndpointServicePermissionsCommand).rejects(denied);
      const error = await api.changePrincipals({ add: [arn(1), arn(2)], remove: [] }).catch((caught: Error) => caught);
      expect(error).to.equal(denied);
      expect(changes().length).to.equal(1);
    });
  });
});
