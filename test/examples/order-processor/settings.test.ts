import { expect } from "chai";
import { readSettings } from "../../../examples/order-processor/settings";

describe("readSettings", () => {
  it("listens on port 3000 of all addresses without the PROXY protocol by default", () => {
    expect(readSettings({})).to.deep.equal({ port: 3000, proxyProtocol: false });
  });

  it("reads PORT, HOST and PROXY_PROTOCOL", () => {
    expect(readSettings({ PORT: "8080", HOST: "127.0.0.1", PROXY_PROTOCOL: "v2" })).to.deep.equal({
      port: 8080,
      host: "127.0.0.1",
      proxyProtocol: true,
    });
    expect(readSettings({ PROXY_PROTOCOL: "off" }).proxyProtocol).to.equal(false);
  });

  it("refuses values that it would otherwise have to guess", () => {
    for (const PORT of ["", "http", "-1", "65536", "3000x"]) {
      expect(() => readSettings({ PORT })).to.throw(`PORT must be a number from 0 to 65535, got "${PORT}".`);
    }
    expect(() => readSettings({ PROXY_PROTOCOL: "v1" })).to.throw('PROXY_PROTOCOL must be v2 or off, got "v1".');
  });
});
