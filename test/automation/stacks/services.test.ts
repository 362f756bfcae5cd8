import { expect } from "chai";
import { servicesIn } from "../../../automation/stacks/services";

const TYPE = "aws:ec2/vpcEndpointService:VpcEndpointService";

describe("servicesIn", () => {
  it("finds the services of a state, replaced ones among them, and nothing else", () => {
    const arn = (id: string) => ({ arn: `arn:aws:ec2:us-east-2:111122223333:vpc-endpoint-service/${id}` });
    const resources = [
      { type: "pulumi:pulumi:Stack" },
      { type: TYPE, outputs: arn("vpce-svc-0a") },
      { type: TYPE, delete: true, outputs: arn("vpce-svc-0b") },
      { type: "aws:ec2/vpc:Vpc", outputs: { arn: "arn:aws:ec2:us-east-2:111122223333:vpc/vpc-1" } },
      // Begun, and not there yet.
      { type: TYPE },
    ];
    const place = { region: "us-east-2", accountId: "111122223333" };
    expect(servicesIn({ deployment: { resources } })).to.deep.equal([
      { ...place, serviceId: "vpce-svc-0a" },
      { ...place, serviceId: "vpce-svc-0b" },
    ]);
  });

  it("finds none in a state that is empty", () => {
    expect(servicesIn({})).to.deep.equal([]);
    expect(servicesIn({ deployment: {} })).to.deep.equal([]);
  });
});
