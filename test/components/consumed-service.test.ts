import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ConsumerEndpoint, fromHandoff, fromHandoffs } from "../../components";
import { handoffDocument } from "../../components/lib/handoff";
import { CONSUMER_ENDPOINT } from "../support/consumer";
import { withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";
import { rawNetwork } from "../support/raw-network";

const DOCUMENT = handoffDocument({
  name: "orders",
  serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
  region: "us-east-1",
  supportedRegions: [],
  availabilityZoneIds: ["use1-az1"],
  ports: [{ name: "api", port: 3000, protocol: "TCP" }],
  privateDnsName: "api.example.com",
  acceptanceRequired: true,
  ipAddressTypes: ["ipv4"],
});
const SERVICE = {
  serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
  region: "us-east-1",
  supportedRegions: ["us-east-1"],
  availabilityZoneIds: ["use1-az1"],
  ports: [{ name: "api", port: 3000, protocol: "TCP" }],
  privateDnsName: "api.example.com",
  ipAddressTypes: ["ipv4"],
  name: "orders",
};

describe("fromHandoff", () => {
  it("gives plain facts for a plain document, so that they are checked before anything is created", () => {
    expect(fromHandoff(DOCUMENT)).to.deep.equal(SERVICE);
    expect(fromHandoff(JSON.stringify(DOCUMENT))).to.deep.equal(SERVICE);
  });

  it("gives Outputs for the output of another stack", async () => {
    for (const document of [DOCUMENT, JSON.stringify(DOCUMENT)]) {
      const service = fromHandoff(pulumi.output(document));
      expect(pulumi.Output.isInstance(service.serviceName)).to.equal(true);
      expect(await promiseOf(pulumi.output(service))).to.deep.equal(SERVICE);
    }
  });

  it("has no private DNS name when the document has none", () => {
    expect(fromHandoff({ ...DOCUMENT, privateDnsName: null }).privateDnsName).to.equal(undefined);
  });

  it("refuses a document that cannot be used, at once or when it is known", async () => {
    const message =
      "The hand-off cannot be used. handoff.version: 2 is not the version that this release reads, 1; update saas-privatelink.";
    expect(() => fromHandoff({ ...DOCUMENT, version: 2 })).to.throw(message);
    const later = fromHandoff(pulumi.output({ ...DOCUMENT, version: 2 }));
    const failure = await promiseOf(pulumi.output(later.serviceName)).catch((error: Error) => error.message);
    expect(failure).to.equal(message);
  });
});

describe("fromHandoffs", () => {
  const reports = { ...DOCUMENT, name: "reports", serviceName: DOCUMENT.serviceName.replace(/0$/, "1") };

  it("gives the services by their names, as fromHandoff gives each", () => {
    const services = { orders: SERVICE, reports: fromHandoff(reports) };
    expect(fromHandoffs([DOCUMENT, JSON.stringify(reports)])).to.deep.equal(services);
    expect(fromHandoffs(JSON.stringify([DOCUMENT, reports]))).to.deep.equal(services);
  });

  it("lets one program connect to each under a name that stays when another leaves the list", async () => {
    const connectAll = (documents: unknown) =>
      withMocks(() => {
        const { vpcId, subnetIds } = rawNetwork("net", ["use1-az1"]);
        for (const [name, service] of Object.entries(fromHandoffs(documents))) {
          new ConsumerEndpoint(name, { service, vpcId, subnetIdsByZone: subnetIds });
        }
      });
    const names = async (documents: unknown) =>
      (await connectAll(documents)).byType(CONSUMER_ENDPOINT).map(({ urn }) => urn.split("::").at(-1));
    expect(await names([DOCUMENT, reports])).to.deep.equal(["orders", "reports"]);
    expect(await names([reports])).to.deep.equal(["reports"]);
  });

  it("refuses a list with a document that cannot be used, without a stack trace of the program", () => {
    const refused = () => fromHandoffs([DOCUMENT, { ...reports, version: 2 }]);
    expect(refused).to.throw(
      pulumi.RunError,
      "The hand-off cannot be used. handoffs[1].version: 2 is not the version that this release reads, 1; update saas-privatelink.",
    );
  });
});
