import type { StackService } from "./place";

const SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService";
const ARN = /^arn:[^:]+:ec2:(?<region>[^:]+):(?<accountId>\d{12}):vpc-endpoint-service\/(?<serviceId>vpce-svc-\w+)$/;

/** What `pulumi stack export` says, as far as services are concerned. */
interface Exported {
  readonly deployment?: {
    readonly resources?: readonly {
      readonly type: string;
      readonly outputs?: { readonly arn?: unknown };
    }[];
  };
}

/** The endpoint services that a state has; one that was replaced stays in it until AWS has deleted it. */
export function servicesIn({ deployment }: Exported): StackService[] {
  const services = (deployment?.resources ?? []).filter(({ type }) => type === SERVICE);
  return services.flatMap(({ outputs }) => {
    const { region, accountId, serviceId } = ARN.exec(String(outputs?.arn))?.groups ?? {};
    if (region === undefined || accountId === undefined || serviceId === undefined) return [];
    return [{ region, accountId, serviceId }];
  });
}
