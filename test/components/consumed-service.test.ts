import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { fromHandoff } from "../../components";
import { handoffDocument } from "../../components/lib/handoff";
import { promiseOf } from "../support/promise-of";

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
