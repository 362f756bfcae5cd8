import { expect } from "chai";
import {
  flowLogsDelivery,
  flowLogsTrust,
  ownAccountPolicy,
  s3GatewayPolicy,
} from "../../../components/lib/network-policies";

const scope = { partition: "aws", region: "eu-west-1", accountId: "123456789012" };
const condition = { StringEquals: { "aws:PrincipalAccount": "123456789012" } };

describe("The policy of the S3 gateway endpoint", () => {
  it("admits the packages of Amazon Linux 2023 of the Region to anybody, and nothing else", () => {
    expect(s3GatewayPolicy(scope, { readableBuckets: [], imageLayers: false })).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadPackages",
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: ["arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*"],
        },
      ],
    });
  });

  it("admits objects of the given buckets to the account's principals", () => {
    const readableBuckets = ["arn:aws:s3:::artifacts", "arn:aws:s3:::more.artifacts"];
    const { Statement } = s3GatewayPolicy(scope, { readableBuckets, imageLayers: false });
    expect(Statement).to.have.lengthOf(2);
    expect(Statement[1]).to.deep.equal({
      Sid: "ReadGivenBuckets",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: ["arn:aws:s3:::artifacts/*", "arn:aws:s3:::more.artifacts/*"],
      Condition: condition,
    });
  });

  it("admits the layers of container images where those are pulled", () => {
    const { Statement } = s3GatewayPolicy(scope, { readableBuckets: [], imageLayers: true });
    expect(Statement.map(({ Resource }) => Resource)).to.deep.equal([
      ["arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*", "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"],
    ]);
  });
});

describe("The policy of another endpoint", () => {
  it("admits principals of the account only", () => {
    expect(ownAccountPolicy(scope)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        { Sid: "OwnAccount", Effect: "Allow", Principal: "*", Action: "*", Resource: "*", Condition: condition },
      ],
    });
  });
});

describe("The role of flow logs", () => {
  it("is taken by the flow logs of the account and Region only", () => {
    expect(flowLogsTrust(scope)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:123456789012:vpc-flow-log/*" },
          },
        },
      ],
    });
  });

  it("writes to one log group", () => {
    const arn = "arn:aws:logs:eu-west-1:123456789012:log-group:flow-logs";
    expect(flowLogsDelivery(arn).Statement.map(({ Resource }) => Resource)).to.deep.equal([[arn, `${arn}:*`]]);
  });
});
