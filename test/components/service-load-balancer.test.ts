import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
  AlpnPolicy,
  ClientRoutingPolicy,
  LoadBalancerIpAddressType,
  PortProtocol,
  ServiceLoadBalancer,
  type ServiceLoadBalancerArgs,
  type ServicePort,
  TargetProtocol,
  TargetType,
} from "../../components";
import { T } from "../../sandbox/tokens";
import { type Recorded, type RecordedResource, withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";
import { rawNetwork } from "../support/raw-network";
import { refusalOf } from "../support/refusal";

const COMPONENT = "saas-privatelink:index:ServiceLoadBalancer";
const ZONES = ["use1-az1", "use1-az2"];
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/0b1c2d3e-0000-4000-8000-000000000000";
const API: ServicePort = { name: "api", port: 3000 };

const orders = (...ports: ServicePort[]) => [{ name: "orders", ports }];
const create = (args: Partial<ServiceLoadBalancerArgs> = {}, opts?: pulumi.ComponentResourceOptions) =>
  withMocks(
    () => new ServiceLoadBalancer("orders", { ...rawNetwork("net", ZONES), services: orders(API), ...args }, opts),
  );
/** How many children of the component there are of each type. */
function children(run: Recorded<unknown>): Record<string, number> {
  const { urn } = run.one(COMPONENT);
  const counts: Record<string, number> = {};
  for (const { type, parent } of run.resources) if (parent === urn) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

const rejection = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "nothing was refused",
    (error: Error) => error.message,
  );

function of(run: Recorded<unknown>, type: string, name: string): RecordedResource {
  const found = run.byType(type).find((resource) => resource.name === name);
  if (found === undefined) throw new Error(`There is no ${type} "${name}".`);
  return found;
}

describe("ServiceLoadBalancer", () => {
  describe("with one port and nothing else", () => {
    let run: Recorded<ServiceLoadBalancer>;
    before(async () => {
      run = await create();
    });
    const idOf = (name: string) => run.named(name).id;

    it("is a security group, a load balancer, a target group and a listener, all children of the component", () => {
      expect(children(run)).to.deep.equal({
        [T.SecurityGroup]: 1,
        [T.LoadBalancer]: 1,
        [T.TargetGroup]: 1,
        [T.Listener]: 1,
      });
      expect(run.count()).to.deep.equal({
        [T.Listener]: 1,
        [T.LoadBalancer]: 1,
        [T.SecurityGroup]: 1,
        [T.Subnet]: 2,
        [T.TargetGroup]: 1,
        [T.Vpc]: 1,
        [COMPONENT]: 1,
      });
    });

    it("is internal, has its security group from the start, and leaves access to the endpoint service", () => {
      expect(run.one(T.LoadBalancer).name).to.equal("orders-nlb");
      expect(run.one(T.LoadBalancer).inputs).to.deep.equal({
        loadBalancerType: "network",
        internal: true,
        securityGroups: [idOf("orders-nlb-sg")],
        enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
        subnets: [idOf("net-use1-az1"), idOf("net-use1-az2")],
        ipAddressType: "ipv4",
        enableCrossZoneLoadBalancing: false,
        dnsRecordClientRoutingPolicy: "any_availability_zone",
        enableZonalShift: true,
        enableDeletionProtection: true,
        tags: { Name: "orders-nlb" },
      });
    });

    it("has a security group without a rule of its own", () => {
      expect(run.one(T.SecurityGroup).inputs).to.deep.equal({
        vpcId: idOf("net"),
        description: "Network Load Balancer of a PrivateLink endpoint service",
        tags: { Name: "orders-nlb-sg" },
      });
    });

    it("has a target group with an automatic name and an explicit health check", () => {
      expect(run.one(T.TargetGroup).name).to.equal("orders-api");
      expect(run.one(T.TargetGroup).inputs).to.deep.equal({
        vpcId: idOf("net"),
        port: 3000,
        protocol: "TCP",
        targetType: "instance",
        proxyProtocolV2: false,
        deregistrationDelay: 60,
        healthCheck: {
          enabled: true,
          protocol: "TCP",
          port: "traffic-port",
          interval: 10,
          timeout: 6,
          healthyThreshold: 2,
          unhealthyThreshold: 2,
        },
        tags: { Name: "orders-tg-api" },
      });
    });

    it("has a listener that forwards to the target group and always sends its idle timeout", () => {
      expect(run.one(T.Listener).name).to.equal("orders-api");
      expect(run.one(T.Listener).inputs).to.deep.equal({
        loadBalancerArn: run.one(T.LoadBalancer).id,
        port: 3000,
        protocol: "TCP",
        tcpIdleTimeoutSeconds: 350,
        defaultActions: [{ type: "forward", targetGroupArn: run.one(T.TargetGroup).id }],
        tags: { Name: "orders-listener-api" },
      });
    });

    it("publishes ARNs, metric dimensions and the security group, by service and port", async () => {
      const [balancer, group, listener] = [run.one(T.LoadBalancer), run.one(T.TargetGroup), run.one(T.Listener)];
      const outputs = {
        loadBalancerArn: balancer.id,
        loadBalancerArnSuffix: balancer.outputs.arnSuffix,
        dnsName: balancer.outputs.dnsName,
        securityGroupId: idOf("orders-nlb-sg"),
        targetGroupArns: { "orders-api": group.id },
        targetGroupArnSuffixes: { "orders-api": group.outputs.arnSuffix },
        listenerArns: { "orders-api": listener.id },
      };
      expect(run.one(COMPONENT).outputs).to.deep.equal(outputs);
      expect(await promiseOf(run.result.targetGroupArns)).to.deep.equal(outputs.targetGroupArns);
      expect(outputs.loadBalancerArnSuffix).to.match(/^net\/orders-nlb-[0-9a-f]{7}\/[0-9a-f]{16}$/);
      expect(outputs.targetGroupArnSuffixes["orders-api"]).to.match(
        /^targetgroup\/orders-api-[0-9a-f]{7}\/[0-9a-f]{16}$/,
      );
    });
  });

  describe("with every setting", () => {
    let run: Recorded<ServiceLoadBalancer>;
    before(async () => {
      run = await create({
        displayName: "shop",
        crossZone: true,
        clientRoutingPolicy: ClientRoutingPolicy.AvailabilityZoneAffinity,
        zonalShift: false,
        enforceInboundRulesOnPrivateLink: true,
        allowedClientCidrs: ["10.0.0.0/8", "2001:db8::/32"],
        addresses: { "use1-az2": "10.20.1.10" },
        secondaryIpsPerSubnet: 2,
        deletionProtection: false,
        tags: { team: "orders", Name: "overridden" },
      });
    });

    it("passes it on to the load balancer", () => {
      expect(run.one(T.LoadBalancer).inputs).to.deep.equal({
        loadBalancerType: "network",
        internal: true,
        securityGroups: [run.named("orders-nlb-sg").id],
        enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "on",
        subnetMappings: [
          { subnetId: run.named("net-use1-az1").id },
          { subnetId: run.named("net-use1-az2").id, privateIpv4Address: "10.20.1.10" },
        ],
        ipAddressType: "ipv4",
        enableCrossZoneLoadBalancing: true,
        dnsRecordClientRoutingPolicy: "availability_zone_affinity",
        enableZonalShift: false,
        secondaryIpsAutoAssignedPerSubnet: 2,
        enableDeletionProtection: false,
        tags: { team: "orders", Name: "shop-nlb" },
      });
    });

    it("lets each client block in on the listener's port, named after the block", () => {
      const rule = {
        securityGroupId: run.named("orders-nlb-sg").id,
        description: "Clients",
        ipProtocol: "tcp",
        fromPort: 3000,
        toPort: 3000,
      };
      const tags = { team: "orders", Name: "overridden" };
      expect(run.count()[T.SecurityGroupIngressRule]).to.equal(2);
      expect(run.named("orders-nlb-from-10-0-0-0-8-tcp-3000").inputs).to.deep.equal({
        ...rule,
        cidrIpv4: "10.0.0.0/8",
        tags,
      });
      expect(run.named("orders-nlb-from-2001-db8---32-tcp-3000").inputs).to.deep.equal({
        ...rule,
        cidrIpv6: "2001:db8::/32",
        tags,
      });
    });

    it("names the load balancer after the display name and ports after their service, and keeps the tags", () => {
      expect(run.one(T.TargetGroup).inputs.tags).to.deep.equal({ team: "orders", Name: "orders-tg-api" });
      expect(run.one(T.Listener).inputs.tags).to.deep.equal({ team: "orders", Name: "orders-listener-api" });
      expect(run.one(T.SecurityGroup).inputs.tags).to.deep.equal({ team: "orders", Name: "shop-nlb-sg" });
    });
  });

  describe("with several services and every kind of port", () => {
    let run: Recorded<ServiceLoadBalancer>;
    before(async () => {
      run = await withMocks(() => {
        const network = rawNetwork("net", ZONES);
        const webGroup = new ec2.SecurityGroup("web", { vpcId: network.vpcId });
        const alb = new lb.LoadBalancer("alb", { internal: true, subnets: Object.values(network.subnetIds) });
        return new ServiceLoadBalancer("orders", {
          ...network,
          services: [
            {
              name: "orders",
              ports: [
                {
                  ...API,
                  proxyProtocol: true,
                  idleTimeoutSeconds: 600,
                  healthCheck: { protocol: "HTTP", path: "/health", port: 3001 },
                },
                {
                  name: "tls",
                  port: 443,
                  protocol: PortProtocol.Tls,
                  certificateArn: pulumi.output(CERTIFICATE),
                  targetPort: 3443,
                  targetProtocol: TargetProtocol.Tls,
                  alpnPolicy: AlpnPolicy.Http2Preferred,
                },
              ],
            },
            {
              name: "billing",
              ports: [
                { name: "dns", port: 53, protocol: PortProtocol.Udp },
                { name: "both", port: 5000, protocol: PortProtocol.TcpUdp },
                { name: "db", port: 5432, targetType: TargetType.Ip, targetIds: ["10.20.0.10", "10.20.1.10"] },
                { name: "db2", port: 5433, targetPort: 5432, targetType: TargetType.Ip, targetIds: ["10.20.0.10"] },
                { name: "web", port: 80, targetType: TargetType.Alb, targetIds: [alb.arn] },
              ],
            },
          ],
          targetSecurityGroupIds: { web: webGroup.id },
        });
      });
    });

    it("has a target group and a listener for each, keyed by service and port", () => {
      const keys = [
        "orders-api",
        "orders-tls",
        "billing-dns",
        "billing-both",
        "billing-db",
        "billing-db2",
        "billing-web",
      ];
      expect(run.byType(T.TargetGroup).map(({ name }) => name)).to.have.members(keys);
      expect(run.byType(T.Listener).map(({ name }) => name)).to.have.members(keys);
      expect(Object.keys(run.one(COMPONENT).outputs.listenerArns as object)).to.have.members(keys);
    });

    it("forwards TLS to its certificate's targets in the protocol that is asked for", () => {
      expect(of(run, T.Listener, "orders-tls").inputs).to.deep.equal({
        loadBalancerArn: run.named("orders-nlb").id,
        port: 443,
        protocol: "TLS",
        certificateArn: CERTIFICATE,
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        alpnPolicy: "HTTP2Preferred",
        defaultActions: [{ type: "forward", targetGroupArn: of(run, T.TargetGroup, "orders-tls").id }],
        tags: { Name: "orders-listener-tls" },
      });
      expect(of(run, T.TargetGroup, "orders-tls").inputs).to.include({
        protocol: "TLS",
        port: 3443,
        targetType: "instance",
      });
    });

    it("sends the PROXY protocol and asks for health over HTTP where that is asked for", () => {
      expect(of(run, T.TargetGroup, "orders-api").inputs).to.deep.include({
        proxyProtocolV2: true,
        healthCheck: {
          enabled: true,
          protocol: "HTTP",
          path: "/health",
          matcher: "200-399",
          port: "3001",
          interval: 10,
          timeout: 6,
          healthyThreshold: 2,
          unhealthyThreshold: 2,
        },
      });
      expect(of(run, T.Listener, "orders-api").inputs.tcpIdleTimeoutSeconds).to.equal(600);
    });

    it("has idle timeouts on TCP listeners only", () => {
      const timeouts = run.byType(T.Listener).map(({ name, inputs }) => [name, inputs.tcpIdleTimeoutSeconds]);
      expect(Object.fromEntries(timeouts)).to.deep.equal({
        "orders-api": 600,
        "orders-tls": undefined,
        "billing-dns": undefined,
        "billing-both": undefined,
        "billing-db": 350,
        "billing-db2": 350,
        "billing-web": 350,
      });
    });

    it("names ports of different services apart", () => {
      expect(of(run, T.TargetGroup, "billing-db").inputs.tags).to.deep.equal({ Name: "billing-tg-db" });
    });

    it("checks targets of UDP over TCP", () => {
      const [dns, both] = ["billing-dns", "billing-both"].map((name) => of(run, T.TargetGroup, name));
      expect(dns?.inputs)
        .to.deep.include({ protocol: "UDP" })
        .and.to.have.nested.include({ "healthCheck.protocol": "TCP" });
      expect(both?.inputs)
        .to.deep.include({ protocol: "TCP_UDP" })
        .and.to.have.nested.include({ "healthCheck.protocol": "TCP" });
    });

    it("registers addresses by themselves and the Application Load Balancer by its ARN", () => {
      const targets = run
        .byType(T.TargetGroupAttachment)
        .map(({ name, inputs }) => [name, inputs.targetId, inputs.port]);
      expect(targets).to.have.deep.members([
        ["billing-db-10-20-0-10", "10.20.0.10", 5432],
        ["billing-db-10-20-1-10", "10.20.1.10", 5432],
        ["billing-db2-10-20-0-10", "10.20.0.10", 5432],
        ["billing-web-alb", run.named("alb").id, 80],
      ]);
    });

    it("sets nothing on the target group of an Application Load Balancer that AWS does not let be set", () => {
      const web = of(run, T.TargetGroup, "billing-web").inputs;
      expect(web)
        .to.include({ targetType: "alb", protocol: "TCP" })
        .and.to.have.nested.include({ "healthCheck.protocol": "HTTP" });
      expect(web).not.to.have.any.keys("proxyProtocolV2", "deregistrationDelay");
    });

    it("opens the way to addresses, each flow once, and to the given groups on every target port", () => {
      const rules = run
        .byType(T.SecurityGroupEgressRule)
        .map(({ name, inputs }) => [
          name,
          inputs.ipProtocol,
          inputs.fromPort,
          inputs.toPort,
          inputs.cidrIpv4 ?? inputs.referencedSecurityGroupId,
        ]);
      const web = run.named("web").id;
      expect(rules).to.have.deep.members([
        ["orders-nlb-to-10-20-0-10-tcp-5432", "tcp", 5432, 5432, "10.20.0.10/32"],
        ["orders-nlb-to-10-20-1-10-tcp-5432", "tcp", 5432, 5432, "10.20.1.10/32"],
        ["orders-nlb-to-web-tcp-3000", "tcp", 3000, 3000, web],
        ["orders-nlb-to-web-tcp-3001", "tcp", 3001, 3001, web],
        ["orders-nlb-to-web-tcp-3443", "tcp", 3443, 3443, web],
        ["orders-nlb-to-web-udp-53", "udp", 53, 53, web],
        ["orders-nlb-to-web-tcp-53", "tcp", 53, 53, web],
        ["orders-nlb-to-web-tcp-5000", "tcp", 5000, 5000, web],
        ["orders-nlb-to-web-udp-5000", "udp", 5000, 5000, web],
        ["orders-nlb-to-web-tcp-5432", "tcp", 5432, 5432, web],
        ["orders-nlb-to-web-tcp-80", "tcp", 80, 80, web],
      ]);
      expect(run.byType(T.SecurityGroupIngressRule)).to.deep.equal([]);
    });
  });

  it("is protected with everything below it when asked to", async () => {
    const run = await create({}, { protect: true });
    expect(run.one(T.LoadBalancer).protect).to.equal(true);
  });

  it("is dual stack in subnets that have IPv6", async () => {
    const run = await withMocks(() => {
      const vpc = new ec2.Vpc("v", { cidrBlock: "10.20.0.0/16", assignGeneratedIpv6CidrBlock: true });
      const subnet = new ec2.Subnet("s", {
        vpcId: vpc.id,
        availabilityZoneId: "use1-az1",
        cidrBlock: "10.20.0.0/24",
        ipv6CidrBlock: vpc.ipv6CidrBlock.apply((block) => block.replace("/56", "/64")),
      });
      const ipAddressType = LoadBalancerIpAddressType.Dualstack;
      const args = { vpcId: vpc.id, subnetIds: { "use1-az1": subnet.id }, services: orders(API), ipAddressType };
      return new ServiceLoadBalancer("orders", args);
    });
    expect(run.one(T.LoadBalancer).inputs.ipAddressType).to.equal("dualstack");
  });

  it("keeps the names of all children when a zone or a port is added", async () => {
    const names = (run: Recorded<unknown>) =>
      run.resources.filter(({ parent }) => parent !== undefined).map(({ name }) => name);
    const before = names(await create());
    const more = () =>
      new ServiceLoadBalancer("orders", {
        ...rawNetwork("net", [...ZONES, "use1-az4"]),
        services: orders({ name: "rpc", port: 1 }, API),
      });
    expect(names(await withMocks(more))).to.include.members(before);
  });

  describe("refuses before it creates anything", () => {
    const subnetIds = { "use1-az1": "subnet-0123456789abcdef0" };
    const refused = (args: Partial<ServiceLoadBalancerArgs>, name = "orders") =>
      refusalOf(
        () =>
          new ServiceLoadBalancer(name, { vpcId: "vpc-0123456789abcdef0", subnetIds, services: orders(API), ...args }),
      );

    it("everything that is wrong, at once", async () => {
      const { message, count } = await refused(
        {
          vpcId: "my-vpc",
          subnetIds: { "us-east-1a": "net" },
          services: orders({ ...API, protocol: PortProtocol.Tls }),
          secondaryIpsPerSubnet: 9,
          targetSecurityGroupIds: { Web: "web" },
        },
        "order-processor-of-the-shop",
      );
      expect(count).to.deep.equal({ [COMPONENT]: 1 });
      expect(message).to.equal(
        [
          'ServiceLoadBalancer "order-processor-of-the-shop" cannot be created.',
          'name: "order-processor-of-the-shop" makes the name "order-processor-of-the-shop-nlb" of a load balancer 31 characters long, and 24 is the longest (AWS allows 32, Pulumi appends 8); shorten it by 7 characters.',
          "services[0].ports[0].certificateArn: (missing) is needed by a TLS listener; give the ARN of a certificate, or use protocol TCP and let the targets terminate TLS.",
          'vpcId: "my-vpc" is not the id of a VPC; use one such as vpc-0123456789abcdef0.',
          'subnetIds["us-east-1a"]: "us-east-1a" is not an Availability Zone id; write the id, such as use1-az1, not the name.',
          'subnetIds["us-east-1a"]: "net" is not the id of a subnet; use one such as subnet-0123456789abcdef0.',
          'targetSecurityGroupIds.Web: "Web" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
          'targetSecurityGroupIds.Web: "web" is not the id of a security group; use one such as sg-0123456789abcdef0.',
          "secondaryIpsPerSubnet: 9 is not a whole number of addresses from 0 to 7; use a number from 0 to 7.",
        ].join(" "),
      );
    });

    it("no subnet at all", async () => {
      const { message } = await refused({ subnetIds: {} });
      expect(message).to.equal(
        'ServiceLoadBalancer "orders" cannot be created. subnetIds: {} has no subnet; give the subnet of at least one AZ, better of two.',
      );
    });

    it("an address outside of its zones", async () => {
      const { message } = await refused({ addresses: { "use1-az2": "10.20.1.10" } });
      expect(message).to.equal(
        'ServiceLoadBalancer "orders" cannot be created. addresses["use1-az2"]: "use1-az2" is not among the load balancer\'s zones, use1-az1; use one of them, or remove the address.',
      );
    });
  });

  describe("refuses as an Output", () => {
    const rejected = (args: Partial<ServiceLoadBalancerArgs>) => rejection(create(args));

    it("a certificate that is none", async () => {
      const port = {
        name: "tls",
        port: 443,
        protocol: PortProtocol.Tls,
        certificateArn: pulumi.output("api.example.com"),
      };
      expect(await rejected({ services: orders(port) })).to.include(
        'ServiceLoadBalancer "orders" cannot be created. services[0].ports[0].certificateArn: "api.example.com" is not the ARN of a certificate; use the ARN of a certificate of AWS Certificate Manager in this Region.',
      );
    });

    it("a subnet that is none", async () => {
      expect(await rejected({ subnetIds: { "use1-az1": pulumi.output("net") } })).to.include(
        'ServiceLoadBalancer "orders" cannot be created. subnetIds["use1-az1"]: "net" is not the id of a subnet; use one such as subnet-0123456789abcdef0.',
      );
    });

    it("an Application Load Balancer that is none", async () => {
      const port = { name: "web", port: 80, targetType: TargetType.Alb, targetIds: [pulumi.output("web")] };
      const message = await rejection(
        withMocks(() => {
          const network = rawNetwork("net", ZONES);
          const web = new ec2.SecurityGroup("web", { vpcId: network.vpcId }).id;
          new ServiceLoadBalancer("orders", { ...network, services: orders(port), targetSecurityGroupIds: { web } });
        }),
      );
      expect(message).to.include(
        'ServiceLoadBalancer "orders" cannot be created. services[0].ports[0].targetIds[0]: "web" is not the ARN of an Application Load Balancer; use one such as arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188.',
      );
    });

    it("a security group that is none", async () => {
      expect(await rejected({ targetSecurityGroupIds: { web: pulumi.output("web") } })).to.include(
        'ServiceLoadBalancer "orders" cannot be created. targetSecurityGroupIds.web: "web" is not the id of a security group; use one such as sg-0123456789abcdef0.',
      );
    });
  });
});
