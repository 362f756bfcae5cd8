import { expect } from "chai";
import fc from "fast-check";
import { completeHandoff } from "../../../automation/handoff/document";
import { FORMATS, wholePackage } from "../../../automation/handoff/formats";
import { endpointCost, PRICE_PAGE } from "../../../automation/handoff/prices";
import { acceptanceText, costText, principalText } from "../../../automation/handoff/words";
import { checkHandoff, parseHandoff } from "../../../components/lib/handoff";
import { sentence } from "../../../components/lib/problem";
import { admission, documents, documentWith, NOW, outputsWith, PROVIDER, READER } from "./support/documents";

describe("the document of a hand-off", () => {
  it("is the stack's hand-off with the terms of one reader", () => {
    const { handoff } = outputsWith();
    expect(documentWith({}, { validUntil: "2027-12-31T00:00:00.000Z" })).to.deep.equal({
      ...handoff,
      terms: {
        writtenAt: "2026-11-21T12:00:00.000Z",
        provider: { account: PROVIDER },
        consumer: { name: "acme", account: READER, principals: [`arn:aws:iam::${READER}:root`] },
        endpointRegions: ["us-east-1"],
        acceptance: { by: "registry", withinMinutes: 5, conditions: [] },
        validUntil: "2027-12-31T00:00:00.000Z",
        costs: [
          {
            region: "us-east-1",
            zones: 3,
            endpointHours: 2190,
            price: { currency: "USD", perEndpointHour: 0.01, perGigabyte: 0.01, perMonth: 21.9, asOf: "2026-05" },
            source: PRICE_PAGE,
          },
        ],
      },
    });
  });

  it("is for anybody without a consumer, who has to be admitted first", () => {
    const { terms } = completeHandoff(outputsWith(), undefined, NOW);
    expect(terms).to.not.have.any.keys("consumer", "validFrom", "validUntil");
    expect(terms.acceptance).to.deep.equal({
      by: "registry",
      conditions: ["Your AWS account must be admitted first: tell the provider its id."],
    });
    expect(acceptanceText(completeHandoff(outputsWith(), undefined, NOW))).to.equal(
      "The provider's registry accepts the connection by itself. Your AWS account must be admitted first: tell the provider its id.",
    );
    const { registry: _, ...without } = outputsWith();
    expect(acceptanceText(completeHandoff(without, undefined, NOW))).to.equal(
      "A person of the provider accepts the connection: tell them the endpoint's id. Your AWS account must be admitted first: tell the provider its id.",
    );
  });

  it("needs nobody's acceptance where the service needs none, whatever the registry says", () => {
    const outputs = outputsWith({ acceptanceRequired: false });
    const listed = admission({ endpointIds: ["vpce-0123456789abcdef0"] }, outputs);
    expect(completeHandoff(outputs, listed, NOW).terms.acceptance).to.deep.equal({ by: "nobody", conditions: [] });
  });

  it("is read by those who know the terms, and by those who do not", () => {
    for (const document of Object.values(documents())) {
      expect(parseHandoff(JSON.stringify(document))).to.deep.equal(JSON.parse(JSON.stringify(document)));
      const { terms: _, ...older } = document;
      expect(parseHandoff(older)).to.deep.equal(older);
    }
  });

  it("is refused with terms that are none", () => {
    const document = documentWith();
    const again = "ask the provider for the document again.";
    const messages = (terms: unknown) => checkHandoff({ ...document, terms }, "handoff").map(sentence);
    expect(messages("none")).to.deep.equal([`handoff.terms: "none" is not a list of terms by name; ${again}`]);
    expect(messages({ ...document.terms, provider: { account: "12" }, consumer: { account: READER } })).to.deep.equal([
      `handoff.terms.provider.account: "12" is not an account id of 12 digits; ${again}`,
      `handoff.terms.consumer.principals: (missing) is not a list of texts; ${again}`,
    ]);
    expect(
      messages({ ...document.terms, endpointRegions: [], acceptance: { by: "chance", conditions: [] }, costs: 1 }),
    ).to.deep.equal([
      `handoff.terms.endpointRegions: [] is not a list with at least one Region; ${again}`,
      `handoff.terms.acceptance.by: "chance" is not one of nobody, registry, person; ${again}`,
      `handoff.terms.costs: 1 is not a list; ${again}`,
    ]);
  });

  it("names no account but the provider's and the reader's in any file, and no word of what the provider notes", () => {
    const account = fc.integer({ min: 100_000_000_000, max: 999_999_999_999 }).map(String);
    fc.assert(
      fc.property(account, account, fc.stringMatching(/^[a-z]{12}$/), (provider, reader, secret) => {
        const outputs = {
          ...outputsWith({}, { accountId: provider }),
          registry: `arn:aws:dynamodb:us-east-1:999988887777:table/${secret}`,
        };
        const terms = {
          account: reader,
          notes: secret,
          contact: secret,
          plan: secret,
          updatedBy: `arn:aws:iam::999988887777:user/${secret}`,
          marketplace: { productCode: secret },
        };
        const text = wholePackage(completeHandoff(outputs, admission(terms, outputs), NOW))
          .map((file) => file.text)
          .join("\n");
        expect(text).to.not.include(secret);
        const accounts = new Set(text.match(/(?<![0-9a-f-])\d{12}(?![0-9a-f])/g));
        expect([...accounts].sort()).to.deep.equal([...new Set([provider, reader])].sort());
      }),
      { numRuns: 15 },
    );
  });

  it("has every format in a folder of the package, and the page beside them", () => {
    const files = wholePackage(documentWith());
    expect(files.map(({ path }) => path)).to.deep.equal([
      "README.md",
      "json/handoff.json",
      "cli/connect.sh",
      "terraform/main.tf",
      "cloudformation/template.yaml",
      "pulumi/Pulumi.yaml",
      "pulumi/Pulumi.connection.yaml",
      "pulumi/package.json",
      "pulumi/tsconfig.json",
      "pulumi/index.ts",
      "pulumi/handoff.json",
    ]);
    expect(files.filter(({ executable }) => executable).map(({ path }) => path)).to.deep.equal(["cli/connect.sh"]);
    for (const [, folder] of String(files[0]?.text).matchAll(/\]\(([a-z]+\/[^)]+)\)/g)) {
      expect(files.map(({ path }) => path)).to.include(folder);
    }
    expect(FORMATS.markdown(documentWith())[0]?.text).to.not.include("## By a tool");
  });
});

