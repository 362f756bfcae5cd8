import { createHash } from "node:crypto";
import { expect } from "chai";
import { PREFIX } from "../../../functions/lib/proof/form";
import { ACTOR, consumer, NOW as INSTANT } from "../consumers/support/world";
import { ADA, BOB, proofBy } from "./support/prover";
import { Provider } from "./support/verifier";

const ANEW = "have a new one signed with privatelink consumers prove sign";
const NEXT =
  "are accepted, within one schedule period (5 minutes unless the stack says otherwise), or at once by privatelink connections reconcile";

function idOf(text: string): string {
  const json = Buffer.from(text.trim().slice(PREFIX.length), "base64url").toString();
  const [, signature = ""] = /Signature=([0-9a-f]{64})/.exec(json) ?? [];
  return createHash("sha256").update(signature).digest("hex");
}

describe("privatelink consumers prove verify", () => {
  it("registers the account that AWS names, with the terms that are given and the proof in the audit", async () => {
    const provider = new Provider();
    const text = await proofBy({ options: { name: "ada-inc" } });
    const said = await provider.verify(text, { register: "acme", plan: "gold", account: ADA.account });
    expect(said).to.deep.equal({
      code: 0,
      stdout: `Proven: account 111122223333, by ${ADA.arn}. Added acme (111122223333): active.
Account 111122223333 is admitted, and its requests ${NEXT}.
`,
      stderr: "",
    });
    const { registry } = provider.world;
    expect([...registry.byAccounts.values()]).to.deep.equal([
      consumer("acme", ADA.account, { plan: "gold", createdAt: INSTANT, updatedAt: INSTANT, updatedBy: ACTOR }),
    ]);
    expect(registry.trail).to.deep.equal([
      {
        subject: "consumer",
        id: ADA.account,
        at: INSTANT,
        actor: ACTOR,
        action: "add",
        after: "active",
        reason: "proof of account",
        explanation: `The entry of acme was added. AWS named ${ADA.arn} (${ADA.userId}) as the signer of a proof for order-processor.example.com of 2026-11-21T12:00:00.000Z.`,
        account: ADA.account,
        consumer: "acme",
        revision: 1,
      },
    ]);
    expect([...provider.proofs.used.values()]).to.deep.equal([
      {
        id: idOf(text),
        account: ADA.account,
        arn: ADA.arn,
        usedAt: INSTANT,
        usedBy: ACTOR,
        consumer: "acme",
        expires: "2026-11-21T12:15:00.000Z",
      },
    ]);
    expect(provider.proofs.closed).to.equal(1);
  });

  it("keeps and prints nothing of the proof: neither its token nor its signature", async () => {
    const provider = new Provider();
    const text = await proofBy();
    const said = await provider.verify(text, { register: "acme", json: true });
    const kept = JSON.stringify([
      said,
      [...provider.proofs.used.values()],
      [...provider.world.registry.byAccounts.values()],
      provider.world.registry.trail,
    ]);
    const [asked] = provider.asked;
    for (const secret of [
      ADA.sessionToken,
      ADA.secretAccessKey,
      String(asked?.headers.authorization).slice(-64),
      text.trim(),
    ]) {
      expect(kept).not.to.contain(secret);
    }
    expect(JSON.parse(said.stdout)).to.deep.include({
      account: ADA.account,
      arn: ADA.arn,
      userId: ADA.userId,
      changed: true,
    });
  });

  it("says without --register whose account it is, keeps that in the audit, and registers nobody", async () => {
    const provider = new Provider();
    const said = await provider.verify(await proofBy({ key: BOB, options: { name: "bob-ltd" } }));
    expect(said).to.deep.equal({
      code: 0,
      stdout: `Proven: account 444455556666, by arn:aws:iam::444455556666:user/bob.
It is not registered: privatelink consumers add bob-ltd --account 444455556666
`,
      stderr: "",
    });
    const { registry } = provider.world;
    expect(registry.byAccounts.size).to.equal(0);
    expect(registry.trail.map(({ action, id, reason }) => [action, id, reason])).to.deep.equal([
      ["prove", BOB.account, "proof of account"],
    ]);
    registry.byAccounts.set(ADA.account, consumer("acme", ADA.account));
    expect((await provider.verify(await proofBy())).stdout).to.contain("It is acme (111122223333) in the registry.\n");
  });

  it("takes a proof once, whatever it was used for, and asks AWS no second time", async () => {
    const provider = new Provider();
    const [one, other] = [await proofBy(), await proofBy({ key: BOB })];
    await provider.verify(one, { register: "acme" });
    await provider.verify(other);
    const again = [
      await provider.verify(one, { register: "zeta" }),
      await provider.verify(other, { register: "beta" }),
    ];
    expect(again).to.deep.equal([
      {
        code: 1,
        stdout: "",
        stderr: `The proof was used already, at ${INSTANT} by ${ACTOR} to register account 111122223333 as acme. A proof counts once; ${ANEW}.\n`,
      },
      {
        code: 1,
        stdout: "",
        stderr: `The proof was used already, at ${INSTANT} by ${ACTOR} to verify account 444455556666. A proof counts once; ${ANEW}.\n`,
      },
    ]);
    expect(provider.asked).to.have.length(2);
    expect(provider.world.registry.writes).to.equal(2);
  });

  it("refuses the second of two commands that verify one proof at the same time", async () => {
    const provider = new Provider();
    const text = await proofBy();
    const use = { account: ADA.account, arn: ADA.arn, usedAt: INSTANT, usedBy: "arn:aws:iam::999900001111:user/eve" };
    provider.proofs.meanwhile = () =>
      void provider.proofs.used.set(idOf(text), { ...use, id: idOf(text), expires: "2026-11-21T12:15:00.000Z" });
    const said = await provider.verify(text, { register: "acme" });
    expect([said.code, said.stderr]).to.deep.equal([
      1,
      `The proof was used already, at ${INSTANT} by arn:aws:iam::999900001111:user/eve to verify account 111122223333. A proof counts once; ${ANEW}.\n`,
    ]);
    expect(provider.asked).to.have.length(1);
    expect(provider.world.registry.writes).to.equal(0);
  });

  it("refuses an account that is given and is not the one of the proof, which stays unused", async () => {
    const provider = new Provider();
    const text = await proofBy();
    const said = await provider.verify(text, { register: "acme", account: BOB.account });
    expect(said).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: `--account: "444455556666" is not the account of the proof, 111122223333 (${ADA.arn}); nothing was written, and the proof may still be used for its own account.\n`,
    });
    expect(provider.world.registry.writes).to.equal(0);
    expect((await provider.verify(text, { register: "acme" })).code).to.equal(0);
  });

  it("changes nothing when the same entry is there, and refuses other terms and names that are taken", async () => {
    const provider = new Provider();
    const { registry } = provider.world;
    registry.byAccounts.set(ADA.account, consumer("acme", ADA.account));
    const text = await proofBy();
    const other = await provider.verify(text, { register: "acme", plan: "gold" });
    expect([other.code, other.stderr]).to.deep.equal([
      1,
      'acme (111122223333) is in the registry already, with other terms: plan none -> "gold". Nothing was written. privatelink consumers update acme changes its terms, privatelink consumers resume acme makes it active.\n',
    ]);
    const taken = await provider.verify(await proofBy({ key: BOB }), { register: "acme" });
    expect([taken.code, taken.stderr]).to.deep.equal([
      1,
      'Nothing was added. name: "acme" is the name of another account already; choose another name.\n',
    ]);
    expect([registry.trail, provider.proofs.used.size]).to.deep.equal([[], 0]);
    const same = await provider.verify(text, { register: "acme" });
    expect([same.code, same.stdout.split("\n")[0]]).to.deep.equal([
      0,
      `Proven: account 111122223333, by ${ADA.arn}. acme (111122223333) is there already, just so.`,
    ]);
    expect(
      registry.trail.map(({ action, before, after, revision }) => [action, before, after, revision]),
    ).to.deep.equal([["prove", "active", "active", 1]]);
  });

  it("asks before terms that cost connections which were accepted by hand", async () => {
    const provider = new Provider();
    provider.world.east2.endpoint("vpce-2", ADA.account);
    const text = await proofBy();
    const refused = await provider.verify(text, { register: "acme", region: ["us-east-1"] });
    expect([refused.code, provider.world.registry.writes, provider.proofs.used.size]).to.deep.equal([2, 0, 0]);
    expect((await provider.verify(text, { register: "acme", region: ["us-east-1"], yes: true })).code).to.equal(0);
  });
});
