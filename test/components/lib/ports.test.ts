import { expect } from "chai";
import type { PortSpec } from "../../../components/lib/port-spec";
import { checkPlacedServices, checkServices, MOST_LISTENERS, resolvePorts } from "../../../components/lib/ports";
import { sentence } from "../../../components/lib/problem";

const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/0b1c2d3e";
const ALB = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188";
const P = "services[0].ports[0]";

const messages = (...ports: PortSpec[]) => checkServices([{ name: "orders", ports }], "services").map(sentence);
const resolved = (port: Omit<PortSpec, "name" | "port">) =>
  resolvePorts([{ name: "orders", ports: [{ name: "api", port: 3000, ...port }] }])[0];

describe("A port with its defaults", () => {
  it("forwards TCP to instances on the same port", () => {
    expect(resolved({})).to.deep.equal({
      key: "orders-api",
      service: "orders",
      name: "api",
      port: 3000,
      protocol: "TCP",
      targetPort: 3000,
      targetProtocol: "TCP",
      targetType: "instance",
      targetIds: [],
      idleTimeoutSeconds: 350,
      proxyProtocol: false,
      deregistrationDelaySeconds: 60,
      healthCheck: {
        protocol: "TCP",
        intervalSeconds: 10,
        timeoutSeconds: 6,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
    });
  });

  it("terminates TLS with a policy of TLS 1.3 and forwards TCP, or TLS where that is asked for", () => {
    const port = resolved({ protocol: "TLS", certificateArn: CERTIFICATE });
    expect(port).to.include({
      protocol: "TLS",
      targetProtocol: "TCP",
      certificateArn: CERTIFICATE,
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    });
    expect(port).not.to.have.any.keys("idleTimeoutSeconds", "alpnPolicy");
    const own = { sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06", alpnPolicy: "HTTP2Only", targetProtocol: "TLS" };
    expect(resolved({ protocol: "TLS", certificateArn: CERTIFICATE, ...own })).to.include(own);
  });

  it("has an idle timeout only with TCP, and TLS settings only with TLS", () => {
    for (const protocol of ["UDP", "TCP_UDP"]) {
      const port = resolved({ protocol });
      expect(port).to.include({ protocol, targetProtocol: protocol });
      expect(port).not.to.have.any.keys("idleTimeoutSeconds", "sslPolicy", "certificateArn");
    }
  });

  it("has no deregistration delay before an Application Load Balancer, which has none to set", () => {
    expect(resolved({ targetType: "alb", targetIds: [ALB] })).not.to.have.property("deregistrationDelaySeconds");
  });

  it("is listed for every service in order, with its service in its key", () => {
    const services = ["orders", "billing"].map((name) => ({
      name,
      ports: [
        { name: "api", port: 1 },
        { name: "rpc", port: 2 },
      ],
    }));
    const keys = resolvePorts(services).map(({ key }) => key);
    expect(keys).to.deep.equal(["orders-api", "orders-rpc", "billing-api", "billing-rpc"]);
  });
});

describe("The services of a load balancer", () => {
  it("are accepted with every kind of port", () => {
    expect(
      messages(
        { name: "api", port: 3000, proxyProtocol: true, idleTimeoutSeconds: 6000 },
        { name: "tls", port: 443, protocol: "TLS", certificateArn: CERTIFICATE, alpnPolicy: "HTTP2Preferred" },
        { name: "dns", port: 53, protocol: "UDP", healthCheck: { protocol: "TCP", port: 8053 } },
        { name: "both", port: 5000, protocol: "TCP_UDP" },
        {
          name: "ip",
          port: 5432,
          targetType: "ip",
          targetIds: ["10.0.0.1", "10.0.0.2"],
          deregistrationDelaySeconds: 0,
        },
        { name: "alb", port: 80, targetType: "alb", targetIds: [ALB], healthCheck: { path: "/health" } },
      ),
    ).to.deep.equal([]);
  });

  it("are refused when there is none, or one without a port", () => {
    expect(checkServices([], "services").map(sentence)).to.deep.equal([
      "services: [] has no service; give at least one service with one port.",
    ]);
    expect(messages()).to.deep.equal([
      "services[0].ports: [] has no port; give at least one, such as { name: api, port: 443 }.",
    ]);
  });

  it("are refused with numbers out of range, each at its path", () => {
    const port = { name: "api", port: 0, targetPort: 65_536, idleTimeoutSeconds: 59, deregistrationDelaySeconds: 3601 };
    expect(messages(port)).to.deep.equal([
      `${P}.port: 0 is not a whole number from 1 to 65535; use a number from 1 to 65535.`,
      `${P}.targetPort: 65536 is not a whole number from 1 to 65535; use a number from 1 to 65535.`,
      `${P}.idleTimeoutSeconds: 59 is not a whole number of seconds from 60 to 6000; use a number from 60 to 6000.`,
      `${P}.deregistrationDelaySeconds: 3601 is not a whole number of seconds from 0 to 3600; use a number from 0 to 3600.`,
    ]);
  });

  it("are refused with unknown words, without errors that follow from them", () => {
    const port = {
      name: "api",
      port: 1,
      protocol: "HTTP",
      targetType: "lambda",
      certificateArn: CERTIFICATE,
      targetIds: ["x"],
    };
    expect(messages(port)).to.deep.equal([
      `${P}.protocol: "HTTP" is unknown; use one of TCP, TLS, UDP, TCP_UDP.`,
      `${P}.targetType: "lambda" is unknown; use one of instance, ip, alb.`,
    ]);
  });

  it("include what is wrong with a health check", () => {
    expect(messages({ name: "api", port: 1, protocol: "UDP", healthCheck: { protocol: "UDP" } })).to.deep.equal([
      `${P}.healthCheck.protocol: "UDP" is not a protocol of health checks (TCP, HTTP, HTTPS); use TCP, which also suits targets that serve UDP, or HTTP with a path.`,
    ]);
  });
});

describe("A TLS port", () => {
  it("is refused without a certificate", () => {
    expect(messages({ name: "api", port: 443, protocol: "TLS" })).to.deep.equal([
      `${P}.certificateArn: (missing) is needed by a TLS listener; give the ARN of a certificate, or use protocol TCP and let the targets terminate TLS.`,
    ]);
  });

  it("is refused with something else than a certificate, policy or protocol", () => {
    const port = { certificateArn: "api.example.com", sslPolicy: "TLS13", alpnPolicy: "h2", targetProtocol: "HTTP" };
    expect(messages({ name: "api", port: 443, protocol: "TLS", ...port })).to.deep.equal([
      `${P}.alpnPolicy: "h2" is unknown; use one of HTTP1Only, HTTP2Only, HTTP2Optional, HTTP2Preferred, None.`,
      `${P}.targetProtocol: "HTTP" is unknown; use one of TCP, TLS.`,
      `${P}.certificateArn: "api.example.com" is not the ARN of a certificate; use the ARN of a certificate of AWS Certificate Manager in this Region.`,
      `${P}.sslPolicy: "TLS13" is not the name of a security policy of Elastic Load Balancing; use one that begins with ELBSecurityPolicy-.`,
    ]);
  });

  it("takes a certificate of IAM too", () => {
    const certificateArn = "arn:aws:iam::123456789012:server-certificate/api";
    expect(messages({ name: "api", port: 443, protocol: "TLS", certificateArn })).to.deep.equal([]);
  });

  it("is the only one with TLS settings", () => {
    const port = {
      certificateArn: CERTIFICATE,
      sslPolicy: "ELBSecurityPolicy-2016-08",
      alpnPolicy: "None",
      targetProtocol: "TLS",
    };
    const rule = "is set, but the port's protocol is TCP, not TLS; remove it, or set protocol to TLS.";
    expect(messages({ name: "api", port: 443, ...port })).to.deep.equal([
      `${P}.certificateArn: "${CERTIFICATE}" ${rule}`,
      `${P}.sslPolicy: "ELBSecurityPolicy-2016-08" ${rule}`,
      `${P}.alpnPolicy: "None" ${rule}`,
      `${P}.targetProtocol: "TLS" ${rule}`,
    ]);
  });
});

describe("The idle timeout", () => {
  for (const protocol of ["TLS", "UDP", "TCP_UDP"]) {
    it(`is refused for ${protocol}`, () => {
      const certificateArn = protocol === "TLS" ? { certificateArn: CERTIFICATE } : {};
      expect(messages({ name: "api", port: 1, protocol, idleTimeoutSeconds: 600, ...certificateArn })).to.deep.equal([
        `${P}.idleTimeoutSeconds: 600 is set, but only TCP listeners have an idle timeout that can be changed, not ${protocol}; remove it.`,
      ]);
    });
  }
});

describe("The targets of a port", () => {
  it("are not listed when they are instances", () => {
    expect(messages({ name: "api", port: 1, targetIds: ["10.0.0.1"] })).to.deep.equal([
      `${P}.targetIds: ["10.0.0.1"] is set, but targets of type instance are registered by their Auto Scaling group; remove it, or set targetType to ip.`,
    ]);
  });

  it("are at least one plain IPv4 address, none twice, when they are addresses", () => {
    expect(messages({ name: "api", port: 1, targetType: "ip" })).to.deep.equal([
      `${P}.targetIds: [] has no address; list the IPv4 addresses of the targets.`,
    ]);
    expect(
      messages({ name: "api", port: 1, targetType: "ip", targetIds: ["10.0.0.1", "fd00::1", "10.0.0.1"] }),
    ).to.deep.equal([
      `${P}.targetIds[1]: "fd00::1" is not an IPv4 address; use one such as 10.64.0.20.`,
      `${P}.targetIds[2]: "10.0.0.1" appears twice; remove one of them.`,
    ]);
    const later = [
      { name: "orders", ports: [{ name: "api", port: 1, targetType: "ip", targetIds: [Promise.resolve("10.0.0.1")] }] },
    ];
    expect(checkServices(later, "services").map(sentence)).to.deep.equal([
      `${P}.targetIds[0]: "(an Output)" is an Output, but each address names a resource and must be known before; give it as a plain string.`,
    ]);
  });

  it("are exactly one load balancer over TCP when it is an Application Load Balancer", () => {
    expect(
      messages({ name: "api", port: 80, targetType: "alb", protocol: "UDP", targetIds: [ALB, ALB] }),
    ).to.deep.equal([
      `${P}.targetIds: ["${ALB}","${ALB}"]`.slice(0, `${P}.targetIds: `.length + 120) +
        "... must hold exactly one Application Load Balancer; give its ARN as the only element.",
      `${P}.protocol: "UDP" cannot be forwarded to an Application Load Balancer; use protocol TCP.`,
    ]);
    expect(messages({ name: "api", port: 80, targetType: "alb" })).to.deep.equal([
      `${P}.targetIds: (missing) must hold exactly one Application Load Balancer; give its ARN as the only element.`,
    ]);
    expect(messages({ name: "api", port: 80, targetType: "alb", targetIds: ["web"] })).to.deep.equal([
      `${P}.targetIds[0]: "web" is not the ARN of an Application Load Balancer; use one such as arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188.`,
    ]);
  });

  it("have no PROXY protocol and no deregistration delay when it is an Application Load Balancer", () => {
    const rule = "is set, but AWS does not let it be changed for an Application Load Balancer as target; remove it.";
    const port = { targetType: "alb", targetIds: [ALB], proxyProtocol: true, deregistrationDelaySeconds: 60 };
    expect(messages({ name: "api", port: 80, ...port })).to.deep.equal([
      `${P}.proxyProtocol: true ${rule}`,
      `${P}.deregistrationDelaySeconds: 60 ${rule}`,
    ]);
    expect(
      messages({ name: "api", port: 80, targetType: "alb", targetIds: [ALB], proxyProtocol: false }),
    ).to.deep.equal([]);
  });
});

describe("Names and numbers behind one load balancer", () => {
  it("are refused when malformed or too long together", () => {
    const services = [
      { name: "Orders", ports: [{ name: "API", port: 1 }] },
      { name: "order-processor", ports: [{ name: "internal-api", port: 2 }] },
    ];
    const rule =
      "is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.";
    expect(checkServices(services, "services").map(sentence)).to.deep.equal([
      `services[0].name: "Orders" ${rule}`,
      `${P}.name: "API" ${rule}`,
      'services[1].ports[0].name: "internal-api" makes the name "order-processor-internal-api" of a target group 28 characters long, and 24 is the longest (AWS allows 32, Pulumi appends 8); shorten it by 4 characters.',
    ]);
  });

  it("are each used once: names of ports in a service, names of services, numbers on the load balancer", () => {
    const services = [
      {
        name: "orders",
        ports: [
          { name: "api", port: 3000 },
          { name: "api", port: 3001 },
        ],
      },
      { name: "orders", ports: [{ name: "rpc", port: 3000, protocol: "TLS", certificateArn: CERTIFICATE }] },
    ];
    expect(checkServices(services, "services").map(sentence)).to.deep.equal([
      'services[0].ports[1].name: "api" is already the name at services[0].ports[0].name; choose another name.',
      'services[1].name: "orders" is already the name at services[0].name; choose another name.',
      "services[1].ports[0].port: 3000 is already the port at services[0].ports[0].port, and a load balancer has one listener per port; choose another port.",
    ]);
  });

  it("are joined to TCP_UDP where TCP and UDP want the same number", () => {
    expect(messages({ name: "tcp", port: 53 }, { name: "udp", port: 53, protocol: "UDP" })).to.deep.equal([
      "services[0].ports[1].port: 53 is already the port at services[0].ports[0].port, and a load balancer has one listener per port; write one port with protocol TCP_UDP instead of the two.",
    ]);
  });

  it("do not collide when hyphens make the same key of two ports", () => {
    const services = [
      { name: "a-b", ports: [{ name: "c", port: 1 }] },
      { name: "a", ports: [{ name: "b-c", port: 2 }] },
    ];
    expect(checkServices(services, "services").map(sentence)).to.deep.equal([
      'services[1].ports[0].name: "b-c" makes the same name "a-b-c" as services[0].ports[0]; choose another name.',
    ]);
  });

  it(`are ${MOST_LISTENERS} listeners at most`, () => {
    const ports = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `p${index}`, port: 1000 + index }));
    expect(messages(...ports(50))).to.deep.equal([]);
    expect(messages(...ports(52))).to.deep.equal([
      "services[0].ports[50]: 52 is port number 51 of 52, and a Network Load Balancer has at most 50 listeners; publish the rest from another stack.",
    ]);
  });

  it("are reported at the place where each service was written", () => {
    const placed = [
      { path: "service", service: { name: "orders", ports: [{ name: "api", port: 3000 }] } },
      { path: "additionalServices[0]", service: { name: "billing", ports: [{ name: "api", port: 3000 }] } },
    ];
    expect(checkPlacedServices(placed).map(({ path }) => path)).to.deep.equal(["additionalServices[0].ports[0].port"]);
  });
});
