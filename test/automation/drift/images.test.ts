import { DescribeImagesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import { AwsClients } from "../../../automation/aws/clients";
import { AwsImages } from "../../../automation/drift/images";

const ID = "ami-0aaaaaaaaaaaaaaaa";
const SOURCE = { id: "ami-0123456789abcdef0", region: "us-east-1" };

describe("automation/drift/images", () => {
  const ec2 = mockClient(EC2Client);
  const profiles: (string | undefined)[] = [];
  const images = new AwsImages((profile) => {
    profiles.push(profile);
    return new AwsClients();
  });
  const look = (profile?: string) =>
    images.look({ stack: "us-east-2", region: "us-east-2", outputs: {}, ...(profile && { profile }) }, ID);

  beforeEach(() => {
    ec2.reset();
    profiles.length = 0;
  });
  after(() => ec2.restore());

  it("asks for the AMI by a filter, because AWS answers an id that it does not know with an error", async () => {
    ec2.on(DescribeImagesCommand).resolves({ Images: [] });
    expect(await look("deploy")).to.equal(undefined);
    expect(ec2.commandCalls(DescribeImagesCommand).map(({ args: [{ input }] }) => input)).to.deep.equal([
      { Filters: [{ Name: "image-id", Values: [ID] }] },
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
});
