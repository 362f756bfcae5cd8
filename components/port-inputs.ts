import type * as pulumi from "@pulumi/pulumi";
import type { InputChecks } from "./inputs";
import { at } from "./lib/path";
import { checkCertificateArn, checkTargetLoadBalancerArn } from "./lib/port-rules";
import { TargetType } from "./lib/port-spec";
import type { ServicePort, ServicePorts } from "./service-ports";

/** The services with the values that may be Outputs gated on their rules; plain ones are checked with the services. */
export function checkPortInputs(checks: InputChecks, services: readonly ServicePorts[]): ServicePorts[] {
  return services.map((service, index) => ({
    ...service,
    ports: service.ports.map((port, position) => gated(checks, port, at(at(at("services", index), "ports"), position))),
  }));
}

function gated(checks: InputChecks, port: ServicePort, path: string): ServicePort {
  const { certificateArn, targetIds, targetType } = port;
  return {
    ...port,
    ...(isLater(certificateArn) && {
      certificateArn: checks.input(at(path, "certificateArn"), certificateArn, checkCertificateArn),
    }),
    ...(targetType === TargetType.Alb && {
      targetIds: targetIds?.map((arn, index) =>
        isLater(arn) ? checks.input(at(at(path, "targetIds"), index), arn, checkTargetLoadBalancerArn) : arn,
      ),
    }),
  };
}

function isLater(value: pulumi.Input<string> | undefined): value is Exclude<pulumi.Input<string>, string> {
  return value !== undefined && typeof value !== "string";
}
