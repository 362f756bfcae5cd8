import { expect } from "chai";
import { readSettings } from "../../../functions/lib/read-settings";
import { SETTINGS } from "../support/samples";

function read(settings: unknown) {
  return readSettings({ SETTINGS: JSON.stringify(settings) });
}

describe("settings of the function", () => {
  it("are read from the environment", () => {
    expect(read(SETTINGS)).to.deep.equal(SETTINGS);
  });

  it("may say where entitlements are asked", () => {
    const webhook = {
      kind: "webhook",
      url: "https://billing.example.com/entitlements",
      secretArn: "arn:aws:secretsmanager:us-east-1:111111111111:secret:billing-AbCdEf",
      timeoutSeconds: 5,
    };
    expect(read({ ...SETTINGS, entitlement: webhook }).entitlement).to.deep.equal(webhook);
    const marketplace = { kind: "marketplace", productCode: "4ab2xkexample7w9q0zt5cfgh3" };
    expect(read({ ...SETTINGS, entitlement: marketplace }).entitlement).to.deep.equal(marketplace);
  });

  it("that are missing are refused", () => {
    const message = "The environment variable SETTINGS is missing; the stack sets it on the function.";
    expect(() => readSettings({})).to.throw(message);
    expect(() => readSettings({ SETTINGS: "" })).to.throw(message);
  });

  it("that are not JSON are refused", () => {
    expect(() => readSettings({ SETTINGS: "{" })).to.throw(/^The environment variable SETTINGS is not JSON: /);
  });

  it("are refused with everything that is wrong", () => {
    const { registry: _registry, ...rest } = SETTINGS;
    expect(() => read({ ...rest, auditDays: "400", secret: "s" })).to.throw(
      [
        "The environment variable SETTINGS is not what the function understands:",
        '- auditDays: "400" is not a whole number; write it without quotes.',
        "- registry: (missing) is required; add it.",
        '- secret: "secret" is an unknown key; use service, registry, notificationTopicArn, entitlement, warningDays or auditDays, or remove it.',
      ].join("\n"),
    );
  });

  it("whose webhook is not reached by HTTPS are refused", () => {
    const entitlement = {
      kind: "webhook",
      url: "http://billing.example.com",
      secretArn: "arn:aws:secretsmanager:us-east-1:111111111111:secret:billing-AbCdEf",
      timeoutSeconds: 5,
    };
    expect(() => read({ ...SETTINGS, entitlement })).to.throw(
      'entitlement.webhook.url: "http://billing.example.com" is not encrypted; use an address that begins with https://.',
    );
  });
});
