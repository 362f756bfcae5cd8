import { mayConnect } from "../checks/endpoint-service";
import { awsServiceOf, hasGateway, serviceIdOf, serviceRegionOf } from "../checks/service-names";
import { zonesOf } from "../data/regions";
import { hex, uuid } from "../ids";
import { CloudError, type FunctionTables, type Place } from "../table";
import { F, T } from "../tokens";
import { record, records, text, texts } from "../values";

function awsService(place: Place, name: string, short: string, type: string) {
  const zones = zonesOf(place.region).filter((zone) => zone.type === "availability-zone");
  const serviceId = `vpce-svc-${hex(name, type, 17)}`;
  return {
    id: hex(name, "id", 10),
    serviceName: name,
    service: short,
    serviceId,
    serviceType: type,
    serviceRegion: place.region,
    region: place.region,
    owner: "amazon",
    acceptanceRequired: false,
    arn: `arn:${place.partition}:ec2:${place.region}:${place.account}:vpc-endpoint-service/${serviceId}`,
    availabilityZones: zones.map((zone) => zone.name),
    baseEndpointDnsNames: [`${short}.${place.region}.vpce.amazonaws.com`],
    managesVpcEndpoints: false,
    privateDnsName: `${short}.${place.region}.amazonaws.com`,
    privateDnsNames: [`${short}.${place.region}.amazonaws.com`],
    supportedIpAddressTypes: ["ipv4"],
    vpcEndpointPolicySupported: true,
    tags: {},
  };
}

export const serviceFunctions: FunctionTables = {
  [F.getVpcEndpointService]: (args, place) => {
    const { cloud, region, account } = place;
    const type = text(args.serviceType) ?? "Interface";
    const name = text(args.serviceName) ?? `com.amazonaws.${region}.${text(args.service) ?? ""}`;
    const short = awsServiceOf(name, region);
    if (short !== undefined && (type !== "Gateway" || hasGateway(short)))
      return { ...args, ...awsService(place, name, short, type) };
    const home = serviceRegionOf(name) ?? region;
    const service = cloud.find(T.VpcEndpointService, serviceIdOf(name) ?? "", home);
    const seen = service !== undefined && mayConnect(service, cloud, account);
    const near = home === region || texts(args.serviceRegions).includes(home);
    if (service === undefined || !seen || !near) throw new CloudError("no matching EC2 VPC Endpoint Service found");
    const { outputs } = service;
    const privateName = text(outputs.privateDnsName) ?? "";
    return {
      ...args,
      id: service.id,
      serviceName: name,
      serviceId: service.id,
      serviceType: outputs.serviceType,
      serviceRegion: home,
      region,
      owner: account,
      acceptanceRequired: service.inputs.acceptanceRequired,
      arn: outputs.arn,
      availabilityZones: home === region ? outputs.availabilityZones : [],
      baseEndpointDnsNames: outputs.baseEndpointDnsNames,
      managesVpcEndpoints: false,
      privateDnsName: privateName,
      privateDnsNames: privateName === "" ? [] : [privateName],
      supportedIpAddressTypes: outputs.supportedIpAddressTypes,
      vpcEndpointPolicySupported: false,
      tags: record(outputs.tagsAll),
    };
  },
  [F.getKeyAlias]: (args, place) => {
    const name = text(args.name) ?? "";
    const { cloud, region, account, partition } = place;
    const own = cloud.find(T.Alias, name, region);
    if (own === undefined && !name.startsWith("alias/aws/"))
      throw new CloudError(`NotFoundException: Alias ${name} is not found.`);
    const keyId = text(own?.inputs.targetKeyId) ?? uuid(`${region}/${name}`, "aws key");
    const prefix = `arn:${partition}:kms:${region}:${account}`;
    return {
      id: `${prefix}:${name}`,
      arn: `${prefix}:${name}`,
      name,
      region,
      targetKeyId: keyId,
      targetKeyArn: own?.outputs.targetKeyArn ?? `${prefix}:key/${keyId}`,
    };
  },
  [F.getZone]: (args, { cloud, region, partition }) => {
    const wanted = text(args.name)?.replace(/\.$/, "");
    const found = cloud.all(T.Zone, region).filter((zone) => {
      if (args.zoneId !== undefined) return zone.id === args.zoneId;
      const isPrivate = records(zone.inputs.vpcs).length > 0;
      const inVpc = args.vpcId === undefined || records(zone.inputs.vpcs).some((vpc) => vpc.vpcId === args.vpcId);
      return (
        text(zone.outputs.name) === wanted &&
        isPrivate === (args.privateZone === true || args.vpcId !== undefined) &&
        inVpc
      );
    });
    const [zone, other] = found;
    if (zone === undefined) throw new CloudError("no matching Route 53 Hosted Zone found");
    if (other !== undefined)
      throw new CloudError(
        "multiple Route 53 Hosted Zones matched; use additional constraints to reduce matches to a single Route 53 Hosted Zone",
      );
    return {
      id: zone.id,
      zoneId: zone.id,
      arn: `arn:${partition}:route53:::hostedzone/${zone.id}`,
      callerReference: zone.seed,
      comment: zone.outputs.comment,
      name: zone.outputs.name,
      nameServers: zone.outputs.nameServers,
      primaryNameServer: zone.outputs.primaryNameServer,
      privateZone: records(zone.inputs.vpcs).length > 0,
      resourceRecordSetCount: 2 + cloud.referrers(zone, T.Record).length,
      linkedServiceDescription: "",
      linkedServicePrincipal: "",
      tags: record(zone.outputs.tagsAll),
    };
  },
};
