import { z } from "zod";
import { documented } from "../../components/lib/schema/keys";
import { access, notification, privateDns } from "./access";
import { approval } from "./approval";
import { consumer } from "./consumer";
import { fleet } from "./fleet";
import { image } from "./image";
import { loadBalancer } from "./load-balancer";
import { network } from "./network";
import { additionalServices, service } from "./service";

/** Every key of a stack file in the namespace `saas-privatelink`. */
export const settings = z.strictObject({
  service,
  network,
  image,
  fleet,
  additionalServices,
  loadBalancer,
  access,
  approval,
  privateDns,
  notification,
  consumer,
  protect: documented(z.boolean().default(true), {
    description:
      "Whether load balancer and endpoint service are protected from deletion and replacement. To destroy the stack, set it to false and run `pulumi up` first.",
    source: "Elastic Load Balancing API, deletion protection",
  }),
  tags: documented(z.record(z.string(), z.string()).default({}), {
    description: "Tags of all resources, besides their Name.",
    rule: "At most 49, keys of at most 128 characters not beginning with `aws:`, values of at most 256; not `Name`.",
    source: "EC2 guide, tag your resources",
    examples: [{}],
  }),
});

/** What a stack file says, with defaults. */
export type Settings = z.output<typeof settings>;
