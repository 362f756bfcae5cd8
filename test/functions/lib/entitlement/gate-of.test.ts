import { expect } from "chai";
import { type GateMeans, gateOf } from "../../../../functions/lib/entitlement/gate-of";
import { consumer } from "../../support/samples";

const NOW = new Date("2026-05-01T12:00:00.000Z");
const MARKETPLACE = { productCode: "4ab2xkexample7w9q0zt5cfgh3" };
const DIRECT = consumer();
const BOUGHT = consumer({ name: "beta", account: "333333333333", marketplace: MARKETPLACE });

/** Means of which a use fails, so that an answer shows that nothing was asked. */
const NO_MEANS: GateMeans = {
  marketplace: () => Promise.reject(new Error("AWS Marketplace was asked")),
  secrets: {
    read: () => Promise.reject(Object.assign(new Error("a secret was read"), { name: "SecretRead" })),
    forget: () => undefined,
  },
};

describe("the gate that settings ask for", () => {
  it("lets everybody in whom the registry has, when no books are asked, but customers by AWS Marketplace", async () => {
    const answers = await gateOf(undefined, NO_MEANS).check([DIRECT, BOUGHT], NOW);
    expect([...answers]).to.deep.equal([
      [DIRECT.account, { status: "entitled", detail: "the registry alone decides, since the service asks no books" }],
      [
        BOUGHT.account,
        { status: "unknown", detail: "it is a customer by AWS Marketplace, which the service does not ask" },
      ],
    ]);
  });

  it("asks the webhook about all but customers by AWS Marketplace", async () => {
    const settings = {
      kind: "webhook",
      url: "https://127.0.0.1:1/",
      secretArn: "arn:aws:secretsmanager:us-east-1:111111111111:secret:billing-AbCdEf",
      timeoutSeconds: 1,
    } as const;
    const answers = await gateOf(settings, NO_MEANS).check([BOUGHT, DIRECT], NOW);
    expect([...answers]).to.deep.equal([
      [
        BOUGHT.account,
        { status: "unknown", detail: "it is a customer by AWS Marketplace, which the service does not ask" },
      ],
      [
        DIRECT.account,
        { status: "unknown", detail: "the secret of the billing webhook could not be read (SecretRead)" },
      ],
    ]);
    expect((await gateOf(settings, NO_MEANS).check([BOUGHT], NOW)).get(BOUGHT.account)?.status).to.equal("unknown");
  });

  it("asks AWS Marketplace about everybody", async () => {
    const answers = await gateOf({ kind: "marketplace", ...MARKETPLACE }, NO_MEANS).check([DIRECT, BOUGHT], NOW);
    const detail = "AWS Marketplace could not be asked (Error)";
    expect([...answers]).to.deep.equal([
      [DIRECT.account, { status: "unknown", detail }],
      [BOUGHT.account, { status: "unknown", detail }],
    ]);
  });
});
