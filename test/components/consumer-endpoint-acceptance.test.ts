import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ConsumerEndpoint } from "../../components";
import { Cloud } from "../../sandbox/cloud";
import { F, T } from "../../sandbox/tokens";
import { acceptingService } from "../support/accepting-service";
import { CONSUMER_ENDPOINT, CONSUMER_ZONES, connect, inNetwork, SERVICE, type Settings } from "../support/consumer";
import { logged } from "../support/logged";
import { withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";
import { rawNetwork } from "../support/raw-network";

const NAMED: Settings = { service: { ...SERVICE, privateDnsName: "api.example.com" }, dns: "privateName" };
/** Longer than one look at AWS takes, and short for a test. */
const MOMENT = 0.001;

/** Both sides in one account, so that the connection can be accepted. */
function bothSides(settings: Settings, acceptanceRequired = true, cloud = new Cloud()) {
  return withMocks(
    () => {
      const { service, consumed } = acceptingService(acceptanceRequired);
      const network = rawNetwork("net", CONSUMER_ZONES);
      const args = inNetwork(network, { ...NAMED, service: consumed, ...settings });
      return new ConsumerEndpoint("client", args, { dependsOn: service });
    },
    { cloud },
  );
}

function failure(run: Promise<unknown>): Promise<Error> {
  return run.then(
    () => new Error("nothing was refused"),
    (error: Error) => error,
  );
}

describe("The private name of a ConsumerEndpoint", () => {
  it("is turned on in the same update when the connection accepts itself, without an input of the endpoint", async () => {
    const run = await bothSides({ autoAccept: true });
    expect(run.named("client-private-dns").inputs).to.deep.equal({
      vpcEndpointId: run.one(T.VpcEndpoint).id,
      privateDnsEnabled: true,
    });
    expect(run.named("client-private-dns").parent).to.equal(run.one(CONSUMER_ENDPOINT).urn);
    expect(run.one(T.VpcEndpoint).inputs).to.not.have.property("privateDnsEnabled");
    expect(run.byType(T.Zone)).to.deep.equal([]);
    expect(await promiseOf(run.result.dnsName)).to.equal("api.example.com");
    expect(run.calls.filter(({ token }) => token === F.getVpcEndpoint).map(({ args }) => args)).to.deep.equal([
      { id: run.one(T.VpcEndpoint).id },
    ]);
  });

  it("is turned on in the same update when the service needs no acceptance", async () => {
    const run = await bothSides({}, false);
    expect(run.byType(T.EndpointPrivateDns)).to.have.lengthOf(1);
    expect(await promiseOf(run.result.dnsName)).to.equal("api.example.com");
  });

  it("is turned on when the provider accepts while the update waits, which it says meanwhile", async () => {
    class AcceptingCloud extends Cloud {
      #looks = 0;
      override invoke(...args: Parameters<Cloud["invoke"]>) {
        if (args[0] === F.getVpcEndpoint && ++this.#looks === 2) {
          for (const endpoint of this.all(T.VpcEndpoint)) this.patch(endpoint, { state: "available" });
        }
        return super.invoke(...args);
      }
    }
    const run = await logged(() => bothSides({ acceptance: { waitMinutes: 0.01 } }, true, new AcceptingCloud()));
    expect(run.result.byType(T.EndpointPrivateDns)).to.have.lengthOf(1);
    const { id, inputs } = run.result.one(T.VpcEndpoint);
    expect(run.lines).to.deep.equal([
      `info: Waiting for the provider of ${inputs.serviceName} to accept ${id}: pendingAcceptance, 0 of 0 minutes`,
    ]);
  });

  it("makes the update fail at the limit, with all else there, and says who has to accept what", async () => {
    const cloud = new Cloud();
    const run = () =>
      withMocks(
        () =>
          new ConsumerEndpoint(
            "client",
            inNetwork(rawNetwork("net", CONSUMER_ZONES), { ...NAMED, acceptance: { waitMinutes: MOMENT } }),
          ),
        { cloud },
      );
    const { result: error } = await logged(() => failure(run()));
    const [endpoint] = cloud.all(T.VpcEndpoint);
    expect(error.message).to.equal(
      `The provider of ${SERVICE.serviceName} has not accepted the connection of ${endpoint?.id} within 0.001 minutes (its ` +
        "state is pendingAcceptance), and AWS turns the private DNS name on only after that: ask the provider to accept " +
        `${endpoint?.id}, then run pulumi up again, which continues from here.`,
    );
    expect(pulumi.ResourceError.isInstance(error)).to.equal(true);
    expect(cloud.all(T.SecurityGroup)).to.have.lengthOf(1);
    expect(cloud.all(T.EndpointPrivateDns)).to.deep.equal([]);
  });

  for (const privateDnsName of ["api.example.com", pulumi.output("api.example.com")]) {
    const kind = typeof privateDnsName === "string" ? "a plain name" : "an Output";
    it(`stays off with a warning where nobody waits, by ${kind}`, async () => {
      const service = { ...SERVICE, privateDnsName };
      const run = await logged(() => connect({ ...NAMED, service, acceptance: { waitMinutes: 0 } }));
      expect(run.result.count()).to.deep.equal({
        [T.Vpc]: 1,
        [T.Subnet]: 3,
        [CONSUMER_ENDPOINT]: 1,
        [T.SecurityGroup]: 1,
        [T.VpcEndpoint]: 1,
      });
      expect(run.result.calls.map(({ token }) => token)).to.not.include(F.getVpcEndpoint);
      expect(run.lines).to.deep.equal([
        "warning: The private DNS name api.example.com is not turned on, because acceptance.waitMinutes is 0: " +
          "clients use the endpoint's own name until an update waits for the provider's acceptance.",
      ]);
      const { dnsName, endpointDnsName } = run.result.result;
      expect(await promiseOf(dnsName)).to.equal(await promiseOf(endpointDnsName));
    });
  }
});
