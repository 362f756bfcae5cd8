import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { type DraftRequest, draftOf } from "../../../automation/regions/draft";

const PROJECT = path.resolve(__dirname, "..", "..", "..");

function template(stack: string) {
  return { stack, region: stack, text: readFileSync(path.join(PROJECT, `Pulumi.${stack}.yaml`), "utf8") };
}

function draft(request: Partial<DraftRequest>) {
  return draftOf({
    stack: "eu-west-1",
    region: "eu-west-1",
    template: template("us-east-2"),
    home: "us-east-1",
    assignments: [],
    ...request,
  });
}

function small(text: string, request: Partial<DraftRequest> = {}) {
  return draft({
    template: { stack: "ohio", region: "us-east-2", text: `# Ohio.\n${text}` },
    home: "home",
    ...request,
  });
}

describe("draftOf", () => {
  it("has the settings of a stack that follows, in the new Region, without its consumer", () => {
    const before = draft({ region: "us-east-2" }).file.settings();
    const { file, notes, problems } = draft({ cidr: "10.64.8.0/22", instanceType: "t3a.small" });
    expect(file.settings()).to.deep.equal({
      ...before,
      "aws:region": "eu-west-1",
      "saas-privatelink:network": { cidr: "10.64.8.0/22" },
      "saas-privatelink:fleet": { instanceType: "t3a.small", perZone: { min: 1, max: 4 } },
    });
    expect(file.settings()).to.not.have.property("saas-privatelink:consumer");
    expect(notes).to.deep.equal([
      "The consumer VPC of us-east-2 is left out; --set consumer.cidr=... makes one here as well.",
    ]);
    expect(problems).to.deep.equal([]);
  });

  it("says nothing is left out that a person gives", () => {
    const assignments = [{ path: ["consumer", "cidr"], value: "10.140.0.0/22" }];
    const { file, notes } = draft({ assignments });
    expect(file.settings()).to.deep.include({ "saas-privatelink:consumer": { cidr: "10.140.0.0/22" } });
    expect(notes).to.deep.equal([]);
  });

  it("keeps the comments that are true of the new stack, and no other", () => {
    const text = draft({ cidr: "10.64.8.0/22" }).file.toString();
    expect(text.split("\n").slice(0, 2)).to.deep.equal([
      "# The stack eu-west-1: the same service in eu-west-1, made from the stack file of us-east-2.",
      "# Every key, its default and what a change does: docs/config.md. What is left out here has a default.",
    ]);
    expect(text).to.include("# Another block than us-east-1's").and.to.include("# The registry of us-east-1, of which");
    expect(text).to.include("# Each Availability Zone has a group of its own");
    expect(text.slice(text.indexOf("\n"))).to.not.match(/us-east-2|Ohio|All three zones|A consumer VPC/);
    expect(text).to.match(/\n {4}registry: \{ stack: us-east-1 \}\n$/);
  });

  it("turns the home stack into one that follows it", () => {
    const { file } = draft({ template: template("us-east-1"), cidr: "10.64.8.0/22" });
    const { "saas-privatelink:image": image, "saas-privatelink:approval": approval } = file.settings();
    expect({ image, approval }).to.deep.equal({
      image: { copyFrom: { stack: "us-east-1" } },
      approval: { registry: { stack: "us-east-1" }, scheduleMinutes: 5 },
    });
    expect(file.toString()).to.not.match(/This stack has the registry|oldest zone|nobody's AMI/);
  });

  it("gives a home stack without a registry none to share, and one without an image none to copy", () => {
    const text = "config:\n  aws:region: us-east-2\n  saas-privatelink:protect: true\n";
    const { file } = small(text, { home: "ohio" });
    expect(file.settings()).to.deep.equal({ "aws:region": "eu-west-1", "saas-privatelink:protect": true });
  });

  it("copies the image of the home stack where the template has one by id, and says so", () => {
    const { file, notes } = small("config:\n  saas-privatelink:image:\n    # Promoted.\n    id: ami-01234567\n");
    expect(file.toString()).to.include(
      "  saas-privatelink:image:\n    # A copy of the AMI that the stack home runs.\n    copyFrom: { stack: home }\n",
    );
    expect(notes).to.deep.equal([
      "image: a copy of what home runs, until privatelink image promote gives the stack an AMI by id.",
    ]);
  });

  it("leaves the image alone that is copied, or named by a parameter", () => {
    for (const image of [{ copyFrom: { region: "us-east-1", id: "ami-1" } }, { ssmParameter: "/aws/service/x" }]) {
      const { file } = small(`config:\n  saas-privatelink:image: ${JSON.stringify(image)}\n`);
      expect(file.get("config", "saas-privatelink:image")).to.deep.equal(image);
    }
  });

  it("makes a VPC in place of one that exists when it is given a block", () => {
    const text = "config:\n  saas-privatelink:network:\n    existing: { vpcId: vpc-1 }\n    flowLogs: {}\n";
    expect(small(text, { cidr: "10.0.0.0/22" }).file.get("config", "saas-privatelink:network")).to.deep.equal({
      flowLogs: {},
      cidr: "10.0.0.0/22",
    });
  });

  it("leaves out what is encrypted for the other stack, and says how it is set", () => {
    const { file, notes } = small(
      "secretsprovider: awskms://alias/x\nencryptedkey: abc\nencryptionsalt: v1:x\nconfig:\n  a:b:\n    secure: xyz\n  c:d:\n    e: [{ secure: x }]\n  f:g: 1\n",
    );
    expect(file.toString()).to.not.match(/secure|salt|abc|awskms/);
    expect(file.settings()).to.deep.equal({ "f:g": 1, "aws:region": "eu-west-1" });
    expect(notes).to.deep.equal([
      "a:b is encrypted for the other stack and left out; pulumi config set --secret --stack eu-west-1 a:b sets it.",
      "c:d is encrypted for the other stack and left out; pulumi config set --secret --stack eu-west-1 c:d sets it.",
      "pulumi stack init eu-west-1 --secrets-provider 'awskms://alias/x' encrypts its secrets as the other stack's.",
    ]);
  });

  it("makes assignments last, in lists as well, and says which could not be made", () => {
    const { file, problems } = draft({
      assignments: [
        { path: ["fleet", "perZone"], value: undefined },
        { path: ["service", "ports", 0, "targetPort"], value: 8080 },
        { path: ["service", "ports", 4, "port"], value: 1 },
        { path: ["consumer", "cidr"], value: "10.129.0.0/22" },
      ],
    });
    expect(file.get("config", "saas-privatelink:fleet")).to.deep.equal({ instanceType: "t3.small" });
    expect(file.get("config", "saas-privatelink:service", "ports")).to.deep.equal([
      { name: "api", port: 3000, healthCheck: { protocol: "HTTP", path: "/health" }, targetPort: 8080 },
    ]);
    expect(file.get("config", "saas-privatelink:consumer")).to.deep.equal({ cidr: "10.129.0.0/22" });
    expect(problems).to.deep.equal(["service.ports[4].port: there is no element [4] in the list"]);
  });
});
