import fc from "fast-check";

const FIRST_SURROGATE = 0xd800;
const SURROGATES = 0x800;

/**
 * Any character of Unicode, as the unit of `fc.string`. It is what fast-check calls `binary`, without the table of all
 * characters that fast-check makes for that, which takes a second.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .nat(0x10ffff - SURROGATES)
  .map((point) => String.fromCodePoint(point < FIRST_SURROGATE ? point : point + SURROGATES));
