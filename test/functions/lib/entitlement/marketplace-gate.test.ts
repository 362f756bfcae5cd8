import {
  GetEntitlementsCommand,
  MarketplaceEntitlementServiceClient,
  type Entitlement as Sold,
} from "@aws-sdk/client-marketplace-entitlement-service";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import fc from "fast-check";
import { ENTITLED_MS, MarketplaceGate, NOT_ENTITLED_MS } from "../../../../functions/lib/entitlement/marketplace-gate";
import { consumer } from "../../support/samples";

const PRODUCT = "product-of-the-stack";
const NOW = new Date("2026-05-01T12:00:00.000Z");
const LATER = new Date("2027-01-01T00:00:00.000Z");
const LICENCE = "arn:aws:license-manager::444444444444:license:l-0123456789abcdef";

function sold(of: Partial<Sold> = {}): Sold {
  return {
    ProductCode: PRODUCT,
    CustomerAWSAccountId: "222222222222",
    Dimension: "seats",
    Value: { IntegerValue: 5 },
    ExpirationDate: LATER,
    ...of,
  };
}

function account(index: number): string {
  return `${index}`.padStart(12, "0");
}

describe("the gate by AWS Marketplace", () => {
  const client = new MarketplaceEntitlementServiceClient({ region: "us-east-1" });
  const aws = mockClient(client);
  let gate: MarketplaceGate;

  beforeEach(() => {
    aws.reset();
    gate = new MarketplaceGate({ client: async () => client, productCode: PRODUCT });
  });

  after(() => aws.restore());

  async function one(of: Parameters<typeof consumer>[0] = {}, now = NOW) {
    const asked = consumer(of);
    return (await gate.check([asked], now)).get(asked.account);
  }

  function inputs() {
    return aws.commandCalls(GetEntitlementsCommand).map(({ args }) => args[0].input);
  }

  it("asks for the account and the stack's product, and passes the end on", async () => {
    aws.on(GetEntitlementsCommand).resolves({ Entitlements: [sold()] });
    expect(await one()).to.deep.equal({
      status: "entitled",
      detail: `AWS Marketplace sold it ${PRODUCT} until 2027-01-01T00:00:00.000Z`,
      until: "2027-01-01T00:00:00.000Z",
    });
    expect(inputs()).to.deep.equal([
      {
        ProductCode: PRODUCT,
        Filter: { CUSTOMER_AWS_ACCOUNT_ID: ["222222222222"] },
        MaxResults: undefined,
        NextToken: undefined,
      },
    ]);
  });

  it("asks for the licence and the product of the consumer's entry where it has them", async () => {
    aws.on(GetEntitlementsCommand).resolves({
      Entitlements: [sold({ ProductCode: "other", LicenseArn: LICENCE, CustomerAWSAccountId: undefined })],
    });
    const { status } = (await one({ marketplace: { productCode: "other", licenseArn: LICENCE } })) ?? {};
    expect(status).to.equal("entitled");
    expect(inputs()[0]).to.deep.include({ ProductCode: "other", Filter: { LICENSE_ARN: [LICENCE] } });
  });

  it("says that nothing was sold when nothing was", async () => {
    aws.on(GetEntitlementsCommand).resolves({});
    expect(await one()).to.deep.equal({
      status: "notEntitled",
      detail: `AWS Marketplace knows no entitlement of it to ${PRODUCT}`,
    });
  });

  const ofOthers: Readonly<Record<string, Partial<Sold>>> = {
    "another account": { CustomerAWSAccountId: "999999999999" },
    "no account": { CustomerAWSAccountId: undefined },
    "another product": { ProductCode: "other" },
    "no amount": { Value: { IntegerValue: 0 } },
    "a refused feature": { Value: { BooleanValue: false } },
  };
  for (const [what, of] of Object.entries(ofOthers)) {
    it(`takes no entitlement of ${what} for the consumer's`, async () => {
      aws.on(GetEntitlementsCommand).resolves({ Entitlements: [sold(of)] });
      expect((await one())?.status).to.equal("notEntitled");
    });
  }

  it("takes no licence of another account, and no other licence", async () => {
    const marketplace = { productCode: PRODUCT, licenseArn: LICENCE };
    aws.on(GetEntitlementsCommand).resolves({
      Entitlements: [
        sold({ LicenseArn: LICENCE, CustomerAWSAccountId: "999999999999" }),
        sold({ LicenseArn: `${LICENCE}0` }),
        sold(),
      ],
    });
    expect((await one({ marketplace }))?.status).to.equal("notEntitled");
  });

  it("counts an entitlement up to its end and not from then on", async () => {
    aws.on(GetEntitlementsCommand).resolves({ Entitlements: [sold({ ExpirationDate: new Date(NOW.getTime() + 1) })] });
    expect((await one())?.status).to.equal("entitled");
    aws.on(GetEntitlementsCommand).resolves({ Entitlements: [sold({ ExpirationDate: NOW })] });
    gate = new MarketplaceGate({ client: async () => client, productCode: PRODUCT });
    expect(await one()).to.deep.equal({
      status: "notEntitled",
      detail: `its entitlement to ${PRODUCT} in AWS Marketplace ended at 2026-05-01T12:00:00.000Z`,
    });
  });

  it("is good for the longest of several, without an end when one has none", async () => {
    const soon = new Date("2026-06-01T00:00:00.000Z");
    aws.on(GetEntitlementsCommand).resolves({ Entitlements: [sold(), sold({ ExpirationDate: soon })] });
    expect((await one())?.until).to.equal("2027-01-01T00:00:00.000Z");
    aws.on(GetEntitlementsCommand).resolves({ Entitlements: [sold({ ExpirationDate: undefined }), sold()] });
    expect(await one({ account: "555555555555" })).to.not.have.property("until");
  });

  it("reads all pages, and empty ones between", async () => {
    aws
      .on(GetEntitlementsCommand)
      .resolves({ NextToken: "2" })
      .on(GetEntitlementsCommand, { NextToken: "2" })
      .resolves({ Entitlements: [], NextToken: "3" })
      .on(GetEntitlementsCommand, { NextToken: "3" })
      .resolves({ Entitlements: [sold()] });
    expect((await one())?.status).to.equal("entitled");
    expect(inputs().length).to.equal(3);
  });

  it("asks for 25 consumers at a time, and knows nothing of those whose call failed", async () => {
    const consumers = Array.from({ length: 60 }, (_, index) => consumer({ account: account(index) }));
    aws.on(GetEntitlementsCommand).callsFake(({ Filter }) => {
      const accounts: string[] = Filter.CUSTOMER_AWS_ACCOUNT_ID;
      if (accounts.includes(account(30)))
        throw Object.assign(new Error("Rate exceeded (id 1)"), { name: "ThrottlingException" });
      return { Entitlements: accounts.map((CustomerAWSAccountId) => sold({ CustomerAWSAccountId })) };
    });
    const answers = await gate.check(consumers, NOW);
    expect(inputs().map(({ Filter }) => Filter?.CUSTOMER_AWS_ACCOUNT_ID?.length)).to.deep.equal([25, 25, 10]);
    expect([...answers.values()].filter(({ status }) => status === "entitled").length).to.equal(35);
    expect(answers.get(account(30))).to.deep.equal({
      status: "unknown",
      detail: "AWS Marketplace could not be asked (ThrottlingException)",
    });
  });

  it("knows nothing when its client cannot be made", async () => {
    gate = new MarketplaceGate({ client: () => Promise.reject(new Error("no credentials")), productCode: PRODUCT });
    expect((await one())?.status).to.equal("unknown");
  });

  it("remembers that a consumer has paid for ten minutes", async () => {
    aws.on(GetEntitlementsCommand).resolves({ Entitlements: [sold()] });
    await one();
    await one({}, new Date(NOW.getTime() + ENTITLED_MS - 1));
    expect(inputs().length).to.equal(1);
    await one({}, new Date(NOW.getTime() + ENTITLED_MS));
    expect(inputs().length).to.equal(2);
    expect(ENTITLED_MS).to.equal(600_000);
  });

  it("remembers that a consumer has not paid for a minute", async () => {
    aws.on(GetEntitlementsCommand).resolves({});
    await one();
    await one({}, new Date(NOW.getTime() + NOT_ENTITLED_MS - 1));
    expect(inputs().length).to.equal(1);
    await one({}, new Date(NOW.getTime() + NOT_ENTITLED_MS));
    expect(inputs().length).to.equal(2);
    expect(NOT_ENTITLED_MS).to.equal(60_000);
  });

  it("asks anew at the end of what was sold, because the contract may have been renewed", async () => {
    const end = new Date(NOW.getTime() + 1000);
    aws.on(GetEntitlementsCommand).resolves({ Entitlements: [sold({ ExpirationDate: end })] });
    await one();
    aws.on(GetEntitlementsCommand).resolves({ Entitlements: [sold()] });
    expect((await one({}, end))?.until).to.equal("2027-01-01T00:00:00.000Z");
  });

  it("remembers no failure", async () => {
    aws
      .on(GetEntitlementsCommand)
      .rejectsOnce(new Error("down"))
      .resolves({ Entitlements: [sold()] });
    expect((await one())?.status).to.equal("unknown");
    expect((await one())?.status).to.equal("entitled");
  });

  it("forgets what it knows of a licence when the entry names another", async () => {
    aws.on(GetEntitlementsCommand).resolves({ Entitlements: [sold()] });
    await one();
    await one({ marketplace: { productCode: PRODUCT, licenseArn: LICENCE } });
    expect(inputs().length).to.equal(2);
  });

  it("asks nobody for no consumers", async () => {
    expect((await gate.check([], NOW)).size).to.equal(0);
    expect(inputs().length).to.equal(0);
  });

  it("calls a consumer entitled only by a valid entitlement of its account to the product", async () => {
    const entitlements = fc.array(
      fc.record({
        ProductCode: fc.constantFrom(PRODUCT, "other", undefined),
        CustomerAWSAccountId: fc.constantFrom("222222222222", "999999999999", undefined),
        ExpirationDate: fc.constantFrom(LATER, new Date(0), NOW, undefined),
        Value: fc.constantFrom({ IntegerValue: 1 }, { IntegerValue: 0 }, { BooleanValue: true }, undefined),
      }),
    );
    await fc.assert(
      fc.asyncProperty(entitlements, async (all) => {
        aws.on(GetEntitlementsCommand).resolves({ Entitlements: all });
        const fresh = new MarketplaceGate({ client: async () => client, productCode: PRODUCT });
        const answer = (await fresh.check([consumer()], NOW)).get("222222222222");
        const valid = all.some(
          ({ ProductCode, CustomerAWSAccountId, ExpirationDate, Value }) =>
            ProductCode === PRODUCT &&
            CustomerAWSAccountId === "222222222222" &&
            (ExpirationDate === undefined || ExpirationDate.getTime() === LATER.getTime()) &&
            Value?.IntegerValue !== 0,
        );
        expect(answer?.status).to.equal(valid ? "entitled" : "notEntitled");
      }),
      { numRuns: 80 },
    );
  });
});
