import { Refused } from "../terminal/refused";

/** Where stacks are cannot be worked with, such as without an engine or a backend; nothing was done. */
export class PlaceError extends Refused {
  constructor(message: string) {
    super(message);
    this.name = "PlaceError";
  }
}
