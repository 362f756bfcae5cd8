import { CloudError, type FunctionTable, type FunctionTables, type ResourceTable, type ResourceTables } from "../table";
import { alarms } from "./alarms";
import { autoscaling } from "./autoscaling";
import { buckets } from "./buckets";
import { dynamodb } from "./dynamodb";
import { endpointServices } from "./endpoint-services";
import { eventSourceMappings } from "./event-source-mappings";
import { flowLogs } from "./flow-logs";
import { functions } from "./functions";
import { gateways } from "./gateways";
import { healthChecks } from "./health-checks";
import { iam } from "./iam";
import { images } from "./images";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { lambdaSettings } from "./lambda-settings";
import { launchTemplates } from "./launch-templates";
import { loadBalancers } from "./load-balancers";
import { logs } from "./logs";
import { route53 } from "./route53";
import { routing } from "./routing";
import { scheduler } from "./scheduler";
import { securityGroups } from "./security-groups";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { vpc } from "./vpc";
import { vpcEndpoints } from "./vpc-endpoints";
import { zoneAssociations } from "./zone-associations";

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
  ...sqs,
  ...lambda,
  ...lambdaSettings,
  ...eventSourceMappings,
  ...dynamodb,
  ...scheduler,
  ...route53,
  ...healthChecks,
  ...zoneAssociations,
  ...logs,
  ...alarms,
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
