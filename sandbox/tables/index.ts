import { CloudError, type FunctionTable, type FunctionTables, type ResourceTable, type ResourceTables } from "../table";
import { autoscaling } from "./autoscaling";
import { buckets } from "./buckets";
import { endpointServices } from "./endpoint-services";
import { flowLogs } from "./flow-logs";
import { functions } from "./functions";
import { gateways } from "./gateways";
import { iam } from "./iam";
import { images } from "./images";
import { kms } from "./kms";
import { launchTemplates } from "./launch-templates";
import { loadBalancers } from "./load-balancers";
import { logs } from "./logs";
import { route53 } from "./route53";
import { routing } from "./routing";
import { securityGroups } from "./security-groups";
import { sns } from "./sns";
import { vpc } from "./vpc";
import { vpcEndpoints } from "./vpc-endpoints";

/** Every resource type that the sandbox knows. */
export const resourceTables: ResourceTables = {
  ...vpc,
  ...routing,
  ...gateways,
  ...flowLogs,
  ...securityGroups,
  ...vpcEndpoints,
  ...endpointServices,
  ...launchTemplates,
  ...images,
  ...loadBalancers,
  ...autoscaling,
  ...iam,
  ...buckets,
  ...kms,
  ...sns,
  ...route53,
  ...logs,
};

/** Every function that the sandbox knows. */
export const functionTables: FunctionTables = functions;

/** The file that a table for the token belongs to: the service is the part between the colons, before the slash. */
function unknown(token: string): CloudError {
  const service = token.split(":")[1]?.split("/")[0] ?? "index";
  return new CloudError(`The sandbox does not know ${token}: add a table to sandbox/tables/${service}.ts.`);
}

export function resourceTable(token: string): ResourceTable {
  const table = resourceTables[token];
  if (table === undefined) throw unknown(token);
  return table;
}

export function functionTable(token: string): FunctionTable {
  const table = functionTables[token];
  if (table === undefined) throw unknown(token);
  return table;
}
