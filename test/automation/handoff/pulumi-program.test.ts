import { rmSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import type { CompleteHandoff } from "../../../automation/handoff/document";
import { FORMATS, wholePackage } from "../../../automation/handoff/formats";
import manifest from "../../../package.json";
import { T } from "../../../sandbox/tokens";
import { withMocks } from "../../support/mocks";
import { promiseOf } from "../../support/promise-of";
import { rawNetwork } from "../../support/raw-network";
import { write } from "../support/folder";
import { documentWith, READER } from "./support/documents";

/** Below the project, where the program finds its packages. */
const FOLDER = path.resolve(__dirname, `../../../.privatelink/handoff-programs-${process.pid}`);
const ENDPOINT = "saas-privatelink:index:ConsumerEndpoint";
let programs = 0;

/** Runs the program of a document in a VPC with a subnet in each of the zones. */
async function run(document: CompleteHandoff, zones: readonly string[]) {
  const folder = path.join(FOLDER, String(++programs));
  const files = Object.fromEntries(FORMATS.pulumi(document).map((file) => [file.path, file.text]));
  write(folder, files);
  const { config } = parse(String(files["Pulumi.connection.yaml"]));
  const region = config["aws:region"];
  const network = await withMocks(() => rawNetwork("clients", zones), { region });
  const vpcId = await promiseOf(network.result.vpcId);
  const subnetIds = await Promise.all(Object.values(network.result.subnetIds).map(promiseOf));
  const project = parse(String(files["Pulumi.yaml"])).name;
  const program: () => Record<string, unknown> = require(path.join(folder, "index.ts"));
  return withMocks(program, {
    cloud: network.cloud,
    region,
    project,
    config: { "aws:region": region, [`${project}:vpcId`]: vpcId, [`${project}:subnetIds`]: JSON.stringify(subnetIds) },
  });
}

describe("the Pulumi project of a hand-off", () => {
  after(() => rmSync(FOLDER, { recursive: true, force: true }));

  it("makes an endpoint in the zones of the service, and a zone with a record", async () => {
    const made = await run(documentWith(), ["use1-az1", "use1-az4", "use1-az6"]);
    expect(made.count()).to.deep.equal({
      [T.Zone]: 1,
      [T.Record]: 1,
      [T.VpcEndpoint]: 1,
      [T.SecurityGroup]: 1,
      [ENDPOINT]: 1,
    });
    expect(made.one(T.VpcEndpoint).inputs).to.include({ serviceName: documentWith().serviceName });
    expect(made.one(T.VpcEndpoint).inputs.subnetIds).to.have.lengthOf(2);
    expect(await promiseOf(made.result.dnsName as never)).to.equal("order-processor.endpoints.internal");
    expect(made.result).to.have.all.keys(
      "endpointId",
      "endpointState",
      "dnsName",
      "endpointDnsName",
      "availabilityZoneIds",
      "securityGroupId",
    );
  });

  it("names the service's Region where the endpoint is in another one", async () => {
    const document = documentWith({ supportedRegions: ["us-east-2"] }, { regions: ["us-east-2"] });
    const made = await run(document, ["use2-az1", "use2-az2"]);
    expect(made.one(T.VpcEndpoint).inputs).to.include({ serviceRegion: "us-east-1" });
    expect(made.one(T.VpcEndpoint).inputs.subnetIds).to.have.lengthOf(2);
  });

  it("asks for the package by the file that npm pack makes of this one, in its own folder", () => {
    const { name, version } = manifest;
    const files = FORMATS.pulumi(documentWith());
    const text = (file: string) => String(files.find(({ path }) => path === file)?.text);
    expect(JSON.parse(text("package.json")).dependencies).to.include({ [name]: `file:./${name}-${version}.tgz` });
    expect(text("index.ts")).to.include(
      `// The package saas-privatelink is in no registry: put ${name}-${version}.tgz, which the provider sends, into this folder.`,
    );
    const [page] = wholePackage(documentWith());
    expect(page?.text).to.include(
      `npm install ./${name}-${version}.tgz\nnpx privatelink validate --handoff json/handoff.json`,
    );
  });

  it("keeps other accounts out by its stack file", () => {
    const [, stack] = FORMATS.pulumi(documentWith());
    expect(parse(String(stack?.text)).config).to.deep.equal({
      "aws:region": "us-east-1",
      "aws:allowedAccountIds": [READER],
    });
  });
});
