import { expect } from "chai";
import { withoutSecrets } from "../../../automation/stacks/backend-url";

describe("withoutSecrets", () => {
  for (const [url, shown] of [
    ["https://api.pulumi.com", "https://api.pulumi.com"],
    ["https://app.pulumi.com/acme", "https://app.pulumi.com/acme"],
    ["file:///home/somebody@work/state", "file:///home/somebody@work/state"],
    ["file://~", "file://~"],
    [
      "s3://acme-pulumi/state?region=us-east-1&awssdk=v2&profile=ops",
      "s3://acme-pulumi/state?region=us-east-1&awssdk=v2&profile=ops",
    ],
    [
      "s3://acme?endpoint=minio.acme:9000&s3ForcePathStyle=true",
      "s3://acme?endpoint=minio.acme:9000&s3ForcePathStyle=true",
    ],
    [
      "postgres://pulumi:hunter2@db.acme:5432/state?sslmode=verify-full",
      "postgres://db.acme:5432/state?sslmode=verify-full",
    ],
    ["postgres://pulumi:p@ss@db.acme/state", "postgres://db.acme/state"],
    ["https://ops@pulumi.acme", "https://pulumi.acme"],
    ["postgres://db.acme/state?user=ops&password=hunter2", "postgres://db.acme/state?user=[secret]&password=[secret]"],
    ["azblob://state?storage_account=acme&sig=a%2Bb%3D", "azblob://state?storage_account=acme&sig=[secret]"],
    ["s3://acme?endpoint=https://ops:hunter2@minio.acme", "s3://acme?endpoint=[secret]"],
    ["s3://acme?token", "s3://acme?token"],
    ["https://pulumi.acme/#access_token=hunter2", "https://pulumi.acme/#[secret]"],
  ] as const) {
    it(`shows ${url} as ${shown}`, () => {
      expect(withoutSecrets(url)).to.equal(shown);
    });
  }

  it("finds the addresses in what an engine says", () => {
    expect(
      withoutSecrets(
        'error: could not open "postgres://ops:hunter2@db.acme/state?password=x": refused; see https://www.pulumi.com/docs/.',
      ),
    ).to.equal(
      'error: could not open "postgres://db.acme/state?password=[secret]": refused; see https://www.pulumi.com/docs/.',
    );
  });

  it("leaves text without an address as it is", () => {
    expect(withoutSecrets("ops@acme: a?password=x is no address")).to.equal("ops@acme: a?password=x is no address");
  });
});
