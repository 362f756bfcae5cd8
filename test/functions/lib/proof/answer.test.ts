import { expect } from "chai";
import { readAnswer } from "../../../../functions/lib/proof/answer";
import { TOKEN } from "./support/sample";

const HOST = "sts.us-east-1.amazonaws.com";
const RESULT = {
  Account: "111122223333",
  Arn: "arn:aws:sts::111122223333:assumed-role/network/ada",
  UserId: "AROA:ada",
};
const said = (result: object) => ({
  status: 200,
  body: JSON.stringify({ GetCallerIdentityResponse: { GetCallerIdentityResult: result, ResponseMetadata: {} } }),
});
const error = (Code: string, Message = "", status = 403) => ({
  status,
  body: JSON.stringify({ Error: { Code, Message, Type: "Sender" }, RequestId: "1" }),
});
const refusal = (answer: { status: number; body: string }) => {
  const read = readAnswer(answer, HOST);
  return "refusal" in read ? read.refusal : "none";
};

describe("the answer of STS", () => {
  it("names the account, the ARN and the user id", () => {
    expect(readAnswer(said(RESULT), HOST)).to.deep.equal({
      caller: { account: RESULT.Account, arn: RESULT.Arn, userId: RESULT.UserId },
    });
  });

  it("is refused when it names no account, or an ARN of another", () => {
    const odd =
      "sts.us-east-1.amazonaws.com answered something else than who signed; run the command again while the proof is valid.";
    for (const answer of [
      { status: 200, body: "<html>" },
      { status: 200, body: "null" },
      said({ ...RESULT, Account: "1" }),
      said({ ...RESULT, Account: 111122223333 }),
      said({ ...RESULT, Arn: "arn:aws-cn:iam::111122223333:root" }),
      said({ ...RESULT, Arn: `${RESULT.Arn}\nx` }),
    ]) {
      expect(refusal(answer)).to.equal(odd);
    }
    expect(refusal(said({ ...RESULT, Account: "444455556666" }))).to.equal(
      "sts.us-east-1.amazonaws.com named the account 444455556666 and an ARN of another one; nothing was done.",
    );
  });

  it("becomes a sentence of ours when AWS refuses, which never quotes the message", () => {
    const messages: readonly (readonly [answer: { status: number; body: string }, text: RegExp])[] = [
      [
        error("SignatureDoesNotMatch", `The Canonical String should have been 'x-amz-security-token:${TOKEN}'`),
        /^AWS finds that the signature does not fit the request: the text was changed, /,
      ],
      [
        error("SignatureDoesNotMatch", "Signature expired: 20260301T114000Z is now earlier than"),
        /^AWS finds the signature older than 15 minutes; /,
      ],
      [
        error("SignatureDoesNotMatch", "Signature not yet current: 20260301T124000Z is still later"),
        /^AWS finds that the signature is from the future; set the clock/,
      ],
      [
        error("InvalidClientTokenId", TOKEN),
        /^AWS does not know the credentials that signed: the key is deleted or inactive, /,
      ],
      [error("ExpiredToken", TOKEN), /^The session of the credentials that signed is over; /],
      [error("RegionDisabledException", TOKEN), /--region us-east-1\.$/],
      [error("Throttling", TOKEN, 400), /takes no more requests at the moment; run the command again/],
      [
        error("toString", TOKEN),
        /^sts\.us-east-1\.amazonaws\.com refused the proof with toString; have the proof signed anew\.$/,
      ],
      [
        {
          status: 403,
          body: `<ErrorResponse><Error><Code>ExpiredToken</Code><Message>${TOKEN}</Message></Error></ErrorResponse>`,
        },
        /^The session of the credentials/,
      ],
      [
        { status: 503, body: TOKEN },
        /^sts\.us-east-1\.amazonaws\.com answered with the status 503; run the command again/,
      ],
      [
        { status: 302, body: TOKEN },
        /^sts\.us-east-1\.amazonaws\.com answered with a redirection, which STS does not do, and it was not followed/,
      ],
      [{ status: 404, body: TOKEN }, /refused the proof with the status 404/],
    ];
    for (const [answer, text] of messages) {
      expect(refusal(answer)).to.match(text);
      expect(refusal(answer)).not.to.contain(TOKEN);
    }
  });
});
