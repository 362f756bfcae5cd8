import { type ConsumedService, EndpointService } from "../../components";
import { rawLoadBalancer, rawNetwork } from "./raw-network";

/** A service of the sandbox's own account with a verified private DNS name, in use1-az1 and use1-az2. */
export function acceptingService(acceptanceRequired = true): {
  readonly service: EndpointService;
  readonly consumed: ConsumedService;
} {
  const provider = rawNetwork("provider", ["use1-az1", "use1-az2"]);
  const service = new EndpointService("orders", {
    networkLoadBalancerArns: [rawLoadBalancer("nlb", provider).arn],
    acceptanceRequired,
    allowedPrincipals: ["123456789012"],
    privateDns: { name: "api.example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ" },
  });
  const consumed = {
    serviceName: service.serviceName,
    availabilityZoneIds: ["use1-az1", "use1-az2"],
    ports: [{ name: "api", port: 3000, protocol: "TCP" }],
    privateDnsName: service.privateDnsName,
  };
  return { service, consumed };
}
