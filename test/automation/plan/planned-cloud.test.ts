import { expect } from "chai";
import { PlannedCloud } from "../../../automation/plan/planned-cloud";
import { F, T } from "../../../sandbox/tokens";
import { network, TestAccount } from "../../sandbox/account";

describe("the account of a plan", () => {
  it("has connections accepted as soon as a program waits for that", () => {
    const cloud = new PlannedCloud(() => undefined);
    const account = new TestAccount("us-east-1", cloud);
    const net = network(account, ["use1-az1"]);
    const { id } = account.make(T.VpcEndpoint, "e", {
      vpcId: net.vpc.id,
      vpcEndpointType: "Interface",
      serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
      subnetIds: net.subnets.map((subnet) => subnet.id),
    });
    const state = () => cloud.read(T.VpcEndpoint, id, account)?.outputs.state;
    expect(state()).to.equal("pendingAcceptance");
    expect(cloud.invoke(F.getVpcEndpoint, { id }, account).state).to.equal("available");
    expect(state()).to.equal("available");
  });
});
