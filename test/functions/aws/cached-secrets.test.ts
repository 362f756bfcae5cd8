import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import { CachedSecrets } from "../../../functions/aws/cached-secrets";

const ARN = "arn:aws:secretsmanager:us-east-1:111111111111:secret:billing-AbCdEf";

describe("secrets", () => {
  const client = new SecretsManagerClient({ region: "us-east-1" });
  const aws = mockClient(client);
  let now = 0;
  let secrets: CachedSecrets;

  beforeEach(() => {
    aws.reset();
    now = 0;
    secrets = new CachedSecrets({ client: async () => client, clock: () => new Date(now) });
  });

  after(() => aws.restore());

  function calls() {
    return aws.commandCalls(GetSecretValueCommand).length;
  }

  it("are read once in five minutes", async () => {
    aws.on(GetSecretValueCommand, { SecretId: ARN }).resolves({ SecretString: "old" });
    expect(await secrets.read(ARN)).to.equal("old");
    aws.on(GetSecretValueCommand).resolves({ SecretString: "new" });
    now = 299_999;
    expect(await secrets.read(ARN)).to.equal("old");
    expect(calls()).to.equal(1);
    now = 300_000;
    expect(await secrets.read(ARN)).to.equal("new");
  });

  it("are read anew when one did not do", async () => {
    aws.on(GetSecretValueCommand).resolves({ SecretString: "s" });
    await secrets.read(ARN);
    secrets.forget(ARN);
    await secrets.read(ARN);
    expect(calls()).to.equal(2);
  });

  it("are read in the Region that their ARN says", async () => {
    aws.on(GetSecretValueCommand).resolves({ SecretString: "s" });
    const regions: string[] = [];
    secrets = new CachedSecrets({
      client: async (region) => {
        regions.push(region);
        return client;
      },
    });
    await secrets.read(ARN.replace("us-east-1", "eu-west-1"));
    expect(regions).to.deep.equal(["eu-west-1"]);
    const error = await secrets.read("billing").catch((caught: Error) => caught);
    expect(error).to.be.an("error").with.property("message", "billing is not an ARN with a Region.");
  });

  it("that are no text, or empty, are refused", async () => {
    for (const answer of [{ SecretBinary: new Uint8Array([1]) }, { SecretString: "" }]) {
      aws.on(GetSecretValueCommand).resolves(answer);
      const error = await secrets.read(ARN).catch((caught: Error) => caught);
      expect(error).to.be.an("error").with.property("message", `The secret ${ARN} has no text.`);
    }
  });

  it("whose reading failed are read anew", async () => {
    aws.on(GetSecretValueCommand).rejectsOnce(new Error("denied")).resolves({ SecretString: "s" });
    const error = await secrets.read(ARN).catch((caught: Error) => caught);
    expect(error).to.be.an("error").with.property("message", "denied");
    expect(await secrets.read(ARN)).to.equal("s");
  });
});
