import {
  DescribeVpcEndpointConnectionsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  EC2Client,
  type State,
} from "@aws-sdk/client-ec2";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import type { AwsIdentity } from "../../../automation/aws/identity";
import { guardDestroy, liveConnections } from "../../../automation/stacks/live-connections";
import type { StackSubject } from "../../../automation/stacks/place";
import { awsError } from "../support/fake-context";

const SUBJECT: StackSubject = {
  stack: "ohio",
  region: "us-east-2",
  identity: { profile: "provider" },
  outputs: { serviceId: "vpce-svc-1", accountId: "111122223333", consumerEndpointId: "vpce-own" },
};

describe("live connections", () => {
  const ec2 = mockClient(EC2Client);
  const client = new EC2Client({ region: "us-east-2" });
  const asked: string[] = [];
  const closed: string[] = [];
  const clients = {
    ec2: async (region: string) => {
      asked.push(region);
      return client;
    },
    caller: async () => ({ accountId: caller, arn: `arn:aws:iam::${caller}:role/engineer` }),
  };
  let caller: string;
  const clientsOf = (identity: AwsIdentity | undefined) => ({
    ...clients,
    close: () => void closed.push(String(identity?.profile)),
  });

  beforeEach(() => {
    ec2.reset();
    ec2.on(DescribeVpcEndpointServiceConfigurationsCommand).resolves({ ServiceConfigurations: [{}] });
    caller = "111122223333";
    asked.length = 0;
    closed.length = 0;
  });
  after(() => {
    ec2.restore();
    client.destroy();
  });

  function describe_(...connections: readonly (readonly [id: string, state: string, day: number])[]): void {
    ec2.on(DescribeVpcEndpointConnectionsCommand).resolves({
      VpcEndpointConnections: connections.map(([id, state, day]) => ({
        VpcEndpointId: id,
        VpcEndpointOwner: "222233334444",
        VpcEndpointState: state as State,
        CreationTimestamp: new Date(Date.UTC(2026, 0, day)),
      })),
    });
  }

  it("are those under which AWS deletes no service, oldest first, without that of the stack's own consumer", async () => {
    describe_(
      ["vpce-3", "Available", 3],
      ["vpce-own", "available", 1],
      ["vpce-2", "pendingAcceptance", 2],
      ["vpce-4", "pending", 4],
      ["vpce-5", "rejected", 5],
      ["vpce-6", "deleting", 6],
      ["vpce-7", "expired", 7],
    );
    const live = await liveConnections(SUBJECT, clients);
    expect(live.map(({ endpointId }) => endpointId)).to.deep.equal(["vpce-2", "vpce-3", "vpce-4"]);
    expect(asked).to.deep.equal(["us-east-2"]);
    expect(ec2.commandCalls(DescribeVpcEndpointConnectionsCommand)[0]?.args[0].input.Filters).to.deep.equal([
      { Name: "service-id", Values: ["vpce-svc-1"] },
    ]);
  });

  it("are none of a stack without a service, and AWS is not asked", async () => {
    expect(await liveConnections({ ...SUBJECT, outputs: {} }, clients)).to.deep.equal([]);
    expect(asked).to.deep.equal([]);
  });

  it("keep a stack from being destroyed, and are named with what to do", async () => {
    describe_(["vpce-1", "available", 1]);
    expect(await guardDestroy([SUBJECT], { clientsOf })).to.deep.equal([
      "ohio: 1 connection is live: vpce-1 of 222233334444 (available); AWS deletes no service under connections: " +
        "privatelink region remove ohio drains the stack first, privatelink connections reject cuts a single one.",
    ]);
    expect(closed).to.deep.equal(["provider"]);
  });

  it("are named up to five, and counted beyond", async () => {
    describe_(...Array.from({ length: 7 }, (_, index) => [`vpce-${index}`, "available", index + 1] as const));
    const [reason] = await guardDestroy([SUBJECT], { clientsOf });
    expect(reason).to.match(
      /^ohio: 7 connections are live: vpce-0 .*, vpce-4 of 222233334444 \(available\) and 2 more; /,
    );
  });

  it("let a stack without any be destroyed", async () => {
    describe_(["vpce-own", "available", 1], ["vpce-1", "rejected", 1]);
    expect(await guardDestroy([SUBJECT, { ...SUBJECT, stack: "new", outputs: {} }], { clientsOf })).to.deep.equal([]);
    expect(closed).to.deep.equal(["provider", "provider"]);
  });

  it("count as there where AWS does not tell", async () => {
    ec2.on(DescribeVpcEndpointConnectionsCommand).rejects(awsError("ExpiredToken", "expired"));
    expect(await guardDestroy([SUBJECT], { clientsOf, env: {} })).to.deep.equal([
      "ohio: AWS does not tell whether consumers are connected, so it stays: The AWS credentials have expired: get new " +
        'ones, for example by aws sso login, and run the command again; aws:profile of the stack is "provider".',
    ]);
    expect(closed).to.deep.equal(["provider"]);
  });

  it("are not known to credentials of another account, to which AWS names none, so that the stack stays", async () => {
    describe_();
    caller = "999988887777";
    expect(await guardDestroy([SUBJECT], { clientsOf })).to.deep.equal([
      "ohio: its service is in account 111122223333, and the AWS credentials are of 999988887777 (aws:profile of the " +
        'stack is "provider"): use those of 111122223333, by AWS_PROFILE, or by aws:profile or aws:assumeRoles of the stack file.',
    ]);
    const { identity: _, ...usual } = SUBJECT;
    expect(await guardDestroy([usual], { clientsOf })).to.deep.equal([
      "ohio: its service is in account 111122223333, and the AWS credentials are of 999988887777: use those of " +
        "111122223333, by AWS_PROFILE, or by aws:profile or aws:assumeRoles of the stack file.",
    ]);
    const notTaken = { ...usual, identity: { notTaken: ["aws:accessKey"] } };
    expect((await guardDestroy([notTaken], { clientsOf }))[0]).to.contain(
      "are of 999988887777 (the commands do not take aws:accessKey of the stack: give them its credentials by the environment): use",
    );
    expect(asked).to.deep.equal([]);
  });

  for (const name of ["InvalidVpcEndpointServiceId.NotFound", "InvalidVpcEndpointService.NotFound"]) {
    it(`are none of a service that is gone, as after a destroy that failed at something else: ${name}`, async () => {
      ec2.on(DescribeVpcEndpointServiceConfigurationsCommand).rejects(awsError(name, "The service does not exist"));
      expect(await guardDestroy([SUBJECT], { clientsOf })).to.deep.equal([]);
      expect(ec2.commandCalls(DescribeVpcEndpointConnectionsCommand)).to.deep.equal([]);
    });
  }

  it("throw a fault of the program as it is", async () => {
    ec2.on(DescribeVpcEndpointConnectionsCommand).resolves({ VpcEndpointConnections: [{ VpcEndpointId: "vpce-1" }] });
    const error = await guardDestroy([SUBJECT], { clientsOf }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(String(error)).to.match(/without VpcEndpointOwner/);
    expect(closed).to.deep.equal(["provider"]);
  });
});
