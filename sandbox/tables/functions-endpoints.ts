import { subnetsOfEndpoint } from "../checks/endpoint-dns";
import { CloudError, type FunctionTables, type Stored } from "../table";
import { F, T } from "../tokens";
import { type Properties, record, records, text, texts } from "../values";
import { filterAdmits } from "./functions-account";

/** A network interface of an endpoint. */
interface Interface {
  readonly id: string;
  readonly subnetId: string;
  readonly endpoint: Stored;
}

/** How EC2's filters name the properties of a network interface. */
const INTERFACE_FILTERS: Readonly<Record<string, (each: Interface) => string>> = {
  "network-interface-id": ({ id }) => id,
  "subnet-id": ({ subnetId }) => subnetId,
  "vpc-id": ({ endpoint }) => String(endpoint.inputs.vpcId),
};

/** Each endpoint has one network interface in each of its subnets, in their order. */
function interfacesOf(endpoint: Stored): Interface[] {
  const ids = texts(endpoint.outputs.networkInterfaceIds);
  return subnetsOfEndpoint(endpoint).flatMap((subnetId, index) =>
    texts(ids[index]).map((id) => ({ id, subnetId, endpoint })),
  );
}

function fits(each: Interface, { id, filters }: Properties): boolean {
  if (id !== undefined && id !== each.id) return false;
  return records(filters).every(({ name, values }) => {
    const property = INTERFACE_FILTERS[String(name)];
    if (property === undefined) throw new CloudError(`InvalidParameterValue: The filter '${name}' is invalid`);
    return filterAdmits(values, property(each));
  });
}

export const endpointFunctions: FunctionTables = {
  [F.getVpcEndpoint]: (args, { cloud, region }) => {
    const same = ["serviceName", "state", "vpcEndpointType", "vpcId"];
    const found = cloud.all(T.VpcEndpoint, region).filter(({ id, outputs }) => {
      if (args.id !== undefined && args.id !== id) return false;
      return same.every((property) => args[property] === undefined || args[property] === outputs[property]);
    });
    const [endpoint, other] = found;
    if (endpoint === undefined) throw new CloudError("no matching EC2 VPC Endpoint found");
    if (other !== undefined) {
      throw new CloudError(
        "multiple EC2 VPC Endpoints matched; use additional constraints to reduce matches to a single EC2 VPC Endpoint",
      );
    }
    const { outputs, id } = endpoint;
    return { ...outputs, id, dnsOptions: [record(outputs.dnsOptions)], region, tags: record(outputs.tagsAll) };
  },
  [F.getNetworkInterface]: (args, { cloud, region, account, partition }) => {
    const found = cloud
      .all(T.VpcEndpoint, region)
      .flatMap(interfacesOf)
      .filter((each) => fits(each, args));
    const [first, other] = found;
    if (first === undefined) throw new CloudError("no matching EC2 Network Interface found");
    if (other !== undefined) {
      throw new CloudError(
        "multiple EC2 Network Interfaces matched; use additional constraints to reduce matches to a single EC2 Network Interface",
      );
    }
    const { id, subnetId, endpoint } = first;
    const subnet = cloud.find(T.Subnet, subnetId, region);
    return {
      ...args,
      id,
      arn: `arn:${partition}:ec2:${region}:${account}:network-interface/${id}`,
      availabilityZone: text(subnet?.outputs.availabilityZone) ?? "",
      description: `VPC Endpoint Interface ${endpoint.id}`,
      interfaceType: "vpc_endpoint",
      ownerId: account,
      region,
      securityGroups: endpoint.outputs.securityGroupIds,
      subnetId,
      vpcId: endpoint.inputs.vpcId,
      tags: {},
    };
  },
};
