import { expect } from "chai";
import { inSession } from "../../automation/consumers/session";
import { callSts } from "../../automation/proof/call-sts";
import { openProofs } from "../../automation/proof/open-proofs";
import { type SignOptions, sign } from "../../automation/proof/sign";
import { type VerifyOptions, verify } from "../../automation/proof/verify";
import { PREFIX } from "../../functions/lib/proof/form";
import { ProofUsed, type UsedProof } from "../../functions/lib/proof/used-proof";
import { DynamoProofs } from "../../functions/lib/registry/dynamo-proofs";
import { type StsServer, serveSts } from "../automation/proof/support/fake-sts";
import { authorizationOf, type Received, signatureOf } from "../automation/proof/support/signature";
import { FakeTerminal } from "../automation/support/terminal";
import { accountOf, changeOf, consumer, NOW } from "../functions/support/registry";
import { ACME, clientsOf, credentialsOf, environmentOf, GLOBEX, PROVIDER } from "./support/clients";
import { emulator } from "./support/emulator";
import { allItems } from "./support/items";
import { messageOf, useRegistry } from "./support/use-registry";

const AUDIENCE = "order-processor.example.com";
const ANEW = "have a new one signed with privatelink consumers prove sign";

/** STS of the emulator behind hosts of AWS: the signature, which the emulator takes for granted, is checked here. */
async function answerOf(request: Received) {
  const authorization = authorizationOf(request);
  const [, region] = authorization?.scope.split("/") ?? [];
  const owners = await Promise.all([ACME, GLOBEX].map(credentialsOf));
  const key = owners.find(({ accessKeyId }) => accessKeyId === authorization?.key);
  if (
    authorization === undefined ||
    key === undefined ||
    request.headers["x-amz-security-token"] !== key.sessionToken
  ) {
    return { status: 403, body: '{"Error":{"Code":"InvalidClientTokenId"}}' };
  }
  if (signatureOf(request, authorization, key.secretAccessKey) !== authorization.signature) {
    return { status: 403, body: '{"Error":{"Code":"SignatureDoesNotMatch"}}' };
  }
  expect(request.headers.host).to.equal(`sts.${region}.amazonaws.com`);
  const { url } = await emulator();
  const { authorization: signed = "", "content-type": type = "" } = request.headers as Record<string, string>;
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: signed, "content-type": type },
    body: request.body,
  });
  const xml = await response.text();
  const value = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
  // The emulator answers in XML whatever it is asked for.
  const GetCallerIdentityResult = { Account: value("Account"), Arn: value("Arn"), UserId: value("UserId") };
  return { status: response.status, body: JSON.stringify({ GetCallerIdentityResponse: { GetCallerIdentityResult } }) };
}

describe("used proofs of account in the registry's table", () => {
  const used = useRegistry();
  const mark = (number: number, changes: Partial<UsedProof> = {}): UsedProof => ({
    id: String(number).repeat(64),
    account: accountOf(number),
    arn: `arn:aws:iam::${accountOf(number)}:user/ada`,
    usedAt: NOW,
    usedBy: "arn:aws:iam::123456789012:role/operator",
    expires: "2026-03-01T12:15:00.000Z",
    ...changes,
  });
  const open = async () => {
    const { documents } = await clientsOf(PROVIDER);
    return new DynamoProofs({
      client: documents,
      tableName: used.table.tableName,
      auditDays: 0,
      now: () => new Date(NOW),
    });
  };

  it("are kept under a key of their own until a day after their expiry, with what came of them", async () => {
    const proofs = await open();
    expect(await proofs.usedProof(mark(1).id)).to.equal(undefined);
    await proofs.use(mark(1), changeOf(consumer(1), "prove"));
    expect(await proofs.usedProof(mark(1).id)).to.deep.equal(mark(1));
    const [item] = (await allItems(used.table)).filter(({ pk }) => pk === "PROOFS");
    expect(item).to.deep.equal({ pk: "PROOFS", sk: mark(1).id, ...mark(1), expiresAt: 1_772_453_700 });
    expect(new Date(1_772_453_700_000).toISOString()).to.equal("2026-03-02T12:15:00.000Z");
    expect(await used.registry.audit(accountOf(1))).to.deep.equal([changeOf(consumer(1), "prove")]);
  });

  it("come with the consumer, its name and its audit entry, all or none", async () => {
    const proofs = await open();
    const acme = consumer(1, { name: "acme" });
    await proofs.register(acme, mark(1, { consumer: "acme" }), changeOf(acme, "add"));
    expect(await used.registry.byName("acme")).to.deep.equal(acme);
    const before = await allItems(used.table);
    const other = consumer(2);
    const replay = await proofs.register(other, mark(1), changeOf(other, "add")).catch((error: unknown) => error);
    expect(replay).to.be.instanceOf(ProofUsed);
    expect((replay as ProofUsed).message).to.equal(
      `The proof was used already, at ${NOW} by arn:aws:iam::123456789012:role/operator to register account 200000000001 as acme. A proof counts once; ${ANEW}.`,
    );
    const thief = consumer(2, { name: "acme" });
    expect(await messageOf(proofs.register(thief, mark(2), changeOf(thief, "add")))).to.equal(
      'Nothing was added. name: "acme" is the name of account 200000000001 already; choose another name.',
    );
    expect(await messageOf(proofs.use(mark(1), changeOf(other, "prove")))).to.match(/^The proof was used already, /);
    expect(await allItems(used.table)).to.deep.equal(before);
  });

  it("are used by one of many that try at the same time", async () => {
    const proofs = await open();
    const tries = [1, 2, 3, 4, 5].map((number) =>
      proofs.register(consumer(number), mark(9), changeOf(consumer(number), "add")).then(
        () => "added",
        (error: Error) => error.name,
      ),
    );
    expect((await Promise.all(tries)).sort()).to.deep.equal([
      "ProofUsed",
      "ProofUsed",
      "ProofUsed",
      "ProofUsed",
      "added",
    ]);
    expect((await used.registry.contents()).consumers).to.have.length(1);
  });
});

