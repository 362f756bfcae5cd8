import type { Written } from "../stack-files";
import type { BadValue, Roomy } from "./file";

/** Changes one port of the service. */
const port = (index: number, changes: Written) => (file: Roomy) => {
  file.service.ports[index] = { ...file.service.ports[index], ...changes };
};

/** Wrong values of ports. */
export const ports: readonly BadValue[] = [
  {
    title: "a duplicate port",
    place: "ports[1]",
    write: port(1, { port: 3000 }),
    sentences: [
      "service.ports[1].port: 3000 is already the port at service.ports[0].port, and a load balancer has one listener per port; choose another port.",
    ],
  },
  {
    title: "a duplicate port name",
    place: "ports[2]",
    write: port(2, { name: "api" }),
    sentences: ['service.ports[2].name: "api" is already the name at service.ports[0].name; choose another name.'],
  },
  {
    title: "a port out of range",
    place: "ports[3]",
    write: port(3, { port: 65_536 }),
    sentences: ["service.ports[3].port: 65536 is not a whole number from 1 to 65535; use a number from 1 to 65535."],
  },
  {
    title: "a port in quotes",
    place: "ports[3]",
    write: port(3, { port: "3003" }),
    sentences: ['service.ports[3].port: "3003" is not a whole number; write it without quotes.'],
  },
  {
    title: "TLS without certificate",
    place: "ports[4]",
    write: port(4, { protocol: "TLS" }),
    sentences: [
      "service.ports[4].certificateArn: (missing) is needed by a TLS listener; give the ARN of a certificate, or use protocol TCP and let the targets terminate TLS.",
    ],
  },
  {
    title: "a certificate of another Region",
    place: "ports[4]",
    write: port(4, {
      protocol: "TLS",
      certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef",
    }),
    sentences: [
      'service.ports[4].certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef" is in eu-west-1, not in us-east-1; use one of us-east-1.',
    ],
  },
  {
    title: "an unknown protocol",
    place: "ports[4]",
    write: port(4, { protocol: "tls" }),
    sentences: ['service.ports[4].protocol: "tls" is unknown; use one of TCP, TLS, UDP, TCP_UDP.'],
  },
  {
    title: "a health check on an unknown protocol",
    place: "ports[5]",
    write: port(5, { healthCheck: { protocol: "UDP", path: "health" } }),
    sentences: [
      'service.ports[5].healthCheck.path: "health" is not a path of at most 1024 printable characters that begins with "/"; use one such as /health.',
      'service.ports[5].healthCheck.protocol: "UDP" is unknown; use one of TCP, HTTP, HTTPS.',
    ],
  },
  {
    title: "a mistyped key three levels down",
    place: "ports[5]",
    write: port(5, { healthCheck: { protocol: "HTTP", intervalSecond: 1 } }),
    sentences: [
      'service.ports[5].healthCheck.intervalSecond: "intervalSecond" is an unknown key; write service.ports[5].healthCheck.intervalSeconds instead.',
      "service.ports[5].healthCheck.intervalSeconds: 1 is not a whole number of seconds from 5 to 300; use a number from 5 to 300.",
    ],
  },
  {
    title: "idle timeout with supported Regions",
    place: "ports[6] and Regions",
    write: (file) => {
      port(6, { idleTimeoutSeconds: 600 })(file);
      Object.assign(file.access, { supportedRegions: ["eu-west-1"] });
    },
    sentences: [
      'service.ports[6].idleTimeoutSeconds: 600 cannot be combined with access.supportedRegions ["eu-west-1"]; remove one of the two: AWS opens a service to other Regions only with its own idle timeout.',
    ],
  },
  {
    title: "an unknown Region among the supported ones",
    place: "ports[6] and Regions",
    write: ({ access }) => Object.assign(access, { supportedRegions: ["us-est-2"] }),
    sentences: ['access.supportedRegions[0]: "us-est-2" is not a commercial AWS Region; use "us-east-2".'],
  },
];
