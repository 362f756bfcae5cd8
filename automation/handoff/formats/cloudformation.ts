import { Document } from "yaml";
import type { CompleteHandoff } from "../document";
import { type Facts, factsOf, testCommands } from "../facts";
import type { PackageFile } from "../package-files";
import { oneLine, printable } from "../text";
import { termsLines } from "../words";
import { type Cfn, type CfnMap, cfn } from "./cloudformation-functions";
import { endpointResources } from "./cloudformation-resources";

const LONGEST_DESCRIPTION = 1024;

/** A template for AWS CloudFormation, written as plain data, so that the writer of YAML quotes every value. */
export function cloudFormationFiles(document: CompleteHandoff): PackageFile[] {
  const facts = factsOf(document);
  const template: CfnMap = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `Connects a VPC to ${facts.label} over AWS PrivateLink.`.slice(0, LONGEST_DESCRIPTION),
    Parameters: parameters(facts),
    Rules: rules(facts),
    ...conditions(facts),
    Resources: endpointResources(facts),
    Outputs: outputs(document, facts),
  };
  // CloudFormation reads YAML 1.1, where more words than in 1.2 are no texts unless they are quoted.
  const yaml = new Document(template, { aliasDuplicateObjects: false, version: "1.1" });
  const comment = introduction(document, facts).map((line) => `# ${printable(line)}`.trimEnd());
  return [{ path: "template.yaml", text: `${comment.join("\n")}\n\n${yaml.toString({ lineWidth: 0 })}` }];
}

function conditions({ endpointRegions, serviceRegion, privateDnsName }: Facts): CfnMap {
  const found: CfnMap = {
    ...(endpointRegions.length > 1 && {
      CrossesRegions: cfn.not(cfn.equals(cfn.ref("AWS::Region"), serviceRegion)),
    }),
    ...(privateDnsName !== undefined && { PrivateDnsIsReady: cfn.equals(cfn.ref("PrivateDnsReady"), "true") }),
  };
  return Object.keys(found).length === 0 ? {} : { Conditions: found };
}

function introduction(document: CompleteHandoff, facts: Facts): string[] {
  const [region = facts.serviceRegion] = facts.endpointRegions;
  const deploy = `  aws cloudformation deploy --region ${region} --stack-name ${facts.stem}-endpoint --template-file template.yaml`;
  const values =
    "    --parameter-overrides VpcId=vpc-0123456789abcdef0 SubnetIds=subnet-1,subnet-2 ClientCidr=10.0.0.0/16";
  return [
    `Connects a VPC to ${facts.label} over AWS PrivateLink.`,
    "",
    `${deploy} \\`,
    values,
    ...(facts.privateDnsName === undefined
      ? []
      : [
          "",
          "Once the provider has accepted the connection, the same again with PrivateDnsReady=true turns the private DNS name on.",
        ]),
    "",
    ...termsLines(document, facts),
  ];
}

function parameters({ zoneIds, family, privateDnsName, serviceRegion }: Facts): CfnMap {
  const cidr = family === "ipv4" ? "^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$" : "^[0-9a-fA-F:]+/[0-9]{1,3}$";
  return {
    VpcId: {
      Type: "AWS::EC2::VPC::Id",
      Description: "VPC of the clients. It needs DNS support and DNS hostnames.",
    },
    SubnetIds: {
      Type: "List<AWS::EC2::Subnet::Id>",
      Description: `Subnets of the endpoint, one in each Availability Zone. In ${serviceRegion} these AZ ids: ${zoneIds.join(", ")}.`,
    },
    ClientCidr: {
      Type: "String",
      AllowedPattern: cidr,
      Description: "Block of the clients, usually the one of the VPC.",
    },
    ...(privateDnsName !== undefined && {
      PrivateDnsReady: {
        Type: "String",
        AllowedValues: ["false", "true"],
        Default: "false",
        Description: "Whether the provider has accepted the connection. Turns the private DNS name on.",
      },
    }),
  };
}

function rules({ endpointRegions, account }: Facts): CfnMap {
  return {
    Region: assertion(
      cfn.contains(endpointRegions, cfn.ref("AWS::Region")),
      `The provider admits endpoints of yours in ${oneLine(endpointRegions.join(", "))} only.`,
    ),
    ...(account !== undefined && {
      Account: assertion(
        cfn.equals(cfn.ref("AWS::AccountId"), account),
        `The provider admits account ${account}; make the stack there.`,
      ),
    }),
  };
}

function assertion(assert: Cfn, description: string): CfnMap {
  return { Assertions: [{ Assert: assert, AssertDescription: description }] };
}

function outputs(document: CompleteHandoff, { clientName }: Facts): CfnMap {
  return {
    EndpointId: {
      Description: "Endpoint, by whose id the provider accepts the connection.",
      Value: cfn.ref("Endpoint"),
    },
    SecurityGroupId: { Description: "Security group of the endpoint.", Value: cfn.getAtt("SecurityGroup", "GroupId") },
    DnsName: { Description: "Name that clients use.", Value: clientName },
    TestCommands: {
      Description: "Commands that test it from a host in the VPC.",
      Value: testCommands(document, clientName).join("\n"),
    },
  };
}
