import { DescribeImagesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import { AwsClients } from "../../../automation/aws/clients";
import { AwsImages, imageFindings } from "../../../automation/drift/images";
import type { StackOutputValues } from "../../../automation/stacks/place";
import { Refused } from "../../../automation/terminal/refused";

const ID = "ami-0aaaaaaaaaaaaaaaa";
const SOURCE = { id: "ami-0123456789abcdef0", region: "us-east-1" };

describe("automation/drift/images", () => {
  const ec2 = mockClient(EC2Client);
  const sts = mockClient(STSClient);
  const profiles: (string | undefined)[] = [];
  const images = new AwsImages((identity) => {
    profiles.push(identity?.profile);
    return new AwsClients();
  });
  const look = (profile?: string, outputs: StackOutputValues = {}) =>
    images.look({ stack: "us-east-2", region: "us-east-2", outputs, ...(profile && { identity: { profile } }) }, ID);

  beforeEach(() => {
    ec2.reset();
    sts.reset();
    profiles.length = 0;
  });
  after(() => {
    ec2.restore();
    sts.restore();
  });

  it("asks for the AMI by a filter, because AWS answers an id that it does not know with an error", async () => {
    ec2.on(DescribeImagesCommand).resolves({ Images: [] });
    expect(await look("deploy")).to.equal(undefined);
    expect(ec2.commandCalls(DescribeImagesCommand).map(({ args: [{ input }] }) => input)).to.deep.equal([
      { Filters: [{ Name: "image-id", Values: [ID] }], IncludeDeprecated: true, IncludeDisabled: true },
    ]);
    expect(profiles).to.deep.equal(["deploy"]);
  });

  it("knows the source of a copy by the tags that both Pulumi and a promotion give it", async () => {
    const tags = { "privatelink:source-ami": SOURCE.id, "privatelink:source-region": SOURCE.region, Name: "orders" };
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    ec2.on(DescribeImagesCommand).resolves({ Images: [{ ImageId: ID, Name: "orders-1", Tags }] });
    expect(await look()).to.deep.equal({ name: "orders-1", source: SOURCE });
  });

  it("knows no source of an AMI with half of the tags, or none", async () => {
    const Tags = [{ Key: "privatelink:source-ami", Value: SOURCE.id }];
    ec2.on(DescribeImagesCommand).resolvesOnce({ Images: [{ ImageId: ID, Tags }] });
    expect(await look()).to.deep.equal({});
    ec2.on(DescribeImagesCommand).resolves({ Images: [{ ImageId: ID, Name: "al2023" }] });
    expect(await look()).to.deep.equal({ name: "al2023" });
  });

  it("is there as long as instances start from it, though its publisher has deprecated it", async () => {
    // Without being asked for them, AWS leaves out the deprecated AMIs of others.
    ec2.on(DescribeImagesCommand).callsFake(({ IncludeDeprecated }) =>
      Promise.resolve({
        Images:
          IncludeDeprecated === true
            ? [{ ImageId: ID, Name: "al2023-1", State: "available", DeprecationTime: "2026-01-01T00:00:00.000Z" }]
            : [],
      }),
    );
    const image = await look();
    expect(image).to.deep.equal({ name: "al2023-1" });
    expect(imageFindings({ stack: "us-east-2", region: "us-east-2" }, ID, image)).to.deep.equal([]);
  });

  it("says of an AMI that is disabled that it can be enabled", async () => {
    ec2.on(DescribeImagesCommand).resolves({ Images: [{ ImageId: ID, Name: "orders-1", State: "disabled" }] });
    const image = await look();
    expect(image).to.deep.equal({ name: "orders-1", state: "disabled" });
    expect(imageFindings({ stack: "us-east-2", region: "us-east-2" }, ID, image)).to.deep.equal([
      {
        kind: "resource",
        stacks: ["us-east-2"],
        subject: `AMI ${ID} of the fleet`,
        problem: "is disabled, so that no instance can be launched",
        details: [],
        remedies: [
          `To have it back: aws ec2 enable-image --region us-east-2 --image-id ${ID}, by its owner.`,
          "Name another one in Pulumi.us-east-2.yaml, or privatelink image promote, then privatelink up --stack us-east-2.",
        ],
      },
    ]);
  });

  it("says that credentials are of another account than the stack, to which a private AMI is not there", async () => {
    ec2.on(DescribeImagesCommand).resolves({ Images: [] });
    sts.on(GetCallerIdentityCommand).resolves({ Account: "999999999999", Arn: "arn:aws:iam::999999999999:user/a" });
    const outputs = { accountId: "123456789012" };
    expect(await look("deploy", outputs).catch((error: unknown) => error))
      .to.be.instanceOf(Refused)
      .with.property(
        "message",
        `us-east-2: there is no AMI ${ID} for the AWS credentials, which are of account 999999999999 (aws:profile of the stack is "deploy"), and the stack is in 123456789012: use those of 123456789012, by AWS_PROFILE, or by aws:profile or aws:assumeRoles of the stack file.`,
      );
    sts.on(GetCallerIdentityCommand).resolves({ Account: "123456789012", Arn: "arn:aws:iam::123456789012:user/a" });
    expect(await look("deploy", outputs)).to.equal(undefined);
  });

  it("asks for the account only where the AMI is not found", async () => {
    ec2.on(DescribeImagesCommand).resolves({ Images: [{ ImageId: ID, Name: "al2023-1" }] });
    expect(await look(undefined, { accountId: "123456789012" })).to.deep.equal({ name: "al2023-1" });
    expect(sts.commandCalls(GetCallerIdentityCommand)).to.deep.equal([]);
  });
});
