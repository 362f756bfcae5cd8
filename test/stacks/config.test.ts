import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Cloud } from "../../sandbox/cloud";
import { loadConfig, parseConfig } from "../../stacks/config";
import { ConfigError } from "../../stacks/config-error";
import { withMocks } from "../support/mocks";
import { minimal } from "./minimal";
import { asEntries, ROOT, readStackFile, stackFile, type Written } from "./stack-files";

function refusal(settings: Written, region?: string): string {
  try {
    parseConfig("test", stackFile(settings, region));
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error("The config was not refused.");
}

describe("stacks/config", () => {
  const home = process.cwd();
  before(() => process.chdir(ROOT));
  after(() => process.chdir(home));

  it("fills in every default of the stack level, and nothing else", () => {
    expect(parseConfig("test", stackFile(minimal()))).to.deep.equal({
      stack: "test",
      region: "us-east-1",
      service: { name: "orders", ports: [{ name: "api", port: 3000 }] },
      network: { cidr: "10.64.0.0/22" },
      image: { id: "ami-0123456789abcdef0" },
      fleet: { instanceType: "t2.small" },
      additionalServices: [],
      loadBalancer: {},
      access: {
        acceptanceRequired: true,
        approval: "manual",
        allowedPrincipals: [],
        allowAnyPrincipal: false,
        supportedRegions: [],
        supportedIpAddressTypes: ["ipv4"],
      },
      protect: true,
      tags: {},
    });
  });

  it("fills in the defaults of optional keys only where the key is written", () => {
    const settings = {
      ...minimal(),
      privateDns: { name: "api.example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ" },
      consumer: { cidr: "10.128.0.0/22" },
    };
    const config = parseConfig("test", stackFile(settings));
    expect(config.privateDns).to.deep.equal({ ...settings.privateDns, verify: true });
    expect(config.consumer).to.deep.equal({ cidr: "10.128.0.0/22", dns: "privateZone" });
  });

  it("names a key whose namespace is mistyped, and judges it as the one that was meant", () => {
    const { "saas-privatelink:fleet": fleet = "", ...others } = stackFile(minimal());
    const said = (entries: Record<string, string>, ...secret: string[]): string => {
      expect(() => parseConfig("test", entries, secret)).to.throw(ConfigError);
      try {
        parseConfig("test", entries, secret);
      } catch (error) {
        return (error as Error).message;
      }
      return "";
    };
    const unknown = '"saas-privatelnk:fleet" has an unknown namespace; write saas-privatelink:fleet instead.';
    expect(said({ ...others, "saas-privatelnk:fleet": fleet })).to.equal(
      `The config of stack test has one problem:\n  saas-privatelnk:fleet: ${unknown}`,
    );
    expect(said({ ...others, "saas-privatelnk:fleet": '{"instanceType":5}' })).to.equal(
      `The config of stack test has 2 problems:\n  fleet.instanceType: 5 is not a text; write it in quotes: "5".\n  saas-privatelnk:fleet: ${unknown}`,
    );
    expect(said({ ...stackFile(minimal()), "saas-privatelnk:fleet": "{}" })).to.equal(
      `The config of stack test has one problem:\n  saas-privatelnk:fleet: ${unknown}`,
    );
    expect(said({ ...others, "saas-privatelnk:fleet": fleet }, "saas-privatelnk:fleet")).to.equal(
      'The config of stack test has one problem:\n  saas-privatelnk:fleet: "[secret]" is a secret, and outputs, user data and tags would show it; store it plain, and let the service read its secrets from Secrets Manager or Parameter Store.',
    );
  });

  it("leaves keys of other namespaces alone, also of one that is alike", () => {
    const entries = { ...stackFile(minimal()), "saas-privatelink-2:colour": "blue", "shop:fleet": "{}" };
    expect(parseConfig("test", entries).fleet).to.deep.equal({ instanceType: "t2.small" });
  });

  it("takes true and false as Pulumi hands them over, as texts", () => {
    expect(parseConfig("test", { ...stackFile(minimal()), "saas-privatelink:protect": "false" }).protect).to.equal(
      false,
    );
  });

  it("leaves keys of other namespaces alone", () => {
    const entries = { ...stackFile(minimal()), "aws:profile": "dev", "other:service": "x" };
    expect(parseConfig("test", entries)).to.deep.equal(parseConfig("test", stackFile(minimal())));
  });

  for (const stack of ["us-east-1", "us-east-2"]) {
    it(`reads the stack file ${stack} without a problem, once its artifact is built`, () => {
      const { artifact: _, ...service } = readStackFile(stack)["saas-privatelink:service"] as Written;
      const config = parseConfig(stack, asEntries({ ...readStackFile(stack), "saas-privatelink:service": service }));
      expect(config.region).to.equal(stack);
      expect(config.service.name).to.equal("order-processor");
    });
  }

  it("says one problem in one sentence under the name of the stack", () => {
    expect(refusal({ ...minimal(), protect: "no" })).to.equal(
      [
        "The config of stack test has one problem:",
        '  protect: "no" is neither true nor false; write true or false, without quotes.',
      ].join("\n"),
    );
  });

  it("says all problems at once, in the order of key paths, ports[2] before ports[10]", () => {
    const ports = Array.from({ length: 11 }, (_, index) => ({ name: `p${index}`, port: 3000 + index }));
    const wrong = ports.map((port, index) => ({ ...port, port: { 2: 0, 10: 70_000 }[index] ?? port.port }));
    const settings = { ...minimal(), service: { name: "orders", ports: wrong }, network: { cidr: "10.64.0.0/29" } };
    expect(refusal(settings)).to.equal(
      [
        "The config of stack test has 3 problems:",
        '  network.cidr: "10.64.0.0/29" is smaller than AWS allows for a VPC, which is /16 to /28; use a prefix length in that range, for example /22.',
        "  service.ports[2].port: 0 is not a whole number from 1 to 65535; use a number from 1 to 65535.",
        "  service.ports[10].port: 70000 is not a whole number from 1 to 65535; use a number from 1 to 65535.",
      ].join("\n"),
    );
  });

  it("asks for the Region when there is none", () => {
    expect(refusal(minimal(), "")).to.equal(
      [
        "The config of stack test has one problem:",
        "  aws:region: (missing) is required; set it to the Region of the stack, for example us-east-1.",
      ].join("\n"),
    );
  });

  it("names the Region that was meant, and judges the rest of the file without it", () => {
    const image = {
      copyFrom: { region: "us-east-1", id: "ami-0123456789abcdef0" },
      kmsKeyId: "arn:aws:kms:us-east-2:123456789012:key/01234567-89ab-cdef-0123-456789abcdef",
    };
    expect(refusal({ ...minimal(), image }, "us-est-2")).to.equal(
      [
        "The config of stack test has one problem:",
        '  aws:region: "us-est-2" is not a commercial AWS Region; use "us-east-2".',
      ].join("\n"),
    );
    expect(refusal({ ...minimal(), image }, "us-west-2")).to.equal(
      [
        "The config of stack test has one problem:",
        `  image.kmsKeyId: "${image.kmsKeyId}" is in us-east-2, not in us-west-2; use one of us-west-2.`,
      ].join("\n"),
    );
  });

  it("adds the stack's own Region to the supported ones rather than ask for it", () => {
    const config = parseConfig("test", stackFile({ ...minimal(), access: { supportedRegions: ["eu-west-1"] } }));
    expect(config.access.supportedRegions).to.deep.equal(["eu-west-1"]);
  });

  it("is shown without a stack trace, as a RunError of Pulumi", () => {
    const error = new ConfigError("test", []);
    expect(pulumi.RunError.isInstance(error)).to.equal(true);
  });

  it("refuses secrets before anything else, without showing them", async () => {
    const run = withMocks(
      () => {
        const settings = { ...minimal(), network: { cidr: "hunter2" } };
        pulumi.runtime.setAllConfig(stackFile(settings), ["saas-privatelink:network", "aws:secretKey"]);
        return loadConfig();
      },
      { stack: "prod" },
    );
    const error = await run.then(
      () => undefined,
      (reason: Error) => reason.message,
    );
    expect(error).to.equal(
      [
        "The config of stack prod has one problem:",
        '  network: "[secret]" is a secret, and outputs, user data and tags would show it; store it plain, and let the service read its secrets from Secrets Manager or Parameter Store.',
      ].join("\n"),
    );
  });

  it("registers no resource when it refuses", async () => {
    const cloud = new Cloud();
    const run = withMocks(
      async () => {
        const program = (await import("../../index.js")) as unknown as { default: () => Promise<unknown> };
        return program.default();
      },
      { cloud, config: stackFile({ ...minimal(), fleet: { instanceType: 5 } }) },
    );
    expect(await run.then(String, (reason: Error) => reason.message)).to.equal(
      [
        "The config of stack test has one problem:",
        '  fleet.instanceType: 5 is not a text; write it in quotes: "5".',
      ].join("\n"),
    );
    expect(cloud.toJSON()).to.deep.equal(new Cloud().toJSON());
  });
});
