import { expect } from "chai";
import { crc32c } from "../../../examples/order-processor/crc32c";

describe("crc32c", () => {
  it("gives the check value of the Castagnoli polynomial", () => {
    expect(crc32c(Buffer.from("123456789"))).to.equal(0xe3069283);
  });

  it("gives the values of RFC 3720, appendix B.4", () => {
    expect(crc32c(Buffer.alloc(32))).to.equal(0x8a9136aa);
    expect(crc32c(Buffer.alloc(32, 0xff))).to.equal(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).to.equal(0x46dd794e);
  });

  it("gives zero for no bytes", () => {
    expect(crc32c(Buffer.alloc(0))).to.equal(0);
  });
});
