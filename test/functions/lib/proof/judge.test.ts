import { createHash } from "node:crypto";
import { expect } from "chai";
import { textOf } from "../../../../functions/lib/proof/form";
import { judgeProof } from "../../../../functions/lib/proof/judge";
import {
  ANEW,
  AUDIENCE,
  authorization,
  DOCUMENT,
  EXPECTED,
  HEADERS,
  refusals,
  SIGNATURE,
  TOKEN,
  withHeaders,
} from "./support/sample";

describe("a proof of account that is judged", () => {
  it("is taken when nothing is wrong with it, and named by a hash of its signature", () => {
    expect(judgeProof(`${textOf(DOCUMENT)}\n`, EXPECTED)).to.deep.equal({
      value: {
        id: createHash("sha256").update(SIGNATURE).digest("hex"),
        host: "sts.us-east-1.amazonaws.com",
        headers: HEADERS,
        audience: AUDIENCE,
        signedAt: "2026-03-01T12:00:00.000Z",
        expires: "2026-03-01T12:15:00.000Z",
        name: "acme",
      },
    });
  });

  it("may be for the global endpoint, signed for us-east-1, and be without token and name", () => {
    const names = Object.keys(HEADERS).filter((name) => !/^authorization$|token$|name$/.test(name));
    const bare = withHeaders({
      authorization: authorization({ names: names.join(";") }),
      host: "sts.amazonaws.com",
      "x-amz-security-token": undefined,
      "x-privatelink-name": undefined,
    });
    expect(refusals({ ...bare, url: "https://sts.amazonaws.com/" })).to.deep.equal([]);
  });

  it("is refused for another audience, with both", () => {
    expect(refusals(DOCUMENT, { audience: "com.other.example" })).to.deep.equal([
      `headers.x-privatelink-audience: "order-processor.example.com" is not com.other.example: the proof was signed for somebody else; ${ANEW} --audience com.other.example.`,
    ]);
  });

  it("is refused with another method", () => {
    expect(refusals({ ...DOCUMENT, method: "GET" })).to.deep.equal([
      `method: "GET" is not POST, the only method of a proof; ${ANEW}.`,
    ]);
  });

  it("is refused with another body, of which nothing is shown but the action", () => {
    const bodies = [
      "Action=GetSessionToken&Version=2011-06-15",
      "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&WebIdentityToken=eyJhbGciOi",
      "Action=GetCallerIdentity&Version=2011-06-15&Action=GetSessionToken",
      "Version=2011-06-15&Action=GetCallerIdentity",
      "",
    ];
    expect(bodies.flatMap((body) => refusals({ ...DOCUMENT, body }))).to.deep.equal([
      `body: "GetSessionToken" is another action than GetCallerIdentity, the only one of a proof; ${ANEW}.`,
      `body: "AssumeRoleWithWebIdentity" is another action than GetCallerIdentity, the only one of a proof; ${ANEW}.`,
      `body: "GetCallerIdentity" is not exactly Action=GetCallerIdentity&Version=2011-06-15, the only body of a proof; ${ANEW}.`,
      `body: "(43 characters, not shown)" is not exactly Action=GetCallerIdentity&Version=2011-06-15, the only body of a proof; ${ANEW}.`,
      `body: "(0 characters, not shown)" is not exactly Action=GetCallerIdentity&Version=2011-06-15, the only body of a proof; ${ANEW}.`,
    ]);
  });

  it("tells everything that is wrong at once", () => {
    const sentences = refusals({ ...withHeaders({ "x-privatelink-nonce": "1" }), method: "PUT", body: "" });
    expect(sentences.map((sentence) => sentence.split(":")[0])).to.deep.equal([
      "method",
      "body",
      "headers.x-privatelink-nonce",
    ]);
  });

  it("shows neither signature nor token, whatever is wrong with it", () => {
    const texts = [
      textOf({ ...DOCUMENT, url: `https://x:${TOKEN}@sts.us-east-1.amazonaws.com/?X-Amz-Security-Token=${TOKEN}` }),
      textOf(withHeaders({ "x-amz-security-token": `${TOKEN}\r\nx: y` })),
      textOf(withHeaders({ "x-amz-security-token": `${TOKEN} ${TOKEN}` })),
      textOf(withHeaders({ authorization: `${authorization()} ` })),
      textOf(withHeaders({ authorization: TOKEN, "content-type": "text/xml" })),
      textOf({ ...DOCUMENT, headers: [...DOCUMENT.headers, ["x-amz-security-token", TOKEN]] }),
      textOf({ ...DOCUMENT, body: `Token=${TOKEN}&${SIGNATURE}` }),
      `${textOf(DOCUMENT)} `.replace(" ", `.${SIGNATURE}`),
      JSON.stringify({ ...DOCUMENT, token: TOKEN }),
    ];
    for (const text of texts) {
      const said = refusals(text).join("\n");
      expect(said).not.to.equal("");
      expect(said).not.to.contain(TOKEN.slice(0, 12));
      expect(said).not.to.contain(SIGNATURE.slice(0, 12));
    }
  });
});
