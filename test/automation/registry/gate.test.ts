import { expect } from "chai";
import { publishedGateOf } from "../../../automation/registry/gate";
import { EntitlementStatus } from "../../../functions/lib/entitlement";
import type { GateMeans } from "../../../functions/lib/entitlement/gate-of";
import type { PublishedService } from "../../../functions/lib/published-service";
import { consumer, FakeService } from "../support/fake-context";

const ACME = "222222222222";
const NOW = new Date("2026-11-21T12:00:00Z");

/** What the gate of a service says about acme, and what it asked for. */
async function asked(gate: PublishedService["gate"]) {
  const means: string[] = [];
  const given: GateMeans = {
    marketplace: async () => {
      means.push("marketplace");
      throw new Error("no credentials");
    },
    secrets: {
      read: async (arn) => {
        means.push(arn);
        throw new Error("access denied");
      },
      forget: () => {},
    },
  };
  const service = { ...new FakeService("us-east-1").service, ...(gate === undefined ? {} : { gate }) };
  const entitlement = (await publishedGateOf(service, given).check([consumer("acme", ACME)], NOW)).get(ACME);
  return { status: entitlement?.status, detail: entitlement?.detail, means };
}

describe("publishedGateOf", () => {
  it("entitles everybody where the stack says that it has no gate", async () => {
    expect((await asked({ kind: "none" })).status).to.equal(EntitlementStatus.Entitled);
  });

  it("entitles nobody where the stack has not published its gate", async () => {
    expect(await asked(undefined)).to.deep.equal({
      status: EntitlementStatus.Unknown,
      detail:
        "order-processor in us-east-1 has not published which gate it has; " +
        "pulumi up of the stack, by the version of the command, does it",
      means: [],
    });
  });

  it("asks the gate that the stack has with the operator's credentials, and entitles nobody where it cannot", async () => {
    const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:books";
    const webhook = await asked({ kind: "webhook", url: "https://books.example", secretArn, timeoutSeconds: 1 });
    expect([webhook.status, webhook.means]).to.deep.equal([EntitlementStatus.Unknown, [secretArn]]);
    const marketplace = await asked({ kind: "marketplace", productCode: "4ab2xkexample7w9q0zt5cfgh3" });
    expect([marketplace.status, marketplace.means.length > 0]).to.deep.equal([EntitlementStatus.Unknown, true]);
  });
});
