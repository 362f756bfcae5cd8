import { access } from "./access";
import { approval } from "./approval";
import { compute } from "./compute";
import type { BadValue } from "./file";
import { network } from "./network";
import { ports } from "./ports";
import { services } from "./services";
import { top } from "./top";

export { type BadValue, roomy } from "./file";

/** Wrong values of every kind that a stack file can have. */
export const BAD_VALUES: readonly BadValue[] = [
  ...top,
  ...services,
  ...ports,
  ...network,
  ...compute,
  ...access,
  ...approval,
];
