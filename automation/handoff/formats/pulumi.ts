import { Document } from "yaml";
import type { CompleteHandoff } from "../document";
import { type Facts, factsOf } from "../facts";
import type { PackageFile } from "../package-files";
import { printable } from "../text";
import { termsLines } from "../words";
import { jsonFiles } from "./json";
import { PACKAGE_TARBALL, PACKAGE_VERSIONS } from "./pulumi-versions";

/** A complete Pulumi project with the component of this package. All that differs is in its hand-off and its settings. */
export function pulumiFiles(document: CompleteHandoff): PackageFile[] {
  const facts = factsOf(document);
  return [
    { path: "Pulumi.yaml", text: projectFile(facts) },
    { path: `Pulumi.${STACK}.yaml`, text: stackFile(facts) },
    { path: "package.json", text: json(packageFile(facts)) },
    { path: "tsconfig.json", text: json(TSCONFIG) },
    { path: "index.ts", text: `${[...introduction(document, facts), ...PROGRAM(facts)].join("\n")}\n` },
    ...jsonFiles(document),
  ];
}

const STACK = "connection";

const TSCONFIG = {
  compilerOptions: {
    target: "es2022",
    module: "nodenext",
    moduleResolution: "nodenext",
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
  },
  include: ["*.ts"],
};

function projectFile({ stem, label, serviceRegion, zoneIds }: Facts): string {
  return new Document({
    name: `${stem}-endpoint`,
    description: `Connects a VPC to ${label} over AWS PrivateLink.`,
    main: "index.ts",
    runtime: { name: "nodejs", options: { packagemanager: "npm", tsconfig: "tsconfig.json" } },
    config: {
      vpcId: { type: "string", description: "VPC of the clients. It needs DNS support and DNS hostnames." },
      subnetIds: {
        type: "array",
        items: { type: "string" },
        description: `Subnets that the endpoint may use, at most one in each Availability Zone; in ${serviceRegion} those in ${zoneIds.join(", ")} are used.`,
      },
    },
  }).toString({ lineWidth: 0 });
}

function stackFile({ endpointRegions, serviceRegion, account }: Facts): string {
  return new Document({
    config: {
      "aws:region": endpointRegions[0] ?? serviceRegion,
      ...(account !== undefined && { "aws:allowedAccountIds": [account] }),
    },
  }).toString({ lineWidth: 0 });
}

function packageFile({ stem }: Facts): object {
  const { typescript, nodeTypes, ...dependencies } = PACKAGE_VERSIONS;
  return {
    name: `${stem}-endpoint`,
    private: true,
    main: "index.ts",
    dependencies: {
      "@pulumi/aws": dependencies.aws,
      "@pulumi/pulumi": dependencies.pulumi,
      "saas-privatelink": dependencies.privatelink,
    },
    devDependencies: { "@types/node": nodeTypes, typescript },
  };
}

function introduction(document: CompleteHandoff, facts: Facts): string[] {
  const lines = [
    `Connects a VPC to ${facts.label} over AWS PrivateLink.`,
    "",
    `The package saas-privatelink is in no registry: put ${PACKAGE_TARBALL}, which the provider sends, into this folder.`,
    "",
    "  npm install",
    `  pulumi stack init ${STACK}`,
    "  pulumi config set vpcId vpc-0123456789abcdef0",
    "  pulumi config set --path 'subnetIds[0]' subnet-0123456789abcdef0   (and [1], [2]: one in each Availability Zone)",
    "  pulumi up",
    "",
    ...termsLines(document, facts),
  ];
  return lines.map((line) => `// ${printable(line)}`.trimEnd());
}

/** The program itself, the same in every package but for the way in which clients name the endpoint. */
const PROGRAM = ({ privateDnsName, family }: Facts): string[] => [
  `import { readFileSync } from "node:fs";`,
  `import * as path from "node:path";`,
  `import * as pulumi from "@pulumi/pulumi";`,
  `import { ConsumerEndpoint, fromHandoff } from "saas-privatelink";`,
  "",
  "export = () => {",
  "  const config = new pulumi.Config();",
  `  const region = new pulumi.Config("aws").require("region");`,
  `  const service = fromHandoff(readFileSync(path.join(__dirname, "handoff.json"), "utf8"));`,
  "",
  `  const endpoint = new ConsumerEndpoint("service", {`,
  "    service,",
  `    vpcId: config.require("vpcId"),`,
  "    // Those in Availability Zones of the service are used.",
  `    subnetIds: config.requireObject<string[]>("subnetIds"),`,
  "    serviceRegion: service.region === region ? undefined : String(service.region),",
  ...(family === "ipv6" ? [`    ipAddressType: "ipv6",`] : []),
  privateDnsName === undefined
    ? `    dns: "privateZone",`
    : `    // Turned on once the provider has accepted the connection; pulumi up waits ten minutes for it.\n    dns: "privateName",`,
  "  });",
  "",
  "  return {",
  "    endpointId: endpoint.endpointId,",
  "    endpointState: endpoint.endpointState,",
  "    dnsName: endpoint.dnsName,",
  "    endpointDnsName: endpoint.endpointDnsName,",
  "    availabilityZoneIds: endpoint.availabilityZoneIds,",
  "    securityGroupId: endpoint.securityGroupId,",
  "  };",
  "};",
];

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
