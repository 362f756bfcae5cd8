import { existsSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { CreateVpcCommand, DescribeImagesCommand, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { RequestServiceQuotaIncreaseCommand, ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { expect } from "chai";
import type { Finding } from "../../automation/regions/finding";
import { PACKAGE, privatelink } from "../automation/support/command";
import { CleanUp, folderWith } from "../automation/support/folder";
import { clientsOf, environmentOf, PROVIDER } from "./support/clients";
import { useEmulator } from "./support/emulator";
import { publishService } from "./support/publish";

/** What the program is made from; the stack files are copies. */
const LINKED = ["components", "examples", "functions", "index.ts", "node_modules", "package.json", "stacks"];
const COPIED = ["Pulumi.yaml", "Pulumi.us-east-1.yaml", "Pulumi.us-east-2.yaml"];

describe("privatelink region add", function () {
  this.timeout(60_000);
  useEmulator();
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);

  function project(): string {
    const files = COPIED.map((name) => [name, readFileSync(path.join(PACKAGE, name), "utf8")]);
    const folder = folderWith(Object.fromEntries(files), cleanUp.add);
    for (const name of LINKED) symlinkSync(path.join(PACKAGE, name), path.join(folder, name));
    return folder;
  }

  async function add(root: string, region: string, ...args: string[]) {
    const command = ["region", "add", region, "--json", ...args];
    const { code, stdout, stderr } = await privatelink(command, root, await environmentOf());
    const said = stdout === "" ? { findings: [] } : JSON.parse(stdout);
    const findings = (said.findings as Finding[]).map(({ state, subject, text }) => `${state} ${subject}: ${text}`);
    return { code, stderr, findings, written: said.written };
  }

  it("finds what AWS says of the Region, in lists of several pages, and writes the stack file", async () => {
    const root = project();
    await publishService({ region: "eu-west-1" });
    const { ec2 } = await clientsOf(PROVIDER, "eu-west-1");
    const { Images: [image] = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ["amazon"] }));
    const instances = { ImageId: image?.ImageId, MinCount: 1, MaxCount: 1 };
    await ec2.send(new RunInstancesCommand({ ...instances, InstanceType: "t3.micro" }));
    await ec2.send(new RunInstancesCommand({ ...instances, InstanceType: "p3.2xlarge" }));
    const { code, findings, stderr, written } = await add(root, "eu-west-1");
    expect({ code, stderr, written }).to.deep.equal({ code: 0, stderr: "", written: true });
    expect(findings).to.deep.equal([
      "ok Stack: there is none in eu-west-1 yet",
      "ok network.cidr: 10.64.8.0/22 overlaps with no other stack",
      "ok Settings: the program takes them",
      "ok Region: eu-west-1 is enabled",
      "ok Zones: the stack would have 3 zones: euw1-az1, euw1-az2 and euw1-az3",
      "ok Instance type: t3.small is offered in 3 of 3 zones",
      "ok VPCs: 1 of 5 in use, 1 more needed",
      "ok Load balancers: 1 of 50 in use, 1 more needed",
      "unknown Endpoint services: 1 in use; AWS publishes no quota for them",
      "ok Targets in a zone: at most 4, and the load balancer may have 500",
      "ok Targets: at most 12, and the load balancer may have 3000",
      "ok vCPUs: 2 of 16 vCPUs in use, 6 more to start with and 24 at most; the fleets cannot grow to their largest, unless you ask for more by aws service-quotas request-service-quota-increase --region eu-west-1 --service-code ec2 --quota-code L-1216C47A --desired-value ...",
      "ok Lambda concurrency: 1000 in all, of which the approval function reserves 3, and 100 must stay unreserved; what other functions reserve is not looked at",
    ]);
    expect(existsSync(path.join(root, "Pulumi.eu-west-1.yaml"))).to.equal(true);
  });

  it("refuses a Region in which quotas are used up, with the call that raises each", async () => {
    const root = project();
    const region = "sa-east-1";
    const { ec2, config } = await clientsOf(PROVIDER, region);
    for (let count = 0; count < 4; count++) await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/24" }));
    await publishService({ region });
    const quotas = new ServiceQuotasClient(config);
    const set = async (ServiceCode: string, QuotaCode: string, DesiredValue: number) =>
      quotas.send(new RequestServiceQuotaIncreaseCommand({ ServiceCode, QuotaCode, DesiredValue }));
    await set("elasticloadbalancing", "L-EEF1AD04", 8);
    await set("lambda", "L-B99A9384", 10);
    await set("vpc", "L-00000000", 1);
    quotas.destroy();
    const { code, findings, written } = await add(root, region);
    expect([code, written]).to.deep.equal([1, false]);
    const problems = findings.filter((text) => text.startsWith("problem")).map((text) => text.split(";")[0]);
    expect(problems).to.deep.equal([
      "problem VPCs: 5 of 5 in use, 1 more needed (quota L-F678F1CE)",
      'problem Endpoint services: 1 of 1 in use, 1 more needed (quota "Endpoint services per Region")',
      "problem Targets: at most 12, and the load balancer may have 8 (quota L-EEF1AD04)",
      "problem Lambda concurrency: 10 in all, of which the approval function reserves 3, and 100 must stay unreserved (quota L-B99A9384)",
    ]);
    expect(existsSync(path.join(root, `Pulumi.${region}.yaml`))).to.equal(false);
  });

  it("names the zones that lack the instance type, and refuses a type that one zone alone offers", async () => {
    const findings = async (type: string) =>
      (await add(project(), "us-west-2", "--dry-run", "--instance-type", type)).findings.filter((text) =>
        / (?:Zones|Instance type): /.test(text),
      );
    expect(await findings("h1.2xlarge")).to.deep.equal([
      "ok Zones: the stack would have 2 zones: usw2-az1 and usw2-az3",
      "ok Instance type: h1.2xlarge is offered in 2 of 4 zones; not in usw2-az2 and usw2-az4, which the stack leaves out",
    ]);
    expect(await findings("nonesuch.large")).to.deep.equal([
      "problem Instance type: nonesuch.large is offered in 0 of 4 zones of us-west-2; choose another one by --instance-type",
    ]);
  });

  it("asks for opt-in first, and for nothing else of a Region that is not enabled", async () => {
    const { code, findings } = await add(project(), "me-central-1");
    expect(code).to.equal(1);
    expect(findings.slice(3)).to.deep.equal([
      "problem Region: me-central-1 is not enabled in the account; run aws account enable-region --region-name me-central-1, wait until it is, and try again",
    ]);
  });
});
