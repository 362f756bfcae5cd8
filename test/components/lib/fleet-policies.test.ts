import { expect } from "chai";
import { instanceTrustPolicy, readObjectPolicy, systemsManagerPolicyArn } from "../../../components/lib/fleet-policies";

describe("The policies of instances", () => {
  it("let EC2 alone take on the role", () => {
    expect(instanceTrustPolicy()).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "InstancesAssumeRole",
          Effect: "Allow",
          Principal: { Service: "ec2.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    });
  });

  it("let instances read one object and nothing else", () => {
    expect(readObjectPolicy({ partition: "aws", bucket: "artifacts", key: "abc/orders.tar.gz" })).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadArtifact",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::artifacts/abc/orders.tar.gz",
        },
      ],
    });
  });

  it("do not read a key's special characters as wildcards or variables", () => {
    const policy = readObjectPolicy({ partition: "aws", bucket: "b", key: `*/a?.\${aws:username}` });
    expect(policy.Statement[0]?.Resource).to.equal(`arn:aws:s3:::b/\${*}/a\${?}.\${$}{aws:username}`);
  });

  it("name the managed policy of the partition", () => {
    expect(systemsManagerPolicyArn("aws-us-gov")).to.equal(
      "arn:aws-us-gov:iam::aws:policy/AmazonSSMManagedInstanceCore",
    );
  });
});
