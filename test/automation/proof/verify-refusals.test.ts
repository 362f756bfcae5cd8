import { expect } from "chai";
import { ADA, BOB, proofBy } from "./support/prover";
import { Provider } from "./support/verifier";

describe("what privatelink consumers prove verify refuses", () => {
  it("names the options that are wrong before it asks anything", async () => {
    const provider = new Provider();
    provider.world.crashAt(1);
    const text = await proofBy();
    const wrong = await provider.verify(text, { register: "Acme", account: "1", validUntil: "soon" });
    expect([
      wrong.code,
      wrong.stderr
        .trimEnd()
        .split("\n")
        .map((line) => line.split(":")[0]),
    ]).to.deep.equal([2, ["--account", "NAME", "--valid-until"]]);
    const lone = await provider.verify(text, { plan: "gold", region: ["us-east-1"] });
    expect(lone).to.deep.equal({
      code: 2,
      stdout: "",
      stderr:
        "Terms of a consumer are given (plan, regions), and without --register NAME nobody is registered: add it, or leave them out.\n",
    });
    const foreign = await provider.verify(text, { audience: "a b" });
    expect([foreign.code, foreign.stderr.split(" is ")[0]]).to.deep.equal([2, '--audience: "a b"']);
    expect(provider.asked).to.deep.equal([]);
  });

  it("refuses principals of another account than the one that AWS names", async () => {
    const provider = new Provider();
    const said = await provider.verify(await proofBy(), {
      register: "acme",
      principal: [`arn:aws:iam::${BOB.account}:role/x`],
    });
    expect(said.code).to.equal(2);
    expect(said.stderr).to.match(/^--principal: .* is of another account than the consumer's, 111122223333; /);
    expect(provider.world.registry.writes).to.equal(0);
  });

  it("asks AWS nothing about a text that is not in order, and opens no registry", async () => {
    const provider = new Provider();
    provider.world.opens = () => expect.fail("no registry is to be opened");
    const late = new Date("2026-11-21T11:40:00Z");
    for (const text of ["", "hello", (await proofBy()).slice(0, -20), await proofBy({ at: late })]) {
      const said = await provider.verify(text);
      expect([said.code, said.stdout]).to.deep.equal([1, ""]);
      expect(said.stderr).to.match(
        /^The proof is refused; AWS was not asked\.\n(?:proof|headers\.x-privatelink-expires): /,
      );
    }
    const other = await provider.verify(await proofBy({ options: { audience: "other.example" } }));
    expect(other.stderr).to.match(
      /^The proof is refused; AWS was not asked\.\nheaders\.x-privatelink-audience: "other\.example" is not /,
    );
    expect(provider.asked).to.deep.equal([]);
  });

  it("writes nothing when AWS does not name the signer, and does not repeat what AWS says", async () => {
    const provider = new Provider();
    const text = await proofBy({ key: { ...ADA, secretAccessKey: "another" } });
    const said = await provider.verify(text, { register: "acme" });
    expect([said.code, said.stdout]).to.deep.equal([1, ""]);
    expect(said.stderr).to.match(/^AWS finds that the signature does not fit the request: /);
    expect(said.stderr).not.to.contain(ADA.sessionToken);
    expect(provider.world.registry.writes + provider.proofs.used.size).to.equal(0);
  });

  it("says that a file cannot be read, and that nothing came on stdin", async () => {
    const provider = new Provider();
    const said = await provider.run({ audience: "a.example", file: "/nowhere/proof.txt" });
    expect(said).to.deep.equal({
      code: 2,
      stdout: "",
      stderr: '--file: "/nowhere/proof.txt" cannot be read (ENOENT); name the file with the proof.\n',
    });
    expect((await provider.run({ audience: "a.example" })).stderr).to.contain("proof: (missing) is required");
  });
});
