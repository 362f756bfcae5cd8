import { readFile } from "node:fs/promises";
import * as path from "node:path";
import type { OutputMap } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { buildArtifact } from "../../automation/artifact";
import { Operation, type OperationResult } from "../../automation/engine/operation";
import { buildPackage } from "../../automation/package-build";
import { T } from "../../sandbox/tokens";
import { engineFor } from "./support/engine";
import { changesOf, type TestStack, TestWorld } from "./support/stacks";

const ROOT = path.join(__dirname, "..", "..");
const FIRST_AMI = "ami-0abcdef1234567890";
const SECOND_AMI = "ami-11111111111111111";
const THIRD_AMI = "ami-22222222222222222";
const ZONES = ["use1-az1", "use1-az2", "use1-az3", "use1-az4", "use1-az6"];
const LATE_ZONE = "use1-az5";

const key = (name: string): string => `saas-privatelink:${name}`;
const value = <T>(outputs: OutputMap, name: string): T => outputs[name]?.value as T;

/** What was done with resources that exist at AWS; components only follow. */
const awsChanges = (result: OperationResult): string[] =>
  changesOf({ steps: result.steps.filter(({ type }) => type.startsWith("aws:")) });

/** The stacks of this project from their own files, one change after the other, as an operator would make them. */
describe("Two Regions and a consumer on the real engine", function () {
  this.bail(true);
  let test: TestWorld;
  let east1: TestStack;
  let east2: TestStack;
  let consumer: TestStack;

  before("an engine, the service and the package", async function () {
    test = await TestWorld.open(await engineFor(this));
    await buildArtifact(path.join(ROOT, "examples", "order-processor"));
    await buildPackage(ROOT);
    east1 = test.stack(ROOT, "us-east-1");
    east1.set(key("network"), "excludeZoneIds", [LATE_ZONE]);
    east1.set(key("access"), "allowedPrincipals", ["111122223333", "444455556666"]);
    east2 = test.stack(ROOT, "us-east-2").set(key("protect"), false);
    consumer = test.stack(path.join(ROOT, "examples", "consumer"), "us-east-2");
  });
  after(() => test?.close());

  describe("the first Region", () => {
    it("comes up in every zone that is not excluded", async () => {
      const { changes, outputs } = await east1.up();
      expect(changes).to.deep.equal({ create: 89 });
      expect(value(outputs, "availabilityZoneIds")).to.deep.equal(ZONES);
      expect(value(outputs, "imageId")).to.equal(FIRST_AMI);
      expect(value(outputs, "serviceName")).to.match(/^com\.amazonaws\.vpce\.us-east-1\.vpce-svc-[0-9a-f]{17}$/);
    });

    it("cannot be destroyed while it is protected; the refusal says how to lift that, and nothing is gone", async () => {
      const [refusal] = await east1.failure(Operation.Destroy);
      expect(refusal).to.contain(
        "because it is protected. To unprotect the resource, either remove the `protect` flag",
      );
      expect(awsChanges(await east1.preview())).to.deep.equal([]);
    });

    it("is unprotected by one key, without any replacement", async () => {
      east1.set(key("protect"), false);
      expect(awsChanges(await east1.up()).sort()).to.deep.equal([
        "update order-processor-bucket",
        "update order-processor-nlb",
        "update order-processor-registry",
      ]);
    });
  });

  describe("the second Region and the consumer", () => {
    it("copies the AMI of the first and connects a consumer of its own", async () => {
      const { changes, outputs } = await east2.up();
      expect(changes).to.deep.equal({ create: 97 });
      expect(value(outputs, "imageSources")).to.deep.equal([FIRST_AMI]);
      expect(value(outputs, "imageId"))
        .to.match(/^ami-[0-9a-f]{17}$/)
        .and.not.to.equal(FIRST_AMI);
      expect(value(outputs, "consumerDnsName")).to.equal("order-processor.endpoints.internal");
    });

    it("gives another project all that it needs to connect", async () => {
      const { changes, outputs } = await consumer.up();
      expect(changes).to.deep.equal({ create: 18 });
      expect(value(outputs, "dnsName")).to.equal("order-processor.endpoints.internal");
      expect(value(outputs, "endpointState")).to.equal("pendingAcceptance");
    });
  });

  describe("without a change", () => {
    it("a second preview of each stack finds none", async () => {
      for (const stack of [east1, east2, consumer]) expect(changesOf(await stack.preview())).to.deep.equal([]);
    });

    it("a refresh finds every resource as the engine knows it", async () => {
      const refreshed = [await east1.refresh(), await east2.refresh(), await consumer.refresh()];
      // A stack that reads its own outputs knows those of the update before until it is refreshed.
      expect(refreshed.map(({ changes }) => changes)).to.deep.equal([
        { same: 90 },
        { same: 98, update: 1 },
        { same: 19 },
      ]);
      expect(changesOf(await east2.preview())).to.deep.equal([]);
    });

    it("the project's own stack files stay as they are", async () => {
      for (const name of ["us-east-1", "us-east-2"]) {
        expect(await readFile(path.join(ROOT, `Pulumi.${name}.yaml`), "utf8")).not.to.contain("encryptionsalt");
      }
    });
  });

  describe("a new AMI", () => {
    const rolledOut = (zones: readonly string[]): string[] => [
      "update order-processor-lt",
      ...zones.map((zone) => `update order-processor-asg-${zone}`),
    ];

    it("reaches every zone by a new version of the launch template, and replaces nothing", async () => {
      east1.set(key("image"), "id", SECOND_AMI);
      expect(awsChanges(await east1.up())).to.have.members(rolledOut(ZONES));
    });

    it("is copied to the other Region, where the copy before it stays for a rollback", async () => {
      const result = await east2.up();
      expect(awsChanges(result)).to.have.members([
        `create order-processor-${SECOND_AMI}`,
        ...rolledOut(["use2-az1", "use2-az2", "use2-az3"]),
      ]);
      expect(value(result.outputs, "imageSources")).to.deep.equal([SECOND_AMI, FIRST_AMI]);
    });

    it("lets the oldest copy go, after the fleet has the new one, when more are kept than the two last", async () => {
      east1.set(key("image"), "id", THIRD_AMI);
      await east1.up();
      const result = await east2.up();
      const changes = awsChanges(result);
      expect(changes[0]).to.equal(`create order-processor-${THIRD_AMI}`);
      expect(changes.at(-1)).to.equal(`delete order-processor-${FIRST_AMI}`);
      expect(value(result.outputs, "imageSources")).to.deep.equal([THIRD_AMI, SECOND_AMI]);
      const copies = test.world.cloud.all(T.AmiCopy).map(({ inputs }) => inputs.sourceAmiId);
      expect(copies).to.have.members([SECOND_AMI, THIRD_AMI]);
    });
  });

  describe("a change of the first Region", () => {
    it("an added zone gets its own subnet and group, and nothing that is there is replaced", async () => {
      east1.set(key("network"), "excludeZoneIds", []);
      const result = await east1.up();
      expect(awsChanges(result)).to.have.members([
        `create order-processor-subnet-${LATE_ZONE}`,
        `create order-processor-rtb-${LATE_ZONE}`,
        `create order-processor-rtb-${LATE_ZONE}-association`,
        "update order-processor-endpoint-s3",
        "update order-processor-nlb",
        `create order-processor-asg-${LATE_ZONE}`,
        `create order-processor-cpu-${LATE_ZONE}`,
      ]);
      expect(value(result.outputs, "availabilityZoneIds")).to.deep.equal([...ZONES, LATE_ZONE].sort());
    });

    it("a changed port makes a new target group first, moves the listener to it, and then takes the old one down", async () => {
      east1.set(key("service"), "ports", 0, "port", 3001);
      const changes = awsChanges(await east1.up());
      const made = changes.indexOf("create-replacement order-processor-api");
      // Of the two resources of this name, the listener is the one that is not replaced.
      const moved = changes.indexOf("update order-processor-api");
      const gone = changes.indexOf("delete-replaced order-processor-api");
      expect(made).to.be.greaterThan(-1).and.lessThan(moved);
      expect(moved).to.be.lessThan(gone);
      expect(changes.filter((change) => /replace/.test(change))).to.deep.equal([
        "create-replacement order-processor-api",
        "replace order-processor-api",
        "delete-replaced order-processor-api",
      ]);
      const opened = changes.indexOf("create order-processor-from-nlb-tcp-3001");
      const closed = changes.indexOf("delete order-processor-from-nlb-tcp-3000");
      expect(opened).to.be.greaterThan(-1).and.lessThan(closed);
    });

    it("a removed principal is taken off the service, of which function and registry are told, and nothing else is touched", async () => {
      east1.set(key("access"), "allowedPrincipals", ["111122223333"]);
      expect(awsChanges(await east1.up())).to.have.members([
        "update order-processor-approval",
        "update order-processor-approval-service",
        "delete order-processor-principal-444455556666",
      ]);
      const principals = test.world.cloud.all(T.VpcEndpointServiceAllowedPrinciple, "us-east-1");
      expect(principals.map(({ inputs }) => inputs.principalArn)).to.deep.equal(["arn:aws:iam::111122223333:root"]);
    });
  });

  describe("at the end", () => {
    it("a service cannot be destroyed under a consumer's connection", async () => {
      const endpoints = test.world.cloud.all(T.VpcEndpoint, "us-east-2");
      const endpoint = endpoints.find(({ seed }) => seed.includes("::privatelink-consumer::"));
      const [service] = test.world.cloud.all(T.VpcEndpointService, "us-east-2");
      expect(await east2.failure(Operation.Destroy)).to.deep.equal([
        `${T.VpcEndpointService} "order-processor-endpoint-service": ExistingVpcEndpointConnections: Service ` +
          `${service?.id} has existing active VPC Endpoint connections (${endpoint?.id})`,
      ]);
    });

    it("everything can be destroyed in reverse, and AWS is empty", async () => {
      for (const stack of [consumer, east2, east1]) await stack.destroy();
      expect(test.world.cloud.toJSON().resources).to.deep.equal([]);
    });
  });
});
