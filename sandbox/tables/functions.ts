import type { FunctionTables } from "../table";
import { accountFunctions } from "./functions-account";
import { endpointFunctions } from "./functions-endpoints";
import { imageFunctions } from "./functions-images";
import { networkFunctions } from "./functions-network";
import { serviceFunctions } from "./functions-services";

/** Every function that the sandbox knows, by token. */
export const functions: FunctionTables = {
  ...accountFunctions,
  ...endpointFunctions,
  ...imageFunctions,
  ...networkFunctions,
  ...serviceFunctions,
};
