import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { TestAccount } from "../account";

const AMI = "ami-0123456789abcdef0";

describe("a launch template in the sandbox", () => {
  const account = new TestAccount();
  const refused = (given: Properties) => account.refusals(T.LaunchTemplate, "lt", { imageId: AMI, ...given });

  it("counts its versions up at each change, and its default version only when told to", () => {
    const made = account.make(T.LaunchTemplate, "a", { imageId: AMI });
    expect(made).to.include({ latestVersion: 1, defaultVersion: 1 });
    const second = account.update(T.LaunchTemplate, "a", made.id, { imageId: AMI, instanceType: "t3.small" });
    expect(second).to.include({ latestVersion: 2, defaultVersion: 1 });
    const third = account.update(T.LaunchTemplate, "a", made.id, { imageId: AMI, updateDefaultVersion: true });
    expect(third).to.include({ latestVersion: 3, defaultVersion: 3, id: made.id });
  });

  it("has no new version for its own tags and its default version", () => {
    const made = account.make(T.LaunchTemplate, "tags", { imageId: AMI });
    const tagged = account.update(T.LaunchTemplate, "tags", made.id, { imageId: AMI, tags: { a: "b" } });
    expect(tagged).to.include({ latestVersion: 1, defaultVersion: 1 });
  });

  it("takes AMIs of its Region: one of unknown origin belongs to the Region that uses it first", () => {
    expect(refused({ imageId: "ami-xyz" })).to.deep.equal([
      'imageId: "ami-xyz" must be an AMI id such as ami-0123456789abcdef0',
    ]);
    expect(account.in("us-east-2").refusals(T.LaunchTemplate, "b", { imageId: AMI })).to.deep.equal([
      `imageId: InvalidAMIID.NotFound: The image id '[${AMI}]' does not exist in us-east-2; it is in us-east-1`,
    ]);
    expect(refused({ imageId: "resolve:ssm:/orders/ami" })).to.deep.equal([]);
  });

  it("takes instance types that exist and groups and profiles that exist", () => {
    expect(refused({ instanceType: "t9.small" })).to.deep.equal([
      "instanceType: InvalidInstanceType: The following supplied instance types do not exist: [t9.small]",
    ]);
    expect(refused({ vpcSecurityGroupIds: ["sg-0"] })).to.deep.equal([
      "vpcSecurityGroupIds: InvalidGroup.NotFound: The security group 'sg-0' does not exist",
    ]);
    expect(refused({ iamInstanceProfile: { name: "none" } })).to.deep.equal([
      "iamInstanceProfile: NoSuchEntity: Instance Profile none cannot be found.",
    ]);
  });

  it("takes user data of 16 KB in base64", () => {
    const data = (bytes: number) => ({ userData: Buffer.alloc(bytes, "a").toString("base64") });
    expect(refused(data(16_384))).to.deep.equal([]);
    expect(refused(data(16_385))).to.deep.equal([
      "userData: InvalidUserData.Malformed: User data is limited to 16384 bytes, got 16385",
    ]);
    expect(refused({ userData: "#!/bin/bash" })).to.deep.equal([
      "userData: InvalidUserData.Malformed: Invalid BASE64 encoding of user data",
    ]);
  });

  it("takes AWS's words for metadata options and volumes", () => {
    expect(refused({ metadataOptions: { httpTokens: "yes" } })).to.deep.equal([
      'metadataOptions: httpTokens: expected one of ["optional","required"], got yes',
    ]);
    expect(refused({ metadataOptions: { httpPutResponseHopLimit: 65 } })).to.deep.equal([
      "metadataOptions: httpPutResponseHopLimit: expected to be in the range (1 - 64), got 65",
    ]);
    expect(refused({ blockDeviceMappings: [{ ebs: { volumeType: "gp4" } }] })).to.deep.equal([
      "blockDeviceMappings: ebs.volumeType: gp4 is not a volume type",
    ]);
    expect(refused({ tagSpecifications: [{ resourceType: "vpc" }] })[0]).to.match(
      /^tagSpecifications: expected any of/,
    );
  });
});
