import { expect } from "chai";
import { sentence } from "../../../components/lib/problem";
import { checkServiceName, parseServiceName, regionOfServiceName } from "../../../components/lib/service-names";

const NAME = "com.amazonaws.vpce.us-east-2.vpce-svc-0123456789abcdef0";

describe("service names", () => {
  it("hold Region and id, in China too", () => {
    expect(parseServiceName(NAME)).to.deep.equal({ region: "us-east-2", serviceId: "vpce-svc-0123456789abcdef0" });
    expect(regionOfServiceName("cn.com.amazonaws.vpce.cn-north-1.vpce-svc-0123456789abcdef0")).to.equal("cn-north-1");
    expect(() => regionOfServiceName("s3")).to.throw("s3 is not the name of an endpoint service.");
  });

  it("are not those of AWS's own services", () => {
    expect(checkServiceName("com.amazonaws.us-east-1.s3", "serviceName").map(sentence)).to.deep.equal([
      'serviceName: "com.amazonaws.us-east-1.s3" is not the name of an endpoint service; use the provider\'s serviceName, com.amazonaws.vpce.<region>.vpce-svc-<id>.',
    ]);
  });

  it("belong to the Region that is said to be the service's", () => {
    expect(checkServiceName(NAME, "serviceName", "us-east-2")).to.deep.equal([]);
    expect(checkServiceName(NAME, "serviceName", "us-west-2").map(sentence)).to.deep.equal([
      `serviceName: "${NAME}" is the name of a service in us-east-2, not in us-west-2; take service name and Region from the same stack of the provider.`,
    ]);
  });
});
