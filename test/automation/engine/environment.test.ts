import { PulumiCommand } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { EngineSource } from "../../../automation/engine/engine";
import { isolatedEnvironment } from "../../../automation/engine/environment";

const engine = {
  command: Object.create(PulumiCommand.prototype) as PulumiCommand,
  version: "3.259.0",
  source: EngineSource.Build,
  binFolder: "/engine/bin",
};

const isolated = (base: NodeJS.ProcessEnv, runtimeOptions = {}) =>
  isolatedEnvironment({ engine, folder: "/world", providerPort: 4711, runtimeOptions, base });

describe("isolatedEnvironment", () => {
  it("takes every AWS and Pulumi variable of the user away", () => {
    const variables = isolated({
      AWS_PROFILE: "work",
      AWS_REGION: "eu-west-1",
      PULUMI_ACCESS_TOKEN: "pul-1",
      PULUMI_STACK: "x",
    });
    for (const name of ["AWS_PROFILE", "AWS_REGION", "PULUMI_ACCESS_TOKEN", "PULUMI_STACK"]) {
      expect(variables).to.have.own.property(name, undefined);
    }
  });

  it("sets nothing but an engine of its own in a folder of its own", () => {
    expect(
      isolated({ PATH: "/usr/bin", AWS_ACCESS_KEY_ID: "AKIAUSER", PULUMI_HOME: "/home/me/.pulumi" }),
    ).to.deep.equal({
      PATH: "/engine/bin:/usr/bin",
      PULUMI_HOME: "/world/home",
      PULUMI_BACKEND_URL: "file:///world/state?metadata=skip",
      PULUMI_CONFIG_PASSPHRASE: "saas-privatelink",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_PROVIDERS: "aws:4711",
      AWS_ACCESS_KEY_ID: "sandbox",
      AWS_SECRET_ACCESS_KEY: "sandbox",
      AWS_CONFIG_FILE: "/world/home/no-aws-config",
      AWS_SHARED_CREDENTIALS_FILE: "/world/home/no-aws-credentials",
      AWS_EC2_METADATA_DISABLED: "true",
    });
  });

  it("repeats the runtime options for a language host that does not get them", () => {
    const options = { tsconfig: "tsconfig.deploy.json", nodeargs: "--stack-trace-limit=0" };
    const variables = isolated({ PATH: "", NODE_OPTIONS: "--no-warnings" }, options);
    expect(variables.PULUMI_NODEJS_TSCONFIG_PATH).to.equal("tsconfig.deploy.json");
    expect(variables.NODE_OPTIONS).to.equal("--no-warnings --stack-trace-limit=0");
  });

  it("leaves out arguments with which Node.js would not start", () => {
    const options = { nodeargs: "--prof --stack-trace-limit=0 --check" };
    expect(isolated({ PATH: "" }, options).NODE_OPTIONS).to.equal("--stack-trace-limit=0");
  });
});
