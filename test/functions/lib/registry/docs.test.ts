import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { CONSUMER_KEYS } from "../../../../functions/lib/consumer-schema";
import { consumerItem } from "../../../../functions/lib/registry/consumer-item";
import { consumer } from "../../support/registry";

const DOCS = readFileSync(path.resolve(__dirname, "../../../../docs/registry.md"), "utf8");

describe("docs/registry.md", () => {
  it("has a row for each attribute of a consumer, and for nothing else", () => {
    const section = DOCS.slice(DOCS.indexOf("## A consumer"), DOCS.indexOf("## Items and access patterns"));
    const rows = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, attribute]) => attribute);
    const { pk: _pk, sk: _sk, ...stored } = consumerItem(consumer(1));
    expect(rows).to.deep.equal([...CONSUMER_KEYS, ...Object.keys(stored).filter((key) => !isTerm(key))]);
  });
});

function isTerm(key: string): boolean {
  return CONSUMER_KEYS.some((known) => known === key);
}
