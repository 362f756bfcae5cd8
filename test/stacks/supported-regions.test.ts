import { expect } from "chai";
import { Cloud } from "../../sandbox/cloud";
import { parseConfig } from "../../stacks/config";
import { refuseDisabledRegions } from "../../stacks/supported-regions";
import { withMocks } from "../support/mocks";
import { minimal } from "./minimal";
import { refusalOf } from "./run-stack";
import { stackFile } from "./stack-files";

const GET_REGIONS = "aws:index/getRegions:getRegions";

/** An account that has enabled these of the Regions that have to be. */
class Account extends Cloud {
  constructor(readonly enabled: readonly string[]) {
    super();
  }

  override invoke(...[token, args, place]: Parameters<Cloud["invoke"]>) {
    if (token === GET_REGIONS) return { names: [...this.enabled] };
    return super.invoke(token, args, place);
  }
}

function run(supportedRegions: readonly string[], enabled: readonly string[] = [], region = "us-east-1") {
  const config = parseConfig("test", stackFile({ ...minimal(), access: { supportedRegions } }, region));
  return withMocks(() => refuseDisabledRegions(config), { cloud: new Account(enabled) });
}

describe("stacks/supported-regions", () => {
  it("refuses Regions that the account has not enabled, all at once", async () => {
    expect(await refusalOf(run(["eu-west-1", "ap-east-1", "eu-south-2", "me-south-1"], ["eu-south-2"]))).to.equal(
      [
        "The config of stack test has 2 problems:",
        '  access.supportedRegions[1]: "ap-east-1" is not enabled in the provider\'s account, and AWS opens a service only to Regions that are; enable it with aws account enable-region --region-name ap-east-1, or remove it.',
        '  access.supportedRegions[3]: "me-south-1" is not enabled in the provider\'s account, and AWS opens a service only to Regions that are; enable it with aws account enable-region --region-name me-south-1, or remove it.',
      ].join("\n"),
    );
  });

  it("asks AWS only where a Region has to be enabled, and that is another one than the stack's", async () => {
    const asked = async (...args: Parameters<typeof run>) => (await run(...args)).calls.map(({ token }) => token);
    expect(await asked(["eu-west-1"])).to.deep.equal([]);
    expect(await asked(["eu-south-2"], [], "eu-south-2")).to.deep.equal([]);
    expect(await asked(["eu-west-1", "eu-south-2"], ["eu-south-2"])).to.deep.equal([GET_REGIONS]);
  });
});
