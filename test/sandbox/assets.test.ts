import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { specialArchiveSig, specialAssetSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { expect } from "chai";
import { withHashes } from "../../sandbox/assets";
import { type Properties, record } from "../../sandbox/values";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const asset = (given: Properties) => ({ [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", ...given });
const archive = (given: Properties) => ({ [SIGNATURE]: "0def7320c3a5731c473e5ecbe6d01bc7", ...given });

function hashOf(value: unknown): unknown {
  return record(withHashes({ value }).value).hash;
}

describe("the hash of an asset or archive in the sandbox", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sandbox-assets-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it("is SHA-256 of a text or of a file", () => {
    const sha = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    writeFileSync(join(folder, "a"), "abc");
    expect(hashOf(asset({ text: "abc" }))).to.equal(sha);
    expect(hashOf(asset({ path: join(folder, "a") }))).to.equal(sha);
    expect(hashOf(archive({ path: join(folder, "a") }))).to.equal(sha);
  });

  it("of an archive of assets follows their names and contents, in any order", () => {
    const of = (assets: Properties) => hashOf(archive({ assets }));
    const [one, two] = [asset({ text: "one" }), asset({ text: "two" })];
    expect(of({ a: one, b: two }))
      .to.match(/^[0-9a-f]{64}$/)
      .and.equal(of({ b: two, a: one }));
    expect(of({ a: two, b: one })).not.to.equal(of({ a: one, b: two }));
    expect(of({ a: one })).not.to.equal(of({ b: one }));
    const inner = record(withHashes({ code: archive({ assets: { a: one } }) }).code).assets;
    expect(record(record(inner).a).hash).to.equal(hashOf(one));
  });

  it("of a folder follows every file in it", () => {
    mkdirSync(join(folder, "lib"));
    writeFileSync(join(folder, "lib", "a"), "one");
    const before = hashOf(archive({ path: folder }));
    expect(before).to.match(/^[0-9a-f]{64}$/);
    expect(hashOf(archive({ path: folder }))).to.equal(before);
    writeFileSync(join(folder, "lib", "a"), "two");
    expect(hashOf(archive({ path: folder }))).not.to.equal(before);
  });

  it("is left out where the content is not at hand, and of what is no asset", () => {
    const far = archive({ uri: "https://example.com/a.zip" });
    expect(
      withHashes({ far, gone: asset({ path: join(folder, "none") }), plain: { path: "a" }, text: "b" }),
    ).to.deep.equal({
      far,
      gone: asset({ path: join(folder, "none") }),
      plain: { path: "a" },
      text: "b",
    });
  });

  it("marks assets as the SDK does", () => {
    expect([specialSigKey, specialAssetSig, specialArchiveSig]).to.deep.equal([
      SIGNATURE,
      "c44067f5952c0a294b673a41bacd8c17",
      "0def7320c3a5731c473e5ecbe6d01bc7",
    ]);
  });
});
