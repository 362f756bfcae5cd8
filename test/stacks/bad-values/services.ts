import type { Written } from "../stack-files";
import type { BadValue, Roomy } from "./file";

/** Changes one port of the service. */
const port = (index: number, changes: Written) => (file: Roomy) => {
  file.service.ports[index] = { ...file.service.ports[index], ...changes };
};

const artifact = (value: Written) => (file: Roomy) => {
  Object.assign(file.service, { artifact: value });
};

/** Wrong values of services and what they run. */
export const services: readonly BadValue[] = [
  {
    title: "a duplicate port of a further service",
    place: "additionalServices",
    write: ({ additionalServices }) => Object.assign(additionalServices[0]?.ports[0] ?? {}, { port: 3000 }),
    sentences: [
      "additionalServices[0].ports[0].port: 3000 is already the port at service.ports[0].port, and a load balancer has one listener per port; choose another port.",
    ],
  },
  {
    title: "a port name that makes the target group's too long",
    place: "service.name",
    write: port(7, { name: "a-very-long-port-name" }),
    sentences: [
      'service.ports[7].name: "a-very-long-port-name" makes the name "orders-a-very-long-port-name" of a target group 28 characters long, and 24 is the longest (AWS allows 32, Pulumi appends 8); shorten it by 4 characters.',
    ],
  },
  {
    title: "a service name that makes the load balancer's too long",
    place: "service.name",
    write: ({ service }) => Object.assign(service, { name: "order-processing-api-2" }),
    sentences: [
      'service.name: "order-processing-api-2" makes the name "order-processing-api-2-nlb" of a load balancer 26 characters long, and 24 is the longest (AWS allows 32, Pulumi appends 8); shorten it by 2 characters.',
    ],
  },
  {
    title: "an archive of a workspace that the project does not have",
    place: "artifact",
    write: artifact({ path: "examples/nothing/dist/nothing.tar.gz" }),
    sentences: [
      'service.artifact.path: "examples/nothing/dist/nothing.tar.gz" is not a file; build the archive first, or correct the path, which is relative to the project.',
    ],
  },
  {
    title: "an archive that is not there",
    place: "artifact",
    write: artifact({ path: "dist/nothing.tar.gz" }),
    sentences: [
      'service.artifact.path: "dist/nothing.tar.gz" is not a file; build the archive first, or correct the path, which is relative to the project.',
    ],
  },
  {
    title: "an archive from disk and from S3 at once",
    place: "artifact",
    write: artifact({ path: "dist/nothing.zip", bucket: "artifacts" }),
    sentences: [
      'service.artifact.bucket: "artifacts" is given besides path; keep one of the two.',
      'service.artifact.path: "dist/nothing.zip" does not end with .tar.gz; give a gzip-compressed tar archive.',
    ],
  },
  {
    title: "half of an archive in S3",
    place: "artifact",
    write: artifact({ key: "orders.tar.gz", sha256: "AB" }),
    sentences: [
      "service.artifact.bucket: (missing) is needed for an archive in S3; give bucket, key and sha256 of the archive.",
      'service.artifact.sha256: "AB" is not a SHA-256; use the output of sha256sum, 64 hexadecimal digits in lowercase.',
    ],
  },
  {
    title: "an archive without a place",
    place: "artifact",
    write: artifact({}),
    sentences: ["service.artifact: {} names no archive; give path, or bucket, key and sha256."],
  },
  {
    title: "a start command without an archive",
    place: "artifact",
    write: ({ service }) => Object.assign(service, { startCommand: "node server.js" }),
    sentences: [
      'service.startCommand: "node server.js" is set, but there is no artifact to start; give the artifact, or remove it.',
    ],
  },
  {
    title: "an archive for a service without instances",
    place: "additionalServices",
    write: ({ additionalServices }) => {
      const ports = [{ name: "api", port: 4000, targetType: "ip", targetIds: ["10.64.0.20"] }];
      Object.assign(additionalServices[0] ?? {}, {
        ports,
        artifact: { bucket: "b", key: "k", sha256: "ab".repeat(32) },
      });
    },
    sentences: [
      `additionalServices[0].artifact: {"bucket":"b","key":"k","sha256":"${"ab".repeat(32)}"} is set, but no port has instances as targets; remove it, or set targetType to instance.`,
    ],
  },
  {
    title: "a wrong setting of a further service's fleet, which inherits the rest",
    place: "additionalServices",
    write: ({ additionalServices }) =>
      Object.assign(additionalServices[0] ?? {}, {
        fleet: { perZone: { min: 9, max: 8 }, policyArns: { Logs: "logs" } },
      }),
    sentences: [
      "additionalServices[0].fleet.perZone.min: 9 is more than max, 8; use at most 8, or raise max.",
      'additionalServices[0].fleet.policyArns.Logs: "Logs" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
      'additionalServices[0].fleet.policyArns.Logs: "logs" is not the ARN of an IAM policy; use one such as arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy.',
    ],
  },
];
