import { expect } from "chai";
import { PREFIX } from "../../../functions/lib/proof/form";
import { judgeProof } from "../../../functions/lib/proof/judge";
import { ADA, AUDIENCE, BOB, NOW, proofBy, signing } from "./support/prover";

const documentOf = (text: string) => JSON.parse(Buffer.from(text.trim().slice(PREFIX.length), "base64url").toString());
const judged = (text: string, now = NOW) => judgeProof(text, { audience: AUDIENCE, now });

describe("privatelink consumers prove sign", () => {
  it("prints one line that holds the request, and what to know about it beside it", async () => {
    const { code, stdout, stderr } = await signing({ options: { name: "acme", validMinutes: "10" } });
    expect(code).to.equal(0);
    expect(stdout).to.match(/^privatelink-proof\.[A-Za-z0-9_-]+\n$/);
    const { headers, ...request } = documentOf(stdout);
    expect(request).to.deep.equal({
      version: 1,
      method: "POST",
      url: "https://sts.us-east-1.amazonaws.com/",
      body: "Action=GetCallerIdentity&Version=2011-06-15",
    });
    const { authorization, "x-privatelink-nonce": nonce, ...others } = Object.fromEntries(headers);
    expect(others).to.deep.equal({
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      host: "sts.us-east-1.amazonaws.com",
      "x-amz-date": "20261121T120000Z",
      "x-amz-security-token": ADA.sessionToken,
      "x-privatelink-audience": AUDIENCE,
      "x-privatelink-expires": "2026-11-21T12:10:00Z",
      "x-privatelink-name": "acme",
    });
    expect(nonce).to.match(/^[0-9a-f]{32}$/);
    expect(authorization).to.match(
      /^AWS4-HMAC-SHA256 Credential=ASIAEXAMPLEADA000001\/20261121\/us-east-1\/sts\/aws4_request, /,
    );
    expect(stderr).to.equal(
      `Signed for order-processor.example.com, to be verified by STS in us-east-1 until 2026-11-21T12:10:00Z.
Send the line on stdout to the provider and to nobody else: it says who you are until then, and may hold a session token.
`,
    );
  });

  it("holds no secret key, and neither does what it prints beside it", async () => {
    for (const key of [ADA, BOB]) {
      const { stdout, stderr } = await signing({ key });
      expect(JSON.stringify(documentOf(stdout))).not.to.contain(key.secretAccessKey);
      expect(stderr).not.to.contain(key.secretAccessKey);
      if (key.sessionToken !== undefined) expect(stderr).not.to.contain(key.sessionToken);
    }
  });

  it("is another text each time, which is taken", async () => {
    const [one, other] = [await proofBy(), await proofBy()];
    expect(one).not.to.equal(other);
    for (const text of [one, other, await proofBy({ key: BOB })]) expect(judged(text)).to.have.property("value");
  });

  it("asks the STS of --region, otherwise of the environment, otherwise of us-east-1", async () => {
    const urls = await Promise.all(
      [{ options: { region: "eu-west-1" }, region: "ap-south-1" }, { region: "ap-south-1" }, {}].map(
        async (signed) => documentOf(await proofBy(signed)).url,
      ),
    );
    expect(urls).to.deep.equal(
      ["eu-west-1", "ap-south-1", "us-east-1"].map((name) => `https://sts.${name}.amazonaws.com/`),
    );
  });

  it("refuses values that are not in order, all at once, with their options", async () => {
    const said = await signing({
      options: { audience: "Ordnungsamt München", region: "us-gov-west-1", validMinutes: "16", name: "Acme Inc" },
    });
    expect([said.code, said.stdout]).to.deep.equal([2, ""]);
    expect(said.stderr.trimEnd().split("\n")).to.deep.equal([
      '--audience: "Ordnungsamt M<U+00FC>nchen" is not a name of letters, digits and . _ : / @ + = , -; use the name that the provider gives, such as the name of its service, com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0.',
      '--region: "us-gov-west-1" is a Region of another AWS partition; use a commercial Region such as us-east-1: principals and endpoint services do not cross partitions.',
      '--valid-minutes: "16" is not a whole number from 1 to 15; use a number from 1 to 15.',
      '--name: "Acme Inc" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
    ]);
    for (const validMinutes of ["0", "1.5", "-1", "ten", ""]) {
      const { code, stderr } = await signing({ options: { validMinutes } });
      expect([code, stderr]).to.deep.equal([
        2,
        `--valid-minutes: ${JSON.stringify(validMinutes)} is not a whole number from 1 to 15; use a number from 1 to 15.\n`,
      ]);
    }
  });

  it("says when the credentials end before the proof", async () => {
    const { stderr } = await signing({ expiration: new Date("2026-11-21T12:01:00Z") });
    expect(stderr.split("\n")[1]).to.equal(
      "The credentials end before it, at 2026-11-21T12:01:00Z: the provider has to verify it until then.",
    );
    expect((await signing({ expiration: new Date("2026-11-21T13:00:00Z") })).stderr.split("\n")).to.have.length(3);
  });

  it("refuses credentials of which no provider takes a proof, and shows nothing of them", async () => {
    const long = await signing({ key: { ...ADA, sessionToken: "A".repeat(13_000) } });
    expect([long.code, long.stdout]).to.deep.equal([1, ""]);
    expect(long.stderr).to.equal(
      'session token: "(13000 characters, not shown)" makes the proof longer than 16384 characters; use credentials with a shorter session token, for example of a session with fewer tags.\n',
    );
    const odd = await signing({ key: { ...ADA, accessKeyId: "emulated" } });
    expect([odd.code, odd.stdout]).to.deep.equal([1, ""]);
    expect(odd.stderr).to.match(/^headers\.authorization: "\(\d+ characters, not shown\)" is not an authorization by /);
  });
});
