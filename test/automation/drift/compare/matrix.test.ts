import { expect } from "chai";
import * as fc from "fast-check";
import type { ComparedStack } from "../../../../automation/drift/compare/compared-stack";
import { compareRegions } from "../../../../automation/drift/compare/matrix";
import { Aspect, type MatrixRow, Verdict } from "../../../../automation/drift/compare/row";
import { stackIn } from "../support";

const HOME = "us-east-1";
const AMI = "ami-0123456789abcdef0";
const OTHER_AMI = "ami-0fedcba9876543210";

function row(name: string, stacks: readonly ComparedStack[], mayDiffer: readonly string[] = []): MatrixRow {
  const found = compareRegions(stacks, mayDiffer).rows.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no row ${name}.`);
  return found;
}

function rowNames(stacks: readonly ComparedStack[]): string[] {
  return compareRegions(stacks, []).rows.map(({ name }) => name);
}

function differing(stacks: readonly ComparedStack[], mayDiffer: readonly string[] = []): string[] {
  return compareRegions(stacks, mayDiffer)
    .rows.filter(({ verdict }) => verdict === Verdict.Differs)
    .map(({ name }) => name);
}

/** A copy of the home stack's AMI, as Pulumi makes it. */
const copied = { imageId: "ami-0aaaaaaaaaaaaaaaa", imageSources: [AMI], imageSourceRegion: HOME };

describe("automation/drift/compare", () => {
  it("finds nothing in stacks that differ only in what is of their Regions", () => {
    const home = stackIn(HOME, {
      settings: { network: { cidr: "10.64.0.0/22" }, approval: {}, access: { approval: "registry" } },
    });
    const other = stackIn("us-east-2", {
      settings: {
        network: { cidr: "10.64.4.0/22", excludeZoneIds: ["use2-az1"] },
        image: { copyFrom: { stack: HOME } },
        access: { approval: "registry", supportedRegions: ["us-west-2"] },
        approval: { registry: { stack: HOME } },
        consumer: { cidr: "10.128.0.0/22" },
      },
      outputs: { ...copied, allowedPrincipals: ["arn:aws:iam::111122223333:root", "arn:aws:iam::123456789012:root"] },
    });
    expect(differing([home, other])).to.deep.equal([]);
  });

  it("says what most of the stacks have, and who has something else", () => {
    const stacks = [HOME, "eu-west-1", "us-east-2", "us-west-2"].map((region) =>
      stackIn(region, { outputs: { ...copied, version: region === HOME ? "2.0.0" : "1.0.0" } }),
    );
    const { expected, odd, verdict, cells } = row("version", stacks);
    expect({ expected, odd, verdict }).to.deep.equal({ expected: "1.0.0", odd: [HOME], verdict: Verdict.Differs });
    expect(cells[HOME]).to.deep.equal({ value: "2.0.0" });
  });

  it("goes by the stack that comes first where two values are as common", () => {
    const { expected, odd } = row("version", [
      stackIn(HOME, { outputs: { version: "1.0.0" } }),
      stackIn("us-east-2", { outputs: { version: "2.0.0" } }),
    ]);
    expect({ expected, odd }).to.deep.equal({ expected: "1.0.0", odd: ["us-east-2"] });
  });

  it("leaves stacks that are not deployed out of what is deployed, and compares their files all the same", () => {
    const stacks = [
      stackIn(HOME),
      stackIn("us-east-2", { outputs: "none", settings: { fleet: { instanceType: "t3.large" } } }),
    ];
    expect(Object.keys(row("version", stacks).cells)).to.deep.equal([HOME]);
    expect(row("fleet.instanceType", stacks).odd).to.deep.equal(["us-east-2"]);
    expect(differing(stacks)).to.deep.equal(["fleet.instanceType"]);
  });

  it("tells how many Availability Zones there are, which is no drift", () => {
    const { verdict, cells } = row("zones", [
      stackIn(HOME, { outputs: { availabilityZoneIds: ["use1-az1", "use1-az2", "use1-az4"] } }),
      stackIn("us-east-2"),
    ]);
    expect(verdict).to.equal(Verdict.Information);
    expect(cells).to.deep.equal({ [HOME]: { value: "3" }, "us-east-2": { value: "2" } });
  });

  describe("the image", () => {
    const originOf = (...stacks: ComparedStack[]) => row("image", stacks).cells["us-east-2"]?.value;

    it("is the source of the copy that Pulumi made", () => {
      expect(originOf(stackIn(HOME), stackIn("us-east-2", { outputs: copied }))).to.equal(`${AMI} of ${HOME}`);
    });

    it("is the source in the tags of a copy that was promoted", () => {
      const image = { name: "orders", source: { id: AMI, region: HOME } };
      const other = stackIn("us-east-2", { outputs: { imageId: OTHER_AMI }, image });
      expect(originOf(stackIn(HOME), other)).to.equal(`${AMI} of ${HOME}`);
    });

    it("goes back through a stack that runs a copy itself", () => {
      const image = { source: { id: OTHER_AMI, region: "eu-west-1" } };
      const home = stackIn(HOME, { image });
      const other = stackIn("us-east-2", { outputs: copied });
      expect(originOf(home, other)).to.equal(`${OTHER_AMI} of eu-west-1`);
      expect(row("image", [home, other]).verdict).to.equal(Verdict.Same);
    });

    it("ends where copies name each other", () => {
      const one = stackIn(HOME, {
        outputs: { imageId: AMI, imageSources: [OTHER_AMI], imageSourceRegion: "us-east-2" },
      });
      const other = stackIn("us-east-2", {
        outputs: { imageId: OTHER_AMI, imageSources: [AMI], imageSourceRegion: HOME },
      });
      expect(originOf(one, other)).to.be.oneOf([`${AMI} of ${HOME}`, `${OTHER_AMI} of us-east-2`]);
    });

    it("is the name of a published AMI, and the parameter where the name is not known", () => {
      const settings = { image: { ssmParameter: "/aws/service/al2023" } };
      const home = stackIn(HOME, { settings, image: { name: "al2023-2026.1" } });
      const other = stackIn("us-east-2", {
        settings,
        outputs: { imageId: OTHER_AMI },
        image: { name: "al2023-2026.1" },
      });
      expect(originOf(home, other)).to.equal("al2023-2026.1");
      expect(originOf(stackIn("us-east-2", { settings }))).to.equal("value of /aws/service/al2023");
    });

    it("differs where a Region has another one", () => {
      const old = { ...copied, imageSources: [OTHER_AMI, AMI] };
      expect(differing([stackIn(HOME), stackIn("us-east-2", { outputs: old })])).to.deep.equal(["image"]);
    });

    it("is expected to be that of the stack that the others copy, however many were brought back", () => {
      const old = { ...copied, imageSources: [OTHER_AMI] };
      const copy = (region: string, stack = HOME) =>
        stackIn(region, { settings: { image: { copyFrom: { stack } } }, outputs: old });
      const stacks = [stackIn(HOME), copy("eu-west-1"), copy("us-east-2", "eu-west-1")];
      const { expected, odd, verdict, cells } = row("image", stacks);
      expect({ expected, odd, verdict }).to.deep.equal({
        expected: `${AMI} of ${HOME}`,
        odd: ["eu-west-1", "us-east-2"],
        verdict: Verdict.Differs,
      });
      expect(Object.values(cells).map(({ copiedFrom }) => copiedFrom)).to.deep.equal([undefined, HOME, "eu-west-1"]);
    });

    it("counts a stack that copies for the one that it copies, and by itself where that is not compared", () => {
      const old = { ...copied, imageSources: [OTHER_AMI] };
      const named = (region: string) => stackIn(region, { outputs: old });
      const copy = (region: string, stack: string) =>
        stackIn(region, { settings: { image: { copyFrom: { stack } } }, outputs: old });
      const one = row("image", [stackIn(HOME), copy("a", HOME), copy("b", HOME), named("c"), named("d")]);
      expect({ expected: one.expected, odd: one.odd }).to.deep.equal({
        expected: `${AMI} of ${HOME}`,
        odd: ["a", "b", "c", "d"],
      });
      const other = row("image", [stackIn(HOME), copy("a", "elsewhere"), copy("b", "elsewhere")]);
      expect({ expected: other.expected, odd: other.odd }).to.deep.equal({
        expected: `${OTHER_AMI} of ${HOME}`,
        odd: [HOME],
      });
    });

    it("ends where settings copy in a circle", () => {
      const copy = (region: string, stack: string) =>
        stackIn(region, { settings: { image: { copyFrom: { stack } } }, outputs: copied });
      expect(row("image", [copy(HOME, "us-east-2"), copy("us-east-2", HOME)]).odd).to.deep.equal([]);
    });

    it("is none where nothing runs on instances", () => {
      expect(row("image", [stackIn(HOME, { outputs: { imageId: undefined } })]).expected).to.equal(undefined);
    });
  });

  it("compares the archive of each service", () => {
    const archive = (sha256: string) => ({ bucket: "b", key: "k", sha256 });
    const stacks = [
      stackIn(HOME, { outputs: { artifacts: { orders: archive("a"), reports: archive("c") } } }),
      stackIn("us-east-2", { outputs: { ...copied, artifacts: { orders: archive("b") } } }),
    ];
    expect(differing(stacks)).to.deep.equal(["archive of orders", "archive of reports"]);
    expect(row("archive of reports", stacks).cells["us-east-2"]).to.deep.equal({ value: undefined });
  });

  it("compares ports and principals whatever their order", () => {
    const ports = [
      { name: "api", port: 3000, protocol: "TCP" },
      { name: "web", port: 443, protocol: "TLS" },
    ];
    const principals = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"];
    const home = stackIn(HOME, { outputs: { ports, allowedPrincipals: principals } });
    const reversed = { ...copied, ports: [...ports].reverse(), allowedPrincipals: [...principals].reverse() };
    expect(differing([home, stackIn("us-east-2", { outputs: reversed })])).to.deep.equal([]);
    const fewer = { ...reversed, ports: ports.slice(1), allowedPrincipals: [] };
    expect(differing([home, stackIn("us-east-2", { outputs: fewer })])).to.deep.equal(["ports", "principals"]);
  });

  it("leaves the own account out only where it is there for the consumer VPC", () => {
    const own = { ...copied, allowedPrincipals: ["arn:aws:iam::111122223333:root", "arn:aws:iam::123456789012:root"] };
    expect(differing([stackIn(HOME), stackIn("us-east-2", { outputs: own })])).to.deep.equal(["principals"]);
    const written = {
      consumer: { cidr: "10.128.0.0/22" },
      access: { allowedPrincipals: ["111122223333", "123456789012"] },
    };
    expect(
      row("principals", [stackIn(HOME), stackIn("us-east-2", { outputs: own, settings: written })]).odd,
    ).to.deep.equal(["us-east-2"]);
  });

  describe("settings", () => {
    it("are compared with the defaults of the program, of its components and of Pulumi.yaml", () => {
      const stacks = [
        stackIn(HOME, {
          settings: { protect: true, fleet: { instanceType: "t2.small", perZone: { min: 1 }, volumeSizeGb: 16 } },
        }),
        stackIn("us-east-2", { outputs: copied }),
      ];
      expect(differing(stacks)).to.deep.equal([]);
      expect(row("fleet.perZone.min", stacks).cells).to.deep.equal({
        [HOME]: { value: "1" },
        "us-east-2": { value: "1", isDefault: true },
      });
    });

    it("go by the names of ports and services, not by their places in lists", () => {
      const api = { name: "api", port: 3000 };
      const web = { name: "web", port: 4000 };
      const services = (...ports: object[]) => ({ settings: { service: { name: "orders", ports } } });
      const stacks = [
        stackIn(HOME, services(api, web)),
        stackIn("us-east-2", { ...services(web, { ...api, port: 3001 }), outputs: copied }),
      ];
      expect(differing(stacks)).to.deep.equal(["service.ports[api].port"]);
    });

    it("that name something of their Region are the same, and those of a third Region are not", () => {
      const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/${region.length}`;
      const withTopics = (region: string, ...of: string[]) =>
        stackIn(region, {
          settings: {
            tags: { home: `artifacts-${region}` },
            access: { approval: "registry" },
            approval: { alarms: { topicArns: of.map((one) => `arn:aws:sns:${one}:123456789012:alarms`) } },
            loadBalancer: { targetSecurityGroupIds: { web: region === HOME ? "sg-0123456789abcdef0" : "sg-0123abcd" } },
            service: { name: "orders", ports: [{ name: "api", port: 3000, certificateArn: key(region) }] },
          },
          outputs: region === HOME ? {} : copied,
        });
      expect(differing([withTopics(HOME, HOME), withTopics("us-east-2", "us-east-2")])).to.deep.equal([]);
      expect(differing([withTopics(HOME, HOME), withTopics("us-east-2", HOME)])).to.deep.equal([
        "approval.alarms.topicArns",
      ]);
    });

    it("keep a name that only begins like the Region", () => {
      const tagged = (region: string, tag: string) =>
        stackIn(region, { settings: { tags: { tag } }, outputs: region === HOME ? {} : copied });
      expect(differing([tagged(HOME, "us-east-1a"), tagged("us-east-2", "us-east-2a")])).to.deep.equal(["tags.tag"]);
    });

    it("of providers are compared, but for Region and account", () => {
      const others = (region: string, tags: object) =>
        stackIn(region, {
          otherSettings: { "aws:profile": `deploy-${region}`, "aws:defaultTags": { tags } },
          outputs: region === HOME ? {} : copied,
        });
      const stacks = [others(HOME, { team: "a" }), others("us-east-2", { team: "b" })];
      expect(differing(stacks)).to.deep.equal(["aws:defaultTags.tags.team"]);
      expect(rowNames(stacks)).to.not.include("aws:profile");
    });

    it("may differ where the plan says so, with everything below them", () => {
      const typed = (region: string, fleet: object, outputs: object) =>
        stackIn(region, { settings: { fleet }, outputs });
      const stacks = [
        typed(HOME, { instanceType: "t2.small", perZone: { max: 4 } }, {}),
        typed("us-east-2", { instanceType: "t3.small", perZone: { max: 8 } }, copied),
      ];
      expect(differing(stacks)).to.deep.equal(["fleet.instanceType", "fleet.perZone.max"]);
      expect(differing(stacks, ["fleet.instanceType"])).to.deep.equal(["fleet.perZone.max"]);
      expect(differing(stacks, ["fleet"])).to.deep.equal([]);
      expect(row("fleet.perZone.max", stacks, ["fleet.perZone"]).verdict).to.equal(Verdict.Allowed);
      // What a path only begins with is another one.
      expect(differing(stacks, ["fleet.inst", "flee"])).to.have.length(2);
    });

    it("may differ in the notation of docs/config.md, and so may what is deployed of them", () => {
      const port = (region: string, number: number) =>
        stackIn(region, {
          settings: { service: { name: "orders", ports: [{ name: "api", port: number }] } },
          outputs: { ...(region === HOME ? {} : copied), ports: [{ name: "api", port: number, protocol: "TCP" }] },
        });
      const stacks = [port(HOME, 3000), port("us-east-2", 4000)];
      expect(differing(stacks)).to.deep.equal(["ports", "service.ports[api].port"]);
      expect(differing(stacks, ["service.ports[].port"])).to.deep.equal(["ports"]);
      expect(differing(stacks, ["service.ports"])).to.deep.equal([]);
    });

    it("are in the order of docs/config.md, behind what is deployed", () => {
      const names = rowNames([stackIn(HOME, { otherSettings: { "aws:defaultTags": { tags: { a: "b" } } } })]);
      expect(names.slice(0, 6)).to.deep.equal([
        "image",
        "archive of orders",
        "version",
        "ports",
        "principals",
        "zones",
      ]);
      expect(names.indexOf("service.name")).to.be.lessThan(names.indexOf("fleet.instanceType"));
      expect(names.at(-1)).to.equal("aws:defaultTags.tags.a");
    });
  });

  it("names as odd exactly the stacks that do not have what is expected, for any values", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("1.0.0", "1.1.0", "2.0.0"), { minLength: 1, maxLength: 30 }), (versions) => {
        const stacks = versions.map((version, index) => stackIn(`region-${index}`, { outputs: { version } }));
        const { expected, odd, verdict } = row("version", stacks);
        const count = (version: string | undefined) => versions.filter((one) => one === version).length;
        expect(versions.every((version) => count(version) <= count(expected))).to.equal(true);
        expect(odd).to.deep.equal(stacks.flatMap(({ stack }, index) => (versions[index] === expected ? [] : [stack])));
        expect(verdict).to.equal(odd.length === 0 ? Verdict.Same : Verdict.Differs);
      }),
      { numRuns: 12 },
    );
  });

  it("has a row for every aspect", () => {
    const aspects = new Set(compareRegions([stackIn(HOME)], []).rows.map(({ aspect }) => aspect));
    expect([...aspects].sort()).to.deep.equal(Object.values(Aspect).sort());
  });
});
