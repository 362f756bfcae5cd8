import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { approvalCode } from "../../functions/approval-code";
import { bundleOf } from "../../functions/bundle";

const ROOT = path.resolve(__dirname, "../..");
const ENTRY = path.join(ROOT, "functions/connection-approval/index.ts");
const LARGEST_BYTES = 300 * 1024;

describe("the bundle of the function", function () {
  this.timeout(60_000);
  const { code, bytes } = bundleOf(ENTRY);

  it("is below 300 KB, without the AWS SDK", () => {
    // An `import { z } from "zod"` in what the function imports puts 380 KB of other languages' messages into it;
    // `import * as z from "zod"` takes what is used.
    expect(bytes).to.be.below(LARGEST_BYTES);
    expect(bytes).to.equal(Buffer.byteLength(code));
  });

  it("requires nothing but the AWS SDK and Node.js, in a way that finds the runtime's modules", () => {
    const required = new Set([...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name));
    expect([...required].filter((name) => !name?.startsWith("node:")).sort()).to.deep.equal([
      "@aws-sdk/client-dynamodb",
      "@aws-sdk/client-ec2",
      "@aws-sdk/client-eventbridge",
      "@aws-sdk/client-marketplace-entitlement-service",
      "@aws-sdk/client-secrets-manager",
      "@aws-sdk/client-sns",
    ]);
    expect(code).to.not.match(/\bimport\(/);
  });

  it("is the same byte for byte from any working folder", async () => {
    const script = `
      const { createHash } = require("node:crypto");
      const { bundleOf } = require(${JSON.stringify(path.join(ROOT, "functions/bundle.ts"))});
      process.stdout.write(createHash("sha256").update(bundleOf(${JSON.stringify(ENTRY)}).code).digest("hex"));`;
    const tsx = require.resolve("tsx");
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", `file://${tsx}`, "-e", script], {
      cwd: tmpdir(),
    });
    expect(stdout).to.equal(createHash("sha256").update(code).digest("hex"));
  });

  it("says no path of the machine that made it", () => {
    expect(code).to.not.contain(ROOT);
  });

  it("is the code that the component deploys from a checkout", () => {
    expect(approvalCode()).to.equal(code);
  });
});
