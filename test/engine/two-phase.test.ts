import * as path from "node:path";
import { expect } from "chai";
import { Operation } from "../../automation/engine/operation";
import { T } from "../../sandbox/tokens";
import { engineFor } from "./support/engine";
import { changesOf, type TestStack, TestWorld } from "./support/stacks";

const PROJECT = path.join(__dirname, "fixtures", "two-phase");
const BRIEFLY = 0.05;

describe("The private DNS name of a service that accepts later, on the real engine", function () {
  this.bail(true);
  let test: TestWorld;
  let provider: TestStack;
  let consumer: TestStack;
  const stackOf = (name: string) => test.stack(PROJECT, name).set("aws:region", "us-east-1");
  const endpointOf = (stack: string) => {
    const found = test.world.cloud.all(T.VpcEndpoint).filter(({ seed }) => seed.includes(`:${stack}::`));
    expect(found).to.have.lengthOf(1);
    return { id: found[0]?.id ?? "", ...found[0]?.outputs, serviceName: String(found[0]?.inputs.serviceName) };
  };

  before("an engine and a service", async function () {
    test = await TestWorld.open(await engineFor(this));
    provider = stackOf("provider");
    consumer = stackOf("consumer").set("two-phase:waitMinutes", BRIEFLY);
    await provider.up();
  });
  after(() => test?.close());

  it("is not waited for in a preview", async () => {
    const changes = changesOf(await consumer.preview());
    expect(changes).to.include("create orders-private-dns");
  });

  it("makes the update before the acceptance fail with one sentence, when everything else is there", async () => {
    const errors = await consumer.failure(Operation.Up);
    const { id, serviceName, state } = endpointOf("consumer") as ReturnType<typeof endpointOf> & { state: string };
    expect(state).to.equal("pendingAcceptance");
    expect(errors).to.deep.equal([
      `saas-privatelink:index:ConsumerEndpoint "orders": The provider of ${serviceName} has not accepted the connection ` +
        `of ${id} within 0.05 minutes (its state is pendingAcceptance), and AWS turns the private DNS name on only after ` +
        `that: ask the provider to accept ${id}, then run pulumi up again, which continues from here.`,
    ]);
    expect(test.world.cloud.all(T.SecurityGroup)).to.have.lengthOf(2);
    expect(test.world.cloud.all(T.EndpointPrivateDns)).to.deep.equal([]);
  });

  it("fails the same way once more, and leaves everything as it is", async () => {
    const { id } = endpointOf("consumer");
    expect(await consumer.failure(Operation.Up)).to.have.lengthOf(1);
    expect(endpointOf("consumer").id).to.equal(id);
  });

  it("is turned on by the next update after the acceptance, without a replacement", async () => {
    const { id } = endpointOf("consumer");
    await provider.set("two-phase:accepted", id).up();
    const result = await consumer.up();
    expect(changesOf(result)).to.deep.equal(["create orders-private-dns"]);
    expect(endpointOf("consumer")).to.include({ id, privateDnsEnabled: true });
    expect(result.outputs.endpointId?.value).to.equal(id);
    expect(result.outputs.dnsName?.value).to.equal("api.example.com");
  });

  it("is no change afterwards", async () => {
    expect(changesOf(await consumer.preview())).to.deep.equal([]);
  });

  it("is named with how to go on when the provider rejects the connection later", async () => {
    const [endpoint] = test.world.cloud.all(T.VpcEndpoint);
    if (endpoint === undefined) throw new Error("There is no endpoint.");
    test.world.cloud.patch(endpoint, { state: "rejected" });
    const [error, ...others] = await consumer.failure(Operation.Up);
    expect(others).to.deep.equal([]);
    expect(error).to.equal(
      `The provider of ${endpoint.inputs.serviceName} has rejected the ` +
        `connection of ${endpoint.id}, so its private DNS name cannot be turned on: ask the provider to accept ${endpoint.id}, ` +
        `then run pulumi up again, or make another request with pulumi up --replace '${endpoint.seed}'.`,
    );
    test.world.cloud.patch(endpoint, { state: "available" });
  });

  it("stays off with a warning where nobody waits", async () => {
    const hasty = stackOf("hasty").set("two-phase:waitMinutes", 0);
    const result = await hasty.up();
    expect(result.warnings).to.deep.equal([
      'saas-privatelink:index:ConsumerEndpoint "orders": The private DNS name api.example.com is not turned on, because ' +
        "acceptance.waitMinutes is 0: clients use the endpoint's own name until an update waits for the provider's acceptance.",
    ]);
    expect(changesOf(result)).to.not.include("create orders-private-dns");
    await hasty.destroy();
  });

  it("stops before anything is made when the zones of both sides do not meet", async () => {
    const far = stackOf("far").set("two-phase:zoneId", "use1-az4");
    const [error] = await far.failure(Operation.Up);
    expect(error).to.contain(
      'ConsumerEndpoint "orders" cannot be created. subnetIds: ["use1-az4"] has no Availability Zone in common with the ' +
        "service, which is in use1-az1, use1-az2;",
    );
    const made = test.world.cloud.all(T.SecurityGroup).filter(({ seed }) => seed.includes(":far::"));
    expect(made).to.deep.equal([]);
    await far.destroy();
  });

  it("needs one update only where the service accepts by itself", async () => {
    await provider.set("two-phase:acceptanceRequired", false).up();
    const quick = stackOf("quick");
    const result = await quick.up();
    expect(result.outputs.dnsName?.value).to.equal("api.example.com");
    expect(endpointOf("quick")).to.include({ state: "available", privateDnsEnabled: true });
    await quick.destroy();
  });

  it("leaves nothing behind", async () => {
    await consumer.destroy();
    await provider.destroy();
    expect(test.world.cloud.toJSON().resources).to.deep.equal([]);
  });
});