describe("the cost of an endpoint", () => {
  it("is that of its hours in each zone, where the prices of the Region are known", () => {
    expect(endpointCost("us-east-1", 6).price?.perMonth).to.equal(43.8);
    expect(costText(endpointCost("us-east-1", 3))).to.equal(
      "us-east-1: in 3 Availability Zones, 2190 endpoint-hours a month, USD 21.90 (0.01 an hour), and 0.01 for each GB in " +
        `either direction (prices of 2026-05; today's: ${PRICE_PAGE})`,
    );
  });

  it("is that of each zone in another Region, whose zones the service's do not tell", () => {
    const document = documentWith({ supportedRegions: ["us-east-2"] });
    const [near, far] = document.terms.costs;
    expect([near?.zones, far?.zones, far?.endpointHours]).to.deep.equal([3, 1, 730]);
    const text = `us-east-2: for each Availability Zone, 730 endpoint-hours a month; the prices of this Region are not known here, see ${PRICE_PAGE}`;
    for (const name of ["cli", "terraform", "cloudformation", "pulumi"] as const) {
      expect(FORMATS[name](document).some((file) => file.text.includes(text))).to.equal(true);
    }
    expect(FORMATS.markdown(document)[0]?.text).to.include("us-east-2: for each Availability Zone, 730 endpoint-hours");
  });

  it("says so where they are not", () => {
    for (const region of ["eu-west-1", "toString"]) {
      expect(endpointCost(region, 1)).to.deep.equal({ region, zones: 1, endpointHours: 730, source: PRICE_PAGE });
      expect(costText(endpointCost(region, 1))).to.equal(
        `${region}: in 1 Availability Zone, 730 endpoint-hours a month; the prices of this Region are not known here, see ${PRICE_PAGE}`,
      );
    }
  });
});

describe("the words of a hand-off", () => {
  it("say who accepts, how soon, from when and until when", () => {
    expect(
      acceptanceText(
        documentWith({}, { validFrom: "2026-12-01T00:00:00.000Z", validUntil: "2027-12-31T08:30:00.000Z" }),
      ),
    ).to.equal(
      "The provider's registry accepts the connection by itself, within 5 minutes. " +
        "Do not connect before 2026-12-01 00:00 UTC: until then the connection would be rejected. " +
        "The contract is valid until 2027-12-31 08:30 UTC; then the connection is cut.",
    );
    expect(acceptanceText(documentWith({ acceptanceRequired: false }))).to.equal("The connection needs no acceptance.");
  });

  it("say who may create the endpoint", () => {
    expect(principalText(documentWith())).to.equal(
      `The provider admits account ${READER}; any role or user of it may create the endpoint.`,
    );
    const principals = [`arn:aws:iam::${READER}:role/a`, `arn:aws:iam::${READER}:user/b`];
    expect(principalText(documentWith({}, { principals }))).to.equal(
      `The provider admits account ${READER}; only ${principals.join(" and ")} may create the endpoint.`,
    );
    expect(principalText(completeHandoff(outputsWith(), undefined, NOW))).to.equal(
      "The provider admits accounts one by one: tell it the id of yours first.",
    );
  });
});
