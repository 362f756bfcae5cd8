import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { readAnswer } from "../../../../functions/lib/entitlement/webhook-answer";
import { signatureOf } from "../../../../functions/lib/entitlement/webhook-signature";

const PAGE = readFileSync(path.resolve(__dirname, "../../../../docs/billing-webhook.md"), "utf8");
const NOW = new Date("2026-05-01T12:00:00.000Z");

function blocks(language: string): string[] {
  return [...PAGE.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, its, code = ""]) =>
    its === language ? [code] : [],
  );
}

describe("the page about the billing webhook", () => {
  type IsGenuine = (header: string | undefined, body: string, secret: string, now: number) => boolean;
  const [code = ""] = blocks("js");
  const isGenuine: IsGenuine = runInNewContext(`${code}; isGenuine`, { require: createRequire(__filename), Buffer });
  const body = '{"version":1}';
  const header = signatureOf("s3cret", body, NOW);

  it("has an example that takes what the function signs", () => {
    expect(isGenuine(header, body, "s3cret", NOW.getTime())).to.equal(true);
    expect(isGenuine(header, body, "s3cret", NOW.getTime() + 300_000)).to.equal(true);
  });

  it("has an example that refuses everything else", () => {
    expect(isGenuine(header, `${body} `, "s3cret", NOW.getTime())).to.equal(false);
    expect(isGenuine(header, body, "another", NOW.getTime())).to.equal(false);
    expect(isGenuine(header, body, "s3cret", NOW.getTime() + 301_000)).to.equal(false);
    expect(isGenuine(header.replace("t=", "t=1"), body, "s3cret", NOW.getTime())).to.equal(false);
    expect(isGenuine(undefined, body, "s3cret", NOW.getTime())).to.equal(false);
    expect(isGenuine("t=1,v1=00", body, "s3cret", NOW.getTime())).to.equal(false);
  });

  it("has an answer that the function understands", () => {
    const [, answer = ""] = blocks("json");
    const read = readAnswer(answer, new Set(["222222222222", "333333333333"]));
    if ("problem" in read) throw new Error(read.problem);
    expect([...read.entitlements]).to.deep.equal([
      [
        "222222222222",
        {
          status: "entitled",
          detail: "the billing webhook says that it has paid",
          until: "2027-01-31T00:00:00.000Z",
        },
      ],
      [
        "333333333333",
        {
          status: "notEntitled",
          detail: "the billing webhook says that it has not paid (invoice 12 is overdue)",
        },
      ],
    ]);
  });
});
