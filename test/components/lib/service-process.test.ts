import { expect } from "chai";
import type { PortSpec } from "../../../components/lib/port-spec";
import { resolvePorts } from "../../../components/lib/ports";
import { sentence } from "../../../components/lib/problem";
import { checkProcess, type ProcessSpec, resolveProcess } from "../../../components/lib/service-process";

const ports = (...specs: PortSpec[]) => resolvePorts([{ name: "orders", ports: specs }]);
const API: PortSpec = { name: "api", port: 80, targetPort: 3000 };

function messages(spec: ProcessSpec, artifact = true): string[] {
  return checkProcess(spec, "service", { service: "orders", ports: ports(API), artifact }).map(sentence);
}

describe("The process of a service", () => {
  it("runs node server.js and learns its port and PROXY protocol from the environment", () => {
    expect(resolveProcess({}, { service: "orders", ports: ports(API) })).to.deep.equal({
      service: "orders",
      startCommand: "node server.js",
      environment: { PORT: "3000", PROXY_PROTOCOL: "off" },
      privilegedPort: false,
    });
  });

  it("is told v2 when its first port has PROXY protocol", () => {
    const spec = ports({ ...API, proxyProtocol: true }, { name: "b", port: 1 });
    expect(resolveProcess({}, { service: "orders", ports: spec }).environment.PROXY_PROTOCOL).to.equal("v2");
  });

  it("may have another command, environment and packages", () => {
    const spec = { startCommand: "./run", environment: { PORT: "9", LOG: "debug" }, packages: [] };
    expect(resolveProcess(spec, { service: "orders", ports: ports(API) })).to.deep.equal({
      service: "orders",
      startCommand: "./run",
      environment: { PORT: "9", PROXY_PROTOCOL: "off", LOG: "debug" },
      packages: [],
      privilegedPort: false,
    });
  });

  it("needs a capability when any of its ports is below 1024 on the instance", () => {
    const privileged = (...specs: PortSpec[]) =>
      resolveProcess({}, { service: "orders", ports: ports(...specs) }).privilegedPort;
    expect(privileged({ name: "a", port: 80, targetPort: 1024 })).to.equal(false);
    expect(privileged(API, { name: "b", port: 1023 })).to.equal(true);
  });

  it("is refused with a command, package or environment that cannot work, all at once", () => {
    const spec = { startCommand: " ", packages: ["nodejs22", "node js"], environment: { "1X": "", A: "a\0" } };
    expect(messages(spec)).to.deep.equal([
      'service.startCommand: " " is not one line with a command; use one such as node server.js.',
      'service.environment["1X"]: "1X" is not the name of an environment variable; use letters, digits and underscores, and no digit first.',
      'service.environment.A: "a\\u0000" holds a NUL or half a character, which no environment variable can; remove it, or encode the value, for example in base64.',
      'service.packages[1]: "node js" is not the name of a package; use one such as nodejs22.',
    ]);
  });

  it("is refused with an environment that makes the user data too large", () => {
    expect(messages({ environment: { A: "x".repeat(8000) } })).to.deep.equal([]);
    const [message] = messages({ environment: { A: "x".repeat(16_000) } });
    expect(message).to.match(
      /^service\.environment: "\d{5} bytes" makes user data of \d{5} bytes, and EC2 takes at most 16384; put large values into the artifact or a parameter store\.$/,
    );
  });

  it("is refused where there is no artifact to start", () => {
    const rule = "is set, but there is no artifact to start; give the artifact, or remove it.";
    expect(messages({ startCommand: "x", environment: { A: "1" }, packages: [] }, false)).to.deep.equal([
      `service.startCommand: "x" ${rule}`,
      `service.environment: {"A":"1"} ${rule}`,
      `service.packages: [] ${rule}`,
    ]);
    expect(messages({}, false)).to.deep.equal([]);
  });
});
