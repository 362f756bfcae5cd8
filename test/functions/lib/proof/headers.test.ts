import { expect } from "chai";
import { ANEW, authorization, DOCUMENT, HEADERS, refusals, withHeaders } from "./support/sample";

const SIGNED = Object.keys(HEADERS).filter((name) => name !== "authorization");

describe("the headers of a proof", () => {
  it("are the known ones and no other", () => {
    expect(refusals(withHeaders({ "x-amz-content-sha256": "UNSIGNED-PAYLOAD", "x-amz-target": "a" }))).to.deep.equal([
      `headers: "x-amz-content-sha256" is not a header of a proof; ${ANEW}.`,
      `headers: "x-amz-target" is not a header of a proof; ${ANEW}.`,
    ]);
    expect(refusals(withHeaders({ __proto__: "1", constructor: "1" }))).to.deep.equal([
      `headers: "constructor" is not a header of a proof; ${ANEW}.`,
    ]);
  });

  it("are all there", () => {
    for (const name of ["authorization", ...SIGNED.filter((one) => !/token$|name$/.test(one))]) {
      const sentences = refusals(withHeaders({ [name]: undefined }));
      expect(sentences, name).to.deep.equal([`headers.${name}: (missing) is required in a proof; ${ANEW}.`]);
    }
  });

  it("are in lowercase, each once, in the order of their names", () => {
    expect(refusals({ ...DOCUMENT, headers: [["Host", "evil.example"], ...DOCUMENT.headers] })).to.deep.equal([
      `headers: "Host" is not in lowercase, as headers of a proof are; ${ANEW}.`,
    ]);
    expect(refusals({ ...DOCUMENT, headers: [...DOCUMENT.headers, ["host", "evil.example"]] })).to.deep.equal([
      `headers.host: "(12 characters, not shown)" is given twice, and only one of the two could be signed; ${ANEW}.`,
    ]);
    expect(refusals({ ...DOCUMENT, headers: [...DOCUMENT.headers].reverse() })[0]).to.match(
      /^headers: \["x-privatelink-nonce",.* are not in the order of their names; /,
    );
  });

  it("hold no line break, behind which another could stand, and nothing but printable ASCII", () => {
    expect(refusals(withHeaders({ "x-privatelink-audience": "a\r\nhost: evil.example" }))).to.deep.equal([
      `headers.x-privatelink-audience: "(21 characters, not shown)" has a line break, behind which a further header could stand; ${ANEW}.`,
    ]);
    for (const value of ["acm\u0435", "acme\u0000", "acme\u0085", "acme\t"]) {
      expect(refusals(withHeaders({ "x-privatelink-name": value }))).to.deep.equal([
        `headers.x-privatelink-name: "(${value.length} characters, not shown)" has characters that are not printable ASCII; ${ANEW}.`,
      ]);
    }
  });

  it("have the one form that each has", () => {
    const sentences = refusals(
      withHeaders({
        "content-type": "application/json",
        host: "sts.amazonaws.com",
        "x-amz-security-token": "a b",
        "x-privatelink-name": "Acme Inc",
        "x-privatelink-nonce": "0",
      }),
    );
    expect(sentences).to.deep.equal([
      `headers.content-type: "application/json" is not application/x-www-form-urlencoded; charset=utf-8; ${ANEW}.`,
      `headers.host: "sts.amazonaws.com" is not sts.us-east-1.amazonaws.com; ${ANEW}.`,
      'headers.x-privatelink-name: "Acme Inc" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
      `headers.x-privatelink-nonce: "(1 character, not shown)" is not 32 hexadecimal digits; ${ANEW}.`,
      `headers.x-amz-security-token: "(3 characters, not shown)" is not a session token of AWS; ${ANEW}.`,
    ]);
    expect(refusals(withHeaders({ "x-privatelink-name": "a".repeat(65) }))).to.deep.equal([
      `headers.x-privatelink-name: "${"a".repeat(65)}" is longer than 64 characters; ${ANEW}.`,
    ]);
  });
});

describe("the signature of a proof", () => {
  const about = (value: string) => withHeaders({ authorization: value });

  it("covers the audience, the expiry and every other header", () => {
    for (const name of SIGNED) {
      const names = SIGNED.filter((one) => one !== name).join(";");
      expect(refusals(about(authorization({ names })))).to.deep.equal([
        `headers.authorization: "${name}" is not among the signed headers, so that anybody could have changed it; ${ANEW}.`,
      ]);
    }
  });

  it("covers no header that is not there, and each once in order", () => {
    expect(refusals(about(authorization({ names: `${SIGNED.join(";")};x-other` })))).to.deep.equal([
      `headers.authorization: "x-other" is signed, and the proof does not have it; ${ANEW}.`,
    ]);
    for (const names of [[...SIGNED].reverse(), [...SIGNED, "host"]]) {
      const [said, ...more] = refusals(about(authorization({ names: names.join(";") })));
      expect(more).to.deep.equal([]);
      expect(said).to.match(/ are not the signed headers in the order of their names, each once; /);
    }
  });

  it("is for STS and for the day of the request", () => {
    expect(refusals(about(authorization({ service: "iam", day: "20260302" })))).to.deep.equal([
      `headers.authorization: "iam" is the service of the signature and not sts, as the request says; ${ANEW}.`,
      `headers.authorization: "20260302" is the day of the signature and not 20260301, as the request says; ${ANEW}.`,
    ]);
  });

  it("has the one form that AWS's version 4 has with a shared key", () => {
    const good = authorization();
    const others = [
      good.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"),
      good.replace(", SignedHeaders", ",SignedHeaders"),
      good.replace(/5f1e$/, "5F1E"),
      good.slice(0, -1),
      `${good}0`,
      `${good}, Signature=${"0".repeat(64)}`,
      "Basic YTpi",
      "",
    ];
    for (const value of others) {
      expect(refusals(about(value)), value).to.deep.equal([
        `headers.authorization: "(${value.length} characters, not shown)" is not an authorization by AWS4-HMAC-SHA256 in the one form that privatelink writes; ${ANEW}.`,
      ]);
    }
  });
});