describe("privatelink consumers prove, on the protocol of AWS", () => {
  const used = useRegistry();
  const before = { ...process.env };
  let sts: StsServer;
  beforeEach(async () => {
    sts = await serveSts(answerOf);
  });
  afterEach(async () => {
    process.env = { ...before };
    await sts.close();
  });

  /** Speaks for an account, by the default chain of the SDK. */
  const become = async (account: string) => {
    process.env = { ...before, ...(await environmentOf(account)) };
  };
  const proofOf = async (account: string, options: Partial<SignOptions> = {}) => {
    await become(account);
    const terminal = new FakeTerminal();
    const code = await sign({ audience: AUDIENCE, validMinutes: "15", ...options }, terminal);
    expect([code, terminal.stdout.text.startsWith(PREFIX)], terminal.stderr.text).to.deep.equal([0, true]);
    return terminal.stdout.text;
  };
  const verified = async (text: string, options: Partial<VerifyOptions> = {}) => {
    await become(PROVIDER);
    const terminal = new FakeTerminal();
    terminal.stdin.end(text);
    const means = {
      call: (proof: Parameters<typeof callSts>[0]) => callSts(proof, { agent: sts.agent }),
      proofs: openProofs,
      clock: () => new Date(),
    };
    const all = { audience: AUDIENCE, registry: used.table.tableArn, ...options };
    const code = await inSession({ root: "/" }, all, terminal, (session) => verify(session, means));
    return { code, ...terminal.printed };
  };

  it("takes a customer from its signature to an entry that the automation reads", async () => {
    const text = await proofOf(ACME, { region: "eu-west-1", name: "acme" });
    const said = await verified(text, { register: "acme", maxConnections: "2" });
    expect([said.code, said.stderr]).to.deep.equal([0, ""]);
    expect(said.stdout).to.match(
      /^Proven: account 210987654321, by arn:aws:sts::210987654321:assumed-role\/engineer\/tests\. Added acme /,
    );
    const found = await used.registry.byAccount(ACME);
    expect([found?.name, found?.maxConnections, found?.revision]).to.deep.equal(["acme", 2, 1]);
    const [entry] = await used.registry.audit(ACME);
    expect([entry?.action, entry?.reason]).to.deep.equal(["add", "proof of account"]);
    expect(entry?.explanation).to.contain("AWS named arn:aws:sts::210987654321:assumed-role/engineer/tests (");
    expect(entry?.actor).to.equal(`arn:aws:sts::${PROVIDER}:assumed-role/engineer/tests`);

    const replay = await verified(text, { register: "zeta" });
    expect(replay.code).to.equal(1);
    expect(replay.stderr).to.match(/^The proof was used already, at .* to register account 210987654321 as acme\. /);
    expect(sts.seen).to.have.length(1);
    const table = JSON.stringify(await allItems(used.table));
    const { sessionToken, secretAccessKey } = await credentialsOf(ACME);
    expect([table.includes(sessionToken), table.includes(secretAccessKey)]).to.deep.equal([false, false]);
  });

  it("registers nobody else's account: not by a stolen name, nor by another's audience, nor with other credentials", async () => {
    const text = await proofOf(GLOBEX);
    const stolen = await verified(text, { register: "acme", account: ACME });
    expect([stolen.code, stolen.stderr.split(";")[0]]).to.deep.equal([
      1,
      `--account: "${ACME}" is not the account of the proof, ${GLOBEX} (arn:aws:sts::${GLOBEX}:assumed-role/engineer/tests)`,
    ]);
    const relayed = await verified(await proofOf(ACME, { audience: "other.example" }), { register: "acme" });
    expect(relayed.stderr).to.contain("the proof was signed for somebody else");
    const { accessKeyId } = await credentialsOf(ACME);
    const json = Buffer.from(text.trim().slice(PREFIX.length), "base64url").toString();
    const forged = json.replace(/Credential=[A-Z0-9]+/, `Credential=${accessKeyId}`);
    const said = await verified(PREFIX + Buffer.from(forged).toString("base64url"), { register: "acme" });
    expect([said.code, said.stderr.split(":")[0]]).to.deep.equal([1, "AWS does not know the credentials that signed"]);
    expect(await allItems(used.table)).to.deep.equal([]);
  });
});
