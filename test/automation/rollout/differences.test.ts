import { expect } from "chai";
import { becameOthers, notBroughtBack } from "../../../automation/rollout/differences";

const before = {
  imageId: "ami-1",
  imageSources: [],
  artifacts: { orders: { bucket: "b", key: "k", sha256: "1" } },
  serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1",
  version: "0.1.0",
};

describe("notBroughtBack", () => {
  it("is nothing when all is as it was", () => {
    expect(notBroughtBack(before, structuredClone(before))).to.deep.equal([]);
  });

  it("names each output that is another one, with both values", () => {
    const after = { ...before, imageId: "ami-2", artifacts: {}, serviceName: undefined };
    expect(notBroughtBack(before, after)).to.deep.equal([
      "The output imageId is ami-2 after the rollback, and was ami-1.",
      'The output artifacts is {} after the rollback, and was {"orders":"1"}.',
      "The output serviceName is (missing) after the rollback, and was com.amazonaws.vpce.us-east-1.vpce-svc-1.",
    ]);
  });

  it("compares a copy by its source, because one that was made anew has another id", () => {
    const copied = { ...before, imageId: "ami-copy-1", imageSources: ["ami-1"] };
    expect(
      notBroughtBack(copied, { ...copied, imageId: "ami-copy-9", imageSources: ["ami-1", "ami-2"] }),
    ).to.deep.equal([]);
    expect(notBroughtBack(copied, { ...copied, imageSources: ["ami-2", "ami-1"] })).to.deep.equal([
      "The output imageSources is ami-2 after the rollback, and was ami-1.",
    ]);
  });

  it("takes ids of what was made anew for no problem, and names them in one line", () => {
    const after = { ...before, loadBalancerArn: "arn:2", targetGroupArns: { api: "arn:3" } };
    expect(notBroughtBack({ ...before, loadBalancerArn: "arn:1" }, after)).to.deep.equal([]);
    expect(becameOthers({ ...before, loadBalancerArn: "arn:1" }, after)).to.deep.equal([
      "Not as before, such as of what was made anew: loadBalancerArn, targetGroupArns. privatelink outputs has them.",
    ]);
  });

  it("says that another version of the program cannot be brought back by settings", () => {
    expect(becameOthers(before, { ...before, version: "0.2.0" })).to.deep.equal([
      "It was brought up by version 0.1.0 of saas-privatelink, and back by 0.2.0; only that version makes everything as it was.",
    ]);
    expect(becameOthers({ ...before, version: undefined }, before)).to.deep.equal([]);
  });
});
