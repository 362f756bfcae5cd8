import fc from "fast-check";
import { anyCharacter } from "../../../support/characters";
import { NASTY } from "./documents";

/** Any text, and texts of what means something in one of the formats. */
export const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.string({ unit: fc.constantFrom(..."'\"`$\\{}%#<>|*_[]()!&;:- \n\r\t\u0000\u202e\ud800ax") }),
  fc.constant(NASTY),
);
