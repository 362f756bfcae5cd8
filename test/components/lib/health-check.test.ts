import { expect } from "chai";
import fc from "fast-check";
import { checkHealthCheck, resolveHealthCheck } from "../../../components/lib/health-check";
import { type HealthCheckSpec, TargetType } from "../../../components/lib/port-spec";
import { sentence } from "../../../components/lib/problem";

const PATH = "ports[0].healthCheck";

function messages(spec: HealthCheckSpec, targetType: TargetType = TargetType.Instance): string[] {
  return checkHealthCheck(spec, PATH, targetType).map(sentence);
}

describe("A health check", () => {
  it("asks the traffic port over TCP every 10 seconds by default", () => {
    expect(resolveHealthCheck(undefined, TargetType.Instance)).to.deep.equal({
      protocol: "TCP",
      intervalSeconds: 10,
      timeoutSeconds: 6,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
    });
  });

  it("asks for / and takes 200-399 for success by default over HTTP and HTTPS", () => {
    for (const protocol of ["HTTP", "HTTPS"]) {
      expect(resolveHealthCheck({ protocol, port: 8080 }, TargetType.Ip)).to.deep.equal({
        protocol,
        path: "/",
        matcher: "200-399",
        port: 8080,
        intervalSeconds: 10,
        timeoutSeconds: 6,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      });
    }
  });

  it("is HTTP by default for an Application Load Balancer, which AWS does not check over TCP", () => {
    expect(resolveHealthCheck({}, TargetType.Alb)).to.include({ protocol: "HTTP", path: "/" });
  });

  it("has a default timeout that fits a shorter interval", () => {
    expect(resolveHealthCheck({ intervalSeconds: 5 }, TargetType.Instance).timeoutSeconds).to.equal(5);
  });

  it("keeps everything that is given", () => {
    const spec = {
      protocol: "HTTP",
      path: "/health",
      matcher: "200,204",
      port: 9000,
      intervalSeconds: 30,
      timeoutSeconds: 20,
      healthyThreshold: 3,
      unhealthyThreshold: 4,
    };
    expect(messages(spec)).to.deep.equal([]);
    expect(resolveHealthCheck(spec, TargetType.Instance)).to.deep.equal(spec);
  });

  it("is never resolved to what the rules refuse", () => {
    const spec = fc.record(
      {
        protocol: fc.constantFrom("TCP", "HTTP", "HTTPS"),
        intervalSeconds: fc.integer({ min: 5, max: 300 }),
        healthyThreshold: fc.integer({ min: 2, max: 10 }),
        port: fc.integer({ min: 1, max: 65_535 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(spec, (given) => {
        expect(messages(given)).to.deep.equal([]);
        expect(messages(resolveHealthCheck(given, TargetType.Instance))).to.deep.equal([]);
      }),
    );
  });

  it("is refused with an unknown protocol, UDP among them", () => {
    for (const protocol of ["UDP", "tcp", "GRPC"]) {
      expect(messages({ protocol })).to.deep.equal([
        `${PATH}.protocol: "${protocol}" is not a protocol of health checks (TCP, HTTP, HTTPS); use TCP, which also suits targets that serve UDP, or HTTP with a path.`,
      ]);
    }
  });

  it("is refused over TCP for an Application Load Balancer", () => {
    expect(messages({ protocol: "TCP" }, TargetType.Alb)).to.deep.equal([
      `${PATH}.protocol: "TCP" cannot check an Application Load Balancer; use HTTP or HTTPS.`,
    ]);
  });

  it("has path and matcher only with HTTP and HTTPS", () => {
    expect(messages({ path: "/health", matcher: "200" })).to.deep.equal([
      `${PATH}.path: "/health" is set, but the health check's protocol is TCP; set protocol to HTTP or HTTPS, or remove it.`,
      `${PATH}.matcher: "200" is set, but the health check's protocol is TCP; set protocol to HTTP or HTTPS, or remove it.`,
    ]);
    expect(messages({ path: "/health" }, TargetType.Alb)).to.deep.equal([]);
  });

  for (const path of ["health", "", "/a b", "/ä", `/${"a".repeat(1024)}`]) {
    it(`is refused with the path ${JSON.stringify(path.slice(0, 12))}`, () => {
      const problems = checkHealthCheck({ protocol: "HTTP", path }, PATH, TargetType.Instance);
      expect(problems).to.deep.equal([
        {
          path: `${PATH}.path`,
          value: path,
          rule: 'is not a path of at most 1024 printable characters that begins with "/"',
          remedy: "use one such as /health",
        },
      ]);
    });
  }

  for (const matcher of ["", "20", "100", "200-", "200,", "600", "399-200", "200 204"]) {
    it(`is refused with the matcher ${JSON.stringify(matcher)}`, () => {
      expect(messages({ protocol: "HTTP", matcher })).to.deep.equal([
        `${PATH}.matcher: ${JSON.stringify(matcher)} is not a list of HTTP status codes from 200 to 599; use one such as 200-399 or 200,204.`,
      ]);
    });
  }

  it("takes lists and ranges of status codes", () => {
    for (const matcher of ["200", "200-599", "200,204", "200-204,301"]) {
      expect(messages({ protocol: "HTTP", matcher }), matcher).to.deep.equal([]);
    }
  });

  it("is refused with numbers that AWS does not take, all at once", () => {
    const spec = { port: 0, intervalSeconds: 4, timeoutSeconds: 121, healthyThreshold: 1, unhealthyThreshold: 11 };
    expect(messages(spec)).to.deep.equal([
      `${PATH}.port: 0 is not a whole number from 1 to 65535; use a number from 1 to 65535.`,
      `${PATH}.intervalSeconds: 4 is not a whole number of seconds from 5 to 300; use a number from 5 to 300.`,
      `${PATH}.timeoutSeconds: 121 is not a whole number of seconds from 2 to 120; use a number from 2 to 120.`,
      `${PATH}.healthyThreshold: 1 is not a whole number from 2 to 10; use a number from 2 to 10.`,
      `${PATH}.unhealthyThreshold: 11 is not a whole number from 2 to 10; use a number from 2 to 10.`,
    ]);
  });

  it("does not wait longer than its interval, also the default one", () => {
    expect(messages({ intervalSeconds: 20, timeoutSeconds: 20 })).to.deep.equal([]);
    expect(messages({ intervalSeconds: 20, timeoutSeconds: 21 })).to.deep.equal([
      `${PATH}.timeoutSeconds: 21 is longer than intervalSeconds, 20; use at most 20.`,
    ]);
    expect(messages({ timeoutSeconds: 11 })).to.deep.equal([
      `${PATH}.timeoutSeconds: 11 is longer than intervalSeconds, 10; use at most 10.`,
    ]);
  });
});
