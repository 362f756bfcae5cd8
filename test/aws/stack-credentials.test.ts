import { expect } from "chai";
import type { AwsIdentity } from "../../automation/aws/identity";
import { AwsHealth } from "../../automation/rollout/gate/aws-health";
import { guardDestroy } from "../../automation/stacks/live-connections";
import { privatelink } from "../automation/support/command";
import { ACME, environmentOf, INITECH, PROVIDER } from "./support/clients";
import { admit, connectFrom } from "./support/connect";
import { type Deployed, GateWorld, subjectOf } from "./support/gate";
import { ImageWorld } from "./support/images";

/** The account of the deployment's own credentials, which is not that of the stack. */
const TOOLS = INITECH;

/** Through a role of the tools' account to one of the stack's. */
const ROLES: AwsIdentity = {
  assumeRoles: [
    { roleArn: `arn:aws:iam::${TOOLS}:role/release`, sessionName: "release" },
    { roleArn: `arn:aws:iam::${PROVIDER}:role/deploy`, externalId: "release-pipeline" },
  ],
};
const ELSEWHERE: AwsIdentity = { assumeRoles: [{ roleArn: `arn:aws:iam::${ACME}:role/deploy` }] };

describe("a stack in another account, through aws:assumeRoles", function () {
  this.timeout(60_000);
  const world = GateWorld.use();
  let deployed: Deployed;
  let health: AwsHealth;

  beforeEach(async () => {
    deployed = await world.deploy();
    Object.assign(process.env, await environmentOf(TOOLS));
    health = new AwsHealth();
    await world.control.forgetCalls();
  });
  afterEach(async () => {
    health.close();
    Object.assign(process.env, await environmentOf(PROVIDER));
  });

  async function told(identity?: AwsIdentity): Promise<string[]> {
    const subject = { ...subjectOf(deployed.outputs), ...(identity && { identity }) };
    const gate = { timeoutMinutes: 1, soakSeconds: 0, everySeconds: 1, alarms: [], ignoreAlarms: [] };
    const findings = await health.look(subject, gate, new AbortController().signal);
    return findings
      .filter((finding) => finding.health !== "healthy")
      .map((finding) => `${finding.health} ${finding.check} ${finding.subject}: ${finding.text}`);
  }

  it("is seen by the gate, with one session of each role for all that is asked, look after look", async () => {
    expect(await told(ROLES)).to.deep.equal([]);
    expect(await told(ROLES)).to.deep.equal([]);
    const calls = await world.control.calls();
    expect(calls["sts:AssumeRole"]).to.equal(2);
    expect(calls["autoscaling:DescribeAutoScalingGroups"]).to.equal(2);
  });

  it("is not seen by the gate without the roles, or with one of a third account, whose name is told", async () => {
    const elsewhere = (account: string) =>
      `failed look prod: it is in account ${PROVIDER}, and the AWS credentials are of ${account}`;
    expect(await told()).to.deep.equal([elsewhere(TOOLS)]);
    expect(await told(ELSEWHERE)).to.deep.equal([
      `${elsewhere(ACME)}; aws:assumeRoles of the stack is arn:aws:iam::${ACME}:role/deploy`,
    ]);
  });

  it("has failed the gate where AWS denies a role", async () => {
    const message = `User: arn:aws:sts::${TOOLS}:assumed-role/release/release is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${PROVIDER}:role/deploy`;
    const error = { code: "AccessDenied", message, status: 403 };
    await world.control.fault({ action: "sts:AssumeRole", error, times: 9 });
    const [first = ""] = await told(ROLES);
    expect(first).to.equal(
      `failed service ${deployed.service.serviceId}: AWS denies sts:AssumeRole on arn:aws:iam::${PROVIDER}:role/deploy to arn:aws:sts::${TOOLS}:assumed-role/release/release: use credentials that may do it, or have it allowed; aws:assumeRoles of the stack is arn:aws:iam::${TOOLS}:role/release, then arn:aws:iam::${PROVIDER}:role/deploy`,
    );
  });

  it("has failed the gate, and asks nobody, where its credentials cannot be read", async () => {
    expect(await told({ problems: ["aws:assumeRoles: is encrypted."] })).to.deep.equal([
      "failed look prod: aws:assumeRoles: is encrypted",
    ]);
    expect(await world.control.sequence()).to.deep.equal([]);
  });

  it("is kept from being destroyed under connections, and refused to other credentials", async () => {
    const subject = subjectOf(deployed.outputs);
    expect(await guardDestroy([{ ...subject, identity: ROLES }])).to.deep.equal([]);
    await admit(deployed.service, ACME);
    const endpoint = await connectFrom(ACME, deployed.service);
    const [reason = "", ...others] = await guardDestroy([{ ...subject, identity: ROLES }]);
    expect(others).to.deep.equal([]);
    expect(reason).to.match(new RegExp(`^prod: 1 connection is live: ${endpoint} of ${ACME} `));
    const use = `use those of ${PROVIDER}, by AWS_PROFILE, or by aws:profile or aws:assumeRoles of the stack file.`;
    const service = `prod: its service is in account ${PROVIDER}, and the AWS credentials are of`;
    expect(await guardDestroy([subject])).to.deep.equal([`${service} ${TOOLS}: ${use}`]);
    expect(await guardDestroy([{ ...subject, identity: ELSEWHERE }])).to.deep.equal([
      `${service} ${ACME} (aws:assumeRoles of the stack is arn:aws:iam::${ACME}:role/deploy): ${use}`,
    ]);
  });

  describe("of which images are promoted", () => {
    const regions = ["us-east-1", "us-east-2"];
    const role = (account: string) => `  aws:assumeRoles: [{ roleArn: "arn:aws:iam::${account}:role/deploy" }]\n`;
    let images: ImageWorld;
    afterEach(() => images.close());

    /** A project whose stack files lead to a role of an account. */
    function project(account?: string): ImageWorld {
      const stacks = Object.fromEntries(regions.map((region) => [region, "{ id: ami-00000000000000001 }"]));
      images = new ImageWorld({ stacks });
      for (const region of regions) {
        const settings = role(account ?? images.account).trim();
        images.setImage(region, `{ id: ami-00000000000000001 }\n  ${settings}`);
      }
      return images;
    }

    it("by the role of their stack files, in all Regions", async () => {
      const { root, account } = project();
      const source = await images.build("us-east-1", "orders 1");
      const env = await environmentOf(TOOLS);
      expect(await privatelink(["image", "promote", source, "--yes"], root, env)).to.include({ code: 0 });
      expect(account).to.not.equal(TOOLS);
      const [copy = "", ...others] = await images.imageIds("us-east-2");
      expect(others).to.deep.equal([]);
      expect(copy).to.match(/^ami-/);
      expect(images.file("us-east-1")).to.include(`id: ${source}`);
      expect(images.file("us-east-2")).to.include(`id: ${copy}`);
    });

    it("not by a role of another account, in which the image is not", async () => {
      const { root } = project(ACME);
      const source = await images.build("us-east-1", "orders 1");
      const env = await environmentOf(TOOLS);
      const { code, stderr } = await privatelink(["image", "promote", source, "--yes"], root, env);
      expect(code).to.equal(1);
      expect(stderr).to.match(
        new RegExp(`^There is no AMI ${source} in us-east-1 or us-east-2 that this account may use`),
      );
    });

    it("not where a stack file encrypts what the commands have to read; all of it is said at once", async () => {
      const { root } = project();
      for (const region of regions) {
        images.setImage(
          region,
          `{ id: ami-00000000000000001 }\n  aws:assumeRoles: [{ roleArn: "arn:aws:iam::${ACME}:role/deploy", externalId: { secure: v1:a:b } }]`,
        );
      }
      const { code, stderr } = await privatelink(["image", "list"], root, await environmentOf(TOOLS));
      expect(code).to.equal(1);
      const lines = regions.map(
        (region) =>
          `${region}: aws:assumeRoles[0].externalId: "[secret]" is encrypted, and the commands cannot read it; store it plain by pulumi config set --plaintext --path 'aws:assumeRoles[0].externalId': to AWS, an external id is not a secret.\n`,
      );
      expect(stderr).to.equal(lines.join(""));
    });
  });
});
