import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { readTarget } from "../../../automation/validate/read-target";
import { handoffDocument } from "../../../components/lib/handoff";
import { CleanUp, folderWith } from "../support/folder";
import { SERVICE } from "./support/facts";

const cleanUp = new CleanUp();
const PLAIN = { port: [], clientCidr: [], clientSg: [], timeout: 5, network: true };
const DOCUMENT = handoffDocument({
  name: "orders",
  serviceName: SERVICE,
  region: "us-east-1",
  supportedRegions: ["us-east-2"],
  availabilityZoneIds: ["use1-az1"],
  ports: [
    { name: "api", port: 443, protocol: "TLS" },
    { name: "metrics", port: 9090, protocol: "TCP" },
  ],
  privateDnsName: "api.example.com",
  acceptanceRequired: true,
  ipAddressTypes: ["ipv4"],
});

function fileWith(text: string): string {
  return path.join(folderWith({ "handoff.json": text }, cleanUp.add), "handoff.json");
}

async function refusal(text: string): Promise<{ message: string; exitCode: number; file: string }> {
  const file = fileWith(text);
  const error = await readTarget({ ...PLAIN, handoff: file }, {}).then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).to.have.property("name", "Refused");
  return { message: error.message.replaceAll(file, "FILE"), exitCode: error.exitCode, file };
}

describe("what is validated", () => {
  afterEach(cleanUp.all);

  it("is the hand-off's service, in the Region that is said, the usual one or the service's", async () => {
    const handoff = fileWith(JSON.stringify(DOCUMENT));
    const target = await readTarget({ ...PLAIN, handoff, port: [443] }, {});
    expect(target).to.deep.include({
      serviceName: SERVICE,
      serviceRegion: "us-east-1",
      region: "us-east-1",
      supportedRegions: ["us-east-1", "us-east-2"],
      zoneIds: ["use1-az1"],
      privateDnsName: "api.example.com",
      suggestedZoneName: "orders.endpoints.internal",
      ports: [{ name: "api", port: 443, protocol: "TLS" }],
    });
    const regionOf = async (options: object, env: NodeJS.ProcessEnv) =>
      (await readTarget({ ...PLAIN, handoff, ...options }, env)).region;
    expect(await regionOf({}, { AWS_REGION: "us-east-2" })).to.equal("us-east-2");
    expect(await regionOf({}, { AWS_DEFAULT_REGION: "us-east-2" })).to.equal("us-east-2");
    expect(await regionOf({}, { AWS_REGION: "eu-west-1" })).to.equal("us-east-1");
    expect(await regionOf({ region: "eu-west-1" }, { AWS_REGION: "us-east-2" })).to.equal("eu-west-1");
    expect((await readTarget({ ...PLAIN, handoff }, {})).ports).to.have.lengthOf(2);
  });

  it("is the named service in its own Region without a hand-off", async () => {
    const target = await readTarget({ ...PLAIN, serviceName: SERVICE, port: [443] }, { AWS_REGION: "eu-west-1" });
    expect(target).to.deep.include({ region: "us-east-1", ports: [{ name: "443", port: 443, protocol: "TCP" }] });
    expect(target.supportedRegions).to.equal(undefined);
  });

  it("has the account and the terms of a hand-off for one reader", async () => {
    const terms = {
      writtenAt: "2026-11-21T10:00:00.000Z",
      provider: { account: "444455556666" },
      consumer: { name: "acme", account: "111122223333", principals: [] },
      endpointRegions: ["us-east-2"],
      acceptance: { by: "registry", withinMinutes: 5, conditions: [] },
      costs: [],
    };
    const target = await readTarget({ ...PLAIN, handoff: fileWith(JSON.stringify({ ...DOCUMENT, terms })) }, {});
    expect(target).to.deep.include({
      account: "111122223333",
      acceptedWithinMinutes: 5,
      region: "us-east-2",
      supportedRegions: ["us-east-2"],
    });
  });

  it("is read from a file with a byte order mark, and from all outputs of a stack", async () => {
    const text = JSON.stringify(DOCUMENT);
    const utf16 = fileWith("");
    writeFileSync(utf16, Buffer.from(`\ufeff${text}`, "utf16le"));
    const outputs = [JSON.stringify({ serviceId: "x", handoff: DOCUMENT }), JSON.stringify({ handoff: text })];
    for (const file of [fileWith(`\ufeff${text}`), utf16, ...outputs.map(fileWith)]) {
      expect((await readTarget({ ...PLAIN, handoff: file }, {})).serviceName).to.equal(SERVICE);
    }
  });

  it("is refused where the terms have a date for an instant", async () => {
    const terms = {
      writtenAt: "2026-11-21T10:00:00.000Z",
      provider: { account: "444455556666" },
      endpointRegions: ["us-east-2"],
      acceptance: { by: "registry", conditions: [] },
      validUntil: "2026-12-31",
      costs: [],
    };
    expect((await refusal(JSON.stringify({ ...DOCUMENT, terms }))).message).to.equal(
      'FILE: handoff.terms.validUntil: "2026-12-31" is not an instant, such as 2026-11-21T10:00:00Z; ask the provider for the document again.',
    );
    const whole = { ...terms, validUntil: "2026-12-31T00:00:00Z" };
    const target = await readTarget({ ...PLAIN, handoff: fileWith(JSON.stringify({ ...DOCUMENT, terms: whole })) }, {});
    expect(target.validUntil).to.equal("2026-12-31T00:00:00Z");
  });

  it("is refused for a hand-off that is not one, with what is wrong with it", async () => {
    const { message: unknownVersion } = await refusal(JSON.stringify({ ...DOCUMENT, version: 7 }));
    expect(unknownVersion).to.match(
      /^FILE: handoff\.version: 7 is not the version that this release reads, 1; update saas-privatelink\.$/,
    );
    const { message: truncated } = await refusal(JSON.stringify(DOCUMENT).slice(0, -20));
    expect(truncated).to.match(
      /^FILE: handoff: .* ends in the middle, after \d+ characters; copy the whole document again\.$/,
    );
    const { message: elsewhere, exitCode } = await refusal(JSON.stringify({ ...DOCUMENT, region: "us-east-2" }));
    expect(elsewhere).to.match(
      /is the name of a service in us-east-1, not in us-east-2; take service name and Region from the same stack/,
    );
    expect(exitCode).to.equal(1);
  });

  it("is refused for a file that is not there, and a port that the service has not", async () => {
    const lost = await readTarget({ ...PLAIN, handoff: "/nonexistent/h.json" }, {}).catch((error) => error);
    expect([lost.message, lost.exitCode]).to.deep.equal(["There is no file /nonexistent/h.json.", 1]);
    const handoff = fileWith(JSON.stringify(DOCUMENT));
    const wrong = await readTarget({ ...PLAIN, handoff, port: [444] }, {}).catch((error) => error);
    expect([wrong.message, wrong.exitCode]).to.deep.equal([
      `The service has no port 444: ${handoff} lists 443 (api) and 9090 (metrics).`,
      2,
    ]);
  });
});
