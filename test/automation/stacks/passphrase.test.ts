import path from "node:path";
import { expect } from "chai";
import { missingPassphrase } from "../../../automation/stacks/passphrase";
import { CleanUp, folderWith } from "../support/folder";

const FOLDER = "file:///home/me/state";

describe("automation/stacks/passphrase", () => {
  const cleanUp = new CleanUp();
  afterEach(() => cleanUp.all());

  /** What is missing for stacks with these stack files; `there` are the ones that the backend has. */
  function missing(
    files: Readonly<Record<string, string>>,
    { env = {}, backend = FOLDER, there = [] as readonly string[] } = {},
  ) {
    const names = Object.keys(files);
    const root = folderWith(
      Object.fromEntries(names.map((name) => [`Pulumi.${name}.yaml`, `config: {}\n${files[name]}`])),
      cleanUp.add,
    );
    const stacks = names.map((name) => ({
      name,
      stackFile: path.join(root, `Pulumi.${name}.yaml`),
      exists: async () => there.includes(name),
    }));
    return missingPassphrase(stacks, backend, env);
  }

  it("names the stacks that need one, and every remedy, in a sentence", async () => {
    expect(
      await missing({ one: "", two: "encryptionsalt: v1:x\n", three: "secretsprovider: awskms://alias/a\n" }),
    ).to.equal(
      "one and two need the passphrase that secrets in file:///home/me/state are encrypted by: set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE to a file that has it, or use another secrets provider (secretsprovider in the stack file of a new stack, pulumi stack change-secrets-provider for one that is there).",
    );
    expect(await missing({ one: "secretsprovider: passphrase\n" }, { backend: "s3://states" })).to.match(/^one needs /);
  });

  it("takes one that is empty, or in a file, as the engine does", async () => {
    expect(await missing({ one: "" }, { env: { PULUMI_CONFIG_PASSPHRASE: "" } })).to.equal(undefined);
    expect(await missing({ one: "" }, { env: { PULUMI_CONFIG_PASSPHRASE_FILE: "/run/secret" } })).to.equal(undefined);
    expect(await missing({ one: "" }, { env: { PULUMI_CONFIG_PASSPHRASE_FILE: "" } })).to.match(/^one needs /);
  });

  it("asks for none where the engine does not", async () => {
    expect(await missing({ one: "" }, { backend: "https://app.pulumi.com/me" })).to.equal(undefined);
    expect(await missing({ one: "secretsprovider: gcpkms://x\n" })).to.equal(undefined);
    // The state says by what it is encrypted.
    expect(await missing({ one: "" }, { there: ["one"] })).to.equal(undefined);
  });
});
