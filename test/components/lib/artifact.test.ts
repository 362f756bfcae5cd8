import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { checkArtifactPath, readArtifact, tlsOnlyPolicy } from "../../../components/lib/artifact";
import { sentence } from "../../../components/lib/problem";

describe("An artifact", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "artifact-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = (name: string, content: Buffer | string = gzipSync("archive")) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const messages = (path: string) =>
    checkArtifactPath(path, "service.artifact.path").map((problem) => sentence(problem).replace(folder, "DIR"));

  it("is a gzip archive on disk", () => {
    expect(messages(file("order-processor_1.2.tar.gz"))).to.deep.equal([]);
  });

  it("is refused when it is not there, or is no file", () => {
    const expected = "is not a file; build the archive first, or correct the path, which is relative to the project.";
    mkdirSync(join(folder, "folder.tar.gz"));
    expect(messages(join(folder, "absent.tar.gz"))).to.deep.equal([
      `service.artifact.path: "DIR/absent.tar.gz" ${expected}`,
    ]);
    expect(messages(join(folder, "folder.tar.gz"))).to.deep.equal([
      `service.artifact.path: "DIR/folder.tar.gz" ${expected}`,
    ]);
  });

  it("is refused under a name that is not an archive's, or does not fit an object key", () => {
    expect(messages(file("server.zip"))).to.deep.equal([
      'service.artifact.path: "DIR/server.zip" does not end with .tar.gz; give a gzip-compressed tar archive.',
    ]);
    expect(messages(file("a b.tar.gz"))).to.deep.equal([
      'service.artifact.path: "DIR/a b.tar.gz" has a file name with other characters than letters, digits, dot, underscore and hyphen; rename the file.',
    ]);
  });

  for (const content of ["", "plain"]) {
    it(`is refused when it holds ${JSON.stringify(content)}`, () => {
      expect(messages(file("plain.tar.gz", content))).to.deep.equal([
        'service.artifact.path: "DIR/plain.tar.gz" is not compressed with gzip; write it with tar -czf.',
      ]);
    });
  }

  it("has a key that carries the hash of its contents and its file name", () => {
    const content = gzipSync("one");
    const sha256 = createHash("sha256").update(content).digest("hex");
    expect(readArtifact(file("a.tar.gz", content))).to.deep.equal({ sha256, key: `${sha256}/a.tar.gz` });
    expect(readArtifact(file("a.tar.gz", gzipSync("two"))).key).not.to.equal(`${sha256}/a.tar.gz`);
  });
});

describe("The policy of the artifact's bucket", () => {
  it("denies requests without TLS to everybody", () => {
    expect(tlsOnlyPolicy("arn:aws:s3:::b")).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });
});
