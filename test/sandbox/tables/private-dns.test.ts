import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import { balancer, type Made, network, TestAccount } from "../account";

const NAME = "api.example.com";
const ZONE = "Z0123456789ABCDEFGHIJ";

function setting() {
  const account = new TestAccount();
  const net = network(account, ["use1-az1"]);
  const args = { acceptanceRequired: true, networkLoadBalancerArns: [balancer(account, net).id], privateDnsName: NAME };
  const service = account.make(T.VpcEndpointService, "svc", args);
  account.make(T.VpcEndpointServiceAllowedPrinciple, "own", {
    vpcEndpointServiceId: service.id,
    principalArn: "arn:aws:iam::123456789012:root",
  });
  return { account, net, args, service };
}

function proof(service: Made | Record<string, unknown>): { name: string; value: string; state: string } {
  const [configuration] = service.privateDnsNameConfigurations as { name: string; value: string; state: string }[];
  return configuration ?? expect.fail("no configuration");
}

function publish({ account, service }: ReturnType<typeof setting>, value = proof(service).value) {
  const name = `${proof(service).name}.${NAME}`;
  return account.make(T.Record, "txt", { zoneId: ZONE, name, type: "TXT", ttl: 300, records: [value] });
}

describe("a private DNS name in the sandbox", () => {
  it("starts unverified, with a token that stays until the name changes", () => {
    const { account, args, service } = setting();
    expect(proof(service).name).to.match(/^_[0-9a-z]{20}$/);
    expect(proof(service).value).to.match(/^vpce:[0-9A-Z]{20}$/);
    expect(proof(service).state).to.equal("pendingVerification");
    const tagged = account.update(T.VpcEndpointService, "svc", service.id, { ...args, tags: { a: "b" } });
    expect(proof(tagged)).to.deep.equal(proof(service));
    const renamed = account.update(T.VpcEndpointService, "svc", service.id, {
      ...args,
      privateDnsName: "b.example.com",
    });
    expect(proof(renamed).value).not.to.equal(proof(service).value);
    const { privateDnsName, ...without } = args;
    expect(account.update(T.VpcEndpointService, "svc", service.id, without).privateDnsName).to.equal("b.example.com");
  });

  it("is a domain in lower case", () => {
    const { account, args } = setting();
    const refused = (privateDnsName: string) =>
      account.refusals(T.VpcEndpointService, "x", { ...args, privateDnsName });
    expect(refused("API.example.com")).to.deep.equal([
      'privateDnsName: "API.example.com" must be a domain name in lower case, with at most a leading *.',
    ]);
    expect(refused("example")).to.have.length(1);
    expect(refused("*.example.com")[0]).to.match(/^networkLoadBalancerArns: /);
  });

  it("is verified by its TXT record, and only by it", () => {
    const at = setting();
    const verify = (name: string, waitForVerification: boolean) =>
      at.account.refusals(T.EndpointServicePrivateDnsVerification, name, {
        serviceId: at.service.id,
        waitForVerification,
      });
    expect(verify("early", true)).to.deep.equal([
      `serviceId: ServiceVerificationFailure: no public TXT record proves that ${NAME} belongs to the owner of ${at.service.id}`,
    ]);
    const state = () => proof(at.account.read(T.VpcEndpointService, at.service.id) ?? {}).state;
    expect(verify("unattended", false)).to.deep.equal([]);
    expect(state()).to.equal("failed");
    publish(at);
    expect(verify("right", true)).to.deep.equal([]);
    expect(state()).to.equal("verified");
  });

  it("is not verified by another value", () => {
    const at = setting();
    publish(at, "vpce:OTHER");
    const args = { serviceId: at.service.id, waitForVerification: true };
    expect(at.account.refusals(T.EndpointServicePrivateDnsVerification, "v", args)).to.have.length(1);
  });

  it("is for endpoints that are accepted, of a service whose name is verified, in two phases", () => {
    const at = setting();
    const { account, net, service } = at;
    const endpoint = {
      vpcId: net.vpc.id,
      vpcEndpointType: "Interface",
      serviceName: service.serviceName,
      subnetIds: [net.subnets[0]?.id],
    };
    const early = `InvalidParameter: Private DNS can only be enabled after the endpoint connection is accepted by the owner of ${service.serviceName}.`;
    expect(account.refusals(T.VpcEndpoint, "e", { ...endpoint, privateDnsEnabled: true })).to.deep.equal([
      `privateDnsEnabled: ${early}`,
    ]);
    const made = account.make(T.VpcEndpoint, "e", endpoint);
    const enable = { vpcEndpointId: made.id, privateDnsEnabled: true };
    expect(account.refusals(T.EndpointPrivateDns, "dns", enable)).to.deep.equal([`privateDnsEnabled: ${early}`]);
    account.make(T.VpcEndpointConnectionAccepter, "yes", { vpcEndpointServiceId: service.id, vpcEndpointId: made.id });
    expect(account.refusals(T.EndpointPrivateDns, "dns", enable)).to.deep.equal([
      `privateDnsEnabled: InvalidParameter: Private DNS can't be enabled because the service ${service.serviceName} has not verified its private DNS name (pendingVerification).`,
    ]);
    publish(at);
    account.make(T.EndpointServicePrivateDnsVerification, "v", { serviceId: service.id, waitForVerification: true });
    expect(account.refusals(T.EndpointPrivateDns, "dns", enable)).to.deep.equal([]);
    expect(account.read(T.VpcEndpoint, made.id)?.privateDnsEnabled).to.equal(true);
  });

  it("needs a VPC that resolves names", () => {
    const account = new TestAccount();
    const { vpc, subnets } = network(account, ["use1-az1"], "quiet", { enableDnsHostnames: false });
    const args = { vpcId: vpc.id, vpcEndpointType: "Interface", subnetIds: [subnets[0]?.id], privateDnsEnabled: true };
    expect(account.refusals(T.VpcEndpoint, "e", { ...args, serviceName: "com.amazonaws.us-east-1.ssm" })).to.deep.equal(
      [
        `privateDnsEnabled: InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc.id}`,
      ],
    );
  });

  it("answers once in a VPC", () => {
    const { account, net } = setting();
    const ssm = {
      vpcId: net.vpc.id,
      vpcEndpointType: "Interface",
      serviceName: "com.amazonaws.us-east-1.ssm",
      subnetIds: [net.subnets[0]?.id],
      privateDnsEnabled: true,
    };
    const first = account.make(T.VpcEndpoint, "one", ssm);
    expect(account.refusals(T.VpcEndpoint, "two", ssm)).to.deep.equal([
      `privateDnsEnabled: InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for ssm.us-east-1.amazonaws.com in the VPC ${net.vpc.id} (${first.id})`,
    ]);
  });
});
