import { expect } from "chai";
import { PREFIX, textOf } from "../../../../functions/lib/proof/form";
import { ANEW, DOCUMENT, refusals } from "./support/sample";

const TEXT = textOf(DOCUMENT);
const encoded = (json: string) => PREFIX + Buffer.from(json).toString("base64url");

describe("the text of a proof", () => {
  it("is one line that begins with its prefix and goes to its end", () => {
    const wrong: readonly (readonly [text: string, said: string])[] = [
      ["", "proof: (missing) is required; give the text that prove sign has printed."],
      [
        "[default]\naws_secret_access_key = wJalrXUtnFEMI",
        `proof: "(47 characters, not shown)" does not begin with privatelink-proof.; give the one line that prove sign has printed, from its beginning.`,
      ],
      [
        `${TEXT.slice(0, 80)}\n${TEXT.slice(80)}`,
        `proof: "(${TEXT.length + 1} characters, not shown)" has spaces or line breaks inside; put it on one line, or send it as a file: mail programs break it.`,
      ],
      [
        `${TEXT}=`,
        `proof: "(${TEXT.length + 1} characters, not shown)" has other characters than letters, digits, - and _ after its beginning; copy it anew, or ${ANEW}.`,
      ],
      [
        TEXT.slice(0, -10),
        `proof: "(${TEXT.length - 10} characters, not shown)" does not hold a JSON document in base64url; copy all of it, or ${ANEW}.`,
      ],
      [
        PREFIX + "A".repeat(16_384),
        `proof: "(16402 characters, not shown)" is longer than 16384 characters; give the one line that prove sign has printed.`,
      ],
    ];
    for (const [text, said] of wrong) expect(refusals(text)).to.deep.equal([said]);
  });

  it("is of a version that this release reads", () => {
    const said = (version: unknown) => refusals(encoded(JSON.stringify({ ...DOCUMENT, version })));
    const rule = "is not a version that this release reads, which is 1";
    expect(said(2)).to.deep.equal([
      `version: 2 ${rule}; update privatelink on this machine, or have it signed with the release that is here.`,
    ]);
    expect(said("1")).to.deep.equal([`version: "1" ${rule}; ${ANEW}.`]);
    expect(said(undefined)).to.deep.equal([`version: (missing) ${rule}; ${ANEW}.`]);
    expect(refusals(encoded("[]"))).to.deep.equal([`version: (missing) ${rule}; ${ANEW}.`]);
    expect(refusals(encoded("null"))).to.deep.equal([`version: (missing) ${rule}; ${ANEW}.`]);
  });

  it("has the keys of a proof and no other, whose values are not shown", () => {
    const document = { ...DOCUMENT, body: 7, headers: [["host", 1]], secretAccessKey: "wJalrXUtnFEMI" };
    const rule = "is not of the type that it has in a proof, or is missing";
    expect(refusals(encoded(JSON.stringify(document)))).to.deep.equal([
      `headers[0][1]: "(not shown)" ${rule}; ${ANEW}.`,
      `body: "(not shown)" ${rule}; ${ANEW}.`,
      `proof: "secretAccessKey" is not a key of a proof; ${ANEW}.`,
    ]);
  });

  it("has one spelling: no key twice, no other order, no spaces, no escapes, no stray bits", () => {
    const json = JSON.stringify(DOCUMENT);
    const { version, ...rest } = DOCUMENT;
    const last = TEXT.at(-1) ?? "";
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const stray = TEXT.slice(0, -1) + alphabet[alphabet.indexOf(last) ^ 1];
    const spellings = [
      encoded(json.replace('"method":"POST"', '"method":"GET","method":"POST"')),
      encoded(JSON.stringify({ ...rest, version })),
      encoded(`${json} `),
      encoded(json.replace("POST", "\\u0050OST")),
      ...((TEXT.length - PREFIX.length) % 4 === 0 ? [] : [stray]),
    ];
    for (const text of spellings) {
      expect(refusals(text)).to.deep.equal([
        `proof: "(${text.length} characters, not shown)" is not written as privatelink writes it: it has a key twice, another order, spaces or escapes; ${ANEW}.`,
      ]);
    }
  });
});
