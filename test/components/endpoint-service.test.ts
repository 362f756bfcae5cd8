import { expect } from "chai";
import { EndpointService, type EndpointServiceArgs } from "../../components";
import { F, T } from "../../sandbox/tokens";
import { withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";
import { rawLoadBalancer, rawNetwork } from "../support/raw-network";

const ZONES = ["use1-az1", "use1-az2"];
const GATEWAY = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/gwy/inspect/0123456789abcdef";
const ZONE = "Z0123456789ABCDEFGHIJ";

/** Types that the test itself registers around the component. */
const AROUND = { [T.Vpc]: 1, [T.Subnet]: 2, [T.SecurityGroup]: 1, [T.LoadBalancer]: 1 };
const COMPONENT = "saas-privatelink:index:EndpointService";
const NOTIFICATION = {
  [T.Key]: 1,
  [T.Topic]: 1,
  [T.TopicPolicy]: 1,
  [T.VpcEndpointConnectionNotification]: 1,
};

function publish(args: EndpointServiceArgs) {
  return withMocks(() => {
    const { arn } = rawLoadBalancer("nlb", rawNetwork("net", ZONES));
    return new EndpointService("orders", { networkLoadBalancerArns: [arn], ...args });
  });
}

describe("EndpointService", () => {
  it("is a service that asks for acceptance, and a notification of all events", async () => {
    const run = await publish({ tags: { team: "orders" } });
    expect(run.count()).to.deep.equal({ ...AROUND, ...NOTIFICATION, [COMPONENT]: 1, [T.VpcEndpointService]: 1 });
    expect(run.calls.map((call) => call.token)).to.deep.equal([F.getPartition]);
    expect(run.named("orders-endpoint-service").inputs).to.deep.equal({
      networkLoadBalancerArns: [run.named("nlb").outputs.arn],
      acceptanceRequired: true,
      supportedIpAddressTypes: ["ipv4"],
      tags: { team: "orders", Name: "orders-endpoint-service" },
    });
  });

  it("owns all of its children", async () => {
    const privateDns = { name: "api.example.com", hostedZoneId: ZONE };
    const run = await publish({ allowedPrincipals: ["111111111111"], privateDns });
    const children = run.resources.filter((resource) => resource.parent === run.one(COMPONENT).urn);
    const types = [
      ...Object.keys(NOTIFICATION),
      T.VpcEndpointService,
      T.VpcEndpointServiceAllowedPrinciple,
      T.Record,
      T.EndpointServicePrivateDnsVerification,
    ];
    expect(children.map((child) => child.type).sort()).to.deep.equal(types.sort());
    expect(Object.keys(run.count()).sort()).to.deep.equal([...types, COMPONENT, ...Object.keys(AROUND)].sort());
  });

  it("says in its outputs what consumers need", async () => {
    const run = await publish({ allowedPrincipals: ["111111111111"] });
    const service = run.one(T.VpcEndpointService);
    expect(run.one(COMPONENT).outputs).to.deep.equal({
      serviceName: `com.amazonaws.vpce.us-east-1.${service.id}`,
      serviceId: service.id,
      serviceArn: `arn:aws:ec2:us-east-1:123456789012:vpc-endpoint-service/${service.id}`,
      notificationTopicArn: run.one(T.Topic).outputs.arn,
      allowedPrincipals: ["arn:aws:iam::111111111111:root"],
      supportedRegions: ["us-east-1"],
      availabilityZones: ["us-east-1b", "us-east-1c"],
    });
    expect(run.result.privateDnsName).to.equal(undefined);
    expect(run.result.privateDnsVerification).to.equal(undefined);
  });

  describe("principals", () => {
    it("are one resource each, and never a list on the service", async () => {
      const run = await publish({
        allowedPrincipals: [
          "111111111111",
          "arn:aws:iam::222222222222:root",
          "arn:aws:iam::222222222222:role/App",
          "arn:aws:iam::222222222222:user/App",
        ],
      });
      expect(run.one(T.VpcEndpointService).inputs).to.not.have.property("allowedPrincipals");
      const vpcEndpointServiceId = run.one(T.VpcEndpointService).id;
      const principals = run.byType(T.VpcEndpointServiceAllowedPrinciple);
      expect(Object.fromEntries(principals.map(({ name, inputs }) => [name, inputs]))).to.deep.equal({
        "orders-principal-111111111111": { vpcEndpointServiceId, principalArn: "arn:aws:iam::111111111111:root" },
        "orders-principal-222222222222": { vpcEndpointServiceId, principalArn: "arn:aws:iam::222222222222:root" },
        "orders-principal-222222222222-role-App": {
          vpcEndpointServiceId,
          principalArn: "arn:aws:iam::222222222222:role/App",
        },
        "orders-principal-222222222222-user-App": {
          vpcEndpointServiceId,
          principalArn: "arn:aws:iam::222222222222:user/App",
        },
      });
    });

    it("keep their names when others come and go", async () => {
      const names = async (allowedPrincipals: string[]) =>
        (await publish({ allowedPrincipals })).byType(T.VpcEndpointServiceAllowedPrinciple).map(({ name }) => name);
      const before = await names(["111111111111", "222222222222"]);
      const after = await names(["333333333333", "222222222222"]);
      expect(after.filter((name) => before.includes(name))).to.deep.equal(["orders-principal-222222222222"]);
    });

    it("may be everyone where both safeguards are set", async () => {
      const run = await publish({ allowedPrincipals: ["*"], allowAnyPrincipal: true });
      expect(run.one(T.VpcEndpointServiceAllowedPrinciple).name).to.equal("orders-principal-any");
      expect(run.one(T.VpcEndpointServiceAllowedPrinciple).inputs.principalArn).to.equal("*");
    });
  });

  describe("supported Regions", () => {
    it("get the service's own Region added", async () => {
      const run = await publish({ supportedRegions: ["us-west-2", "eu-west-1"], hostRegion: "us-east-1" });
      const expected = ["eu-west-1", "us-east-1", "us-west-2"];
      expect(run.one(T.VpcEndpointService).inputs.supportedRegions).to.deep.equal(expected);
      expect(await promiseOf(run.result.supportedRegions)).to.deep.equal(expected);
    });

    it("are the service's own alone where all others are to be closed", async () => {
      const run = await publish({ hostRegion: "us-east-1", supportedRegions: [], closeOtherRegions: true });
      expect(run.one(T.VpcEndpointService).inputs.supportedRegions).to.deep.equal(["us-east-1"]);
      expect(await promiseOf(run.result.supportedRegions)).to.deep.equal(["us-east-1"]);
    });

    it("are left to AWS when there is only the service's own", async () => {
      const run = await publish({ hostRegion: "us-east-1", supportedRegions: [] });
      expect(run.one(T.VpcEndpointService).inputs).to.not.have.property("supportedRegions");
    });
  });

  it("declares the address families that it accepts", async () => {
    const args = { gatewayLoadBalancerArns: [GATEWAY], supportedIpAddressTypes: ["ipv4", "ipv6"] };
    const run = await withMocks(() => new EndpointService("inspect", args));
    expect(run.one(T.VpcEndpointService).inputs.supportedIpAddressTypes).to.deep.equal(["ipv4", "ipv6"]);
  });

  describe("private DNS", () => {
    const NAME = "api.example.com";

    it("is proven by a TXT record, and verified after it", async () => {
      const run = await publish({ privateDns: { name: NAME, hostedZoneId: ZONE } });
      const service = run.one(T.VpcEndpointService);
      const record = run.named("orders-private-dns-d0c43d38");
      const verification = run.named("orders-private-dns-verification-d0c43d38");
      const token = (service.outputs.privateDnsNameConfigurations as { name: string; value: string }[])[0];
      expect(service.inputs.privateDnsName).to.equal(NAME);
      expect(record.inputs).to.deep.equal({
        zoneId: ZONE,
        name: `${token?.name}.${NAME}`,
        type: "TXT",
        ttl: 300,
        records: [token?.value],
      });
      expect(verification.inputs).to.deep.equal({ serviceId: service.id, waitForVerification: true });
      expect(verification.dependencies).to.include(record.urn);
      expect(await promiseOf(run.result.privateDnsName)).to.equal(NAME);
      expect(await promiseOf(run.result.privateDnsVerification)).to.deep.equal({
        name: `${token?.name}.${NAME}`,
        type: "TXT",
        value: token?.value,
        state: "verified",
      });
    });

    it("is verified anew under another name", async () => {
      const names = async (name: string) => {
        const run = await publish({ privateDns: { name, hostedZoneId: ZONE } });
        return [run.one(T.EndpointServicePrivateDnsVerification).name, run.one(T.Record).name];
      };
      const [verification, record] = await names("api.example.com");
      const [otherVerification, otherRecord] = await names("api.example.org");
      expect(verification).to.not.equal(otherVerification);
      expect(record).to.not.equal(otherRecord);
    });

    it("is proven below the wildcard", async () => {
      const run = await publish({ privateDns: { name: "*.example.com", hostedZoneId: ZONE } });
      expect(run.one(T.Record).inputs.name).to.match(/^_[a-z0-9]{20}\.example\.com$/);
    });

    it("leaves the record to be made by hand without a zone, and says which", async () => {
      const run = await publish({ privateDns: { name: NAME, verify: false } });
      expect(run.byType(T.Record)).to.deep.equal([]);
      expect(run.byType(T.EndpointServicePrivateDnsVerification)).to.deep.equal([]);
      const verification = await promiseOf(run.result.privateDnsVerification);
      expect(verification?.name).to.match(/^_[a-z0-9]{20}\.api\.example\.com$/);
      expect(verification?.value).to.match(/^vpce:\S{20}$/);
      expect(verification).to.include({ type: "TXT", state: "pendingVerification" });
    });

    it("makes the record without waiting when it is not to be verified", async () => {
      const run = await publish({ privateDns: { name: NAME, hostedZoneId: ZONE, verify: false } });
      expect(run.byType(T.Record)).to.have.lengthOf(1);
      expect(run.byType(T.EndpointServicePrivateDnsVerification)).to.deep.equal([]);
      expect((await promiseOf(run.result.privateDnsVerification))?.state).to.equal("pendingVerification");
    });
  });

  describe("notification", () => {
    it("goes to an encrypted topic that only this service may write to", async () => {
      const run = await publish({});
      const arn = run.one(T.VpcEndpointService).outputs.arn;
      const key = run.named("orders-notification-key");
      const topic = run.named("orders-notification-topic");
      const condition = {
        ArnEquals: { "aws:SourceArn": arn },
        StringEquals: { "aws:SourceAccount": "123456789012" },
      };
      expect(key.inputs).to.include({ enableKeyRotation: true, description: "Encrypts connection events of orders" });
      expect(key.inputs.tags).to.deep.equal({ Name: "orders-notification-key" });
      expect(JSON.parse(String(key.inputs.policy)).Statement[1].Condition).to.deep.equal(condition);
      expect(topic.inputs).to.deep.equal({
        kmsMasterKeyId: key.outputs.arn,
        tags: { Name: "service-notification-topic" },
      });
      const policy = run.named("orders-notification-topic-policy");
      expect(policy.inputs.arn).to.equal(topic.outputs.arn);
      const [statement] = JSON.parse(String(policy.inputs.policy)).Statement;
      expect(statement.Condition).to.deep.equal(condition);
      expect(statement.Resource).to.equal(topic.outputs.arn);
    });

    it("is switched on after the topic's policy", async () => {
      const run = await publish({ notification: { events: ["Connect", "Delete"] } });
      const notification = run.named("orders-notification");
      expect(notification.inputs).to.deep.equal({
        vpcEndpointServiceId: run.one(T.VpcEndpointService).id,
        connectionNotificationArn: run.one(T.Topic).outputs.arn,
        connectionEvents: ["Connect", "Delete"],
      });
      expect(notification.dependencies).to.include(run.named("orders-notification-topic-policy").urn);
    });
  });

  it("takes Gateway Load Balancers, which have neither notification nor private DNS", async () => {
    const run = await withMocks(() => new EndpointService("inspect", { gatewayLoadBalancerArns: [GATEWAY] }));
    expect(run.count()).to.deep.equal({ [COMPONENT]: 1, [T.VpcEndpointService]: 1 });
    expect(run.one(T.VpcEndpointService).inputs.gatewayLoadBalancerArns).to.deep.equal([GATEWAY]);
    expect(run.result.notificationTopicArn).to.equal(undefined);
  });

  it("carries its display name in Name tags and its own in logical names", async () => {
    const run = await publish({ displayName: "order-processor" });
    expect(run.named("orders-endpoint-service").inputs.tags).to.deep.equal({
      Name: "order-processor-endpoint-service",
    });
    expect(run.named("orders-notification-key").inputs.tags).to.deep.equal({
      Name: "order-processor-notification-key",
    });
  });
});
