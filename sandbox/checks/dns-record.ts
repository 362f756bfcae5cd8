import { type Making, type Place, type Refusal, refuse } from "../table";
import { T } from "../tokens";
import { type Properties, records, text, texts } from "../values";
import { parseAddress } from "./cidr";
import { endpointZone } from "./endpoint-dns";
import { admitOwnAliases, admitRouting, checkRouting } from "./record-routing";

type Naming = Pick<Making, "inputs" | "cloud" | "region">;

/** Public zones exist before any program: an id that the sandbox did not make is taken as one of those. */
export function isZoneId(id: string): boolean {
  return /^Z[A-Z0-9]{1,31}$/.test(id);
}

/** The whole name: a record's name is relative to its zone unless it ends with the zone's name. */
export function fqdn({ inputs, cloud, region }: Naming): string {
  const name = (text(inputs.name) ?? "").replace(/\.$/, "").toLowerCase();
  const zone = text(cloud.find(T.Zone, text(inputs.zoneId) ?? "", region)?.outputs.name)?.replace(/\.$/, "");
  if (zone === undefined || name === zone || name.endsWith(`.${zone}`)) return name;
  return name === "" ? zone : `${name}.${zone}`;
}

/** Hosted zone of a name of an interface endpoint. */
function endpointZoneOf(name: string): string | undefined {
  const region = /\.([a-z]{2}(?:-[a-z]+)+-\d)\.vpce\.amazonaws\.com$/.exec(name)?.[1];
  return region === undefined ? undefined : endpointZone(region);
}

export function checkRecord(inputs: Properties, _place: Place): Refusal[] {
  const refusals = checkRouting(inputs);
  const alias = inputs.aliases !== undefined;
  if (alias === (inputs.records !== undefined)) {
    refusals.push(refuse("records", "exactly one of aliases and records must be given"));
  }
  if (!alias && inputs.ttl === undefined) refusals.push(refuse("ttl", "must be given with records"));
  if (alias && inputs.ttl !== undefined) refusals.push(refuse("ttl", "conflicts with aliases"));
  const type = text(inputs.type);
  const values = texts(inputs.records);
  if (type === "A") {
    const wrong = values.find((value) => parseAddress(value) === undefined);
    if (wrong !== undefined)
      refusals.push(
        refuse("records", `InvalidChangeBatch: ARRDATAIllegalIPv4Address: Value is not a valid IPv4 address: ${wrong}`),
      );
  }
  if (type === "CNAME" && values.length > 1) {
    refusals.push(refuse("records", "InvalidChangeBatch: Duplicate Resource Record: a CNAME has one value"));
  }
  if (type === "TXT") {
    const wrong = values.find((value) => value.split('""').some((part) => part.replaceAll('"', "").length > 255));
    if (wrong !== undefined)
      refusals.push(
        refuse("records", "InvalidChangeBatch: CharacterStringTooLong: a TXT string has at most 255 characters"),
      );
  }
  return refusals;
}

export function admitRecord(making: Making): Refusal[] {
  const { inputs, cloud, region, old } = making;
  const refusals: Refusal[] = [];
  const id = text(inputs.zoneId) ?? "";
  const zone = cloud.find(T.Zone, id, region);
  const name = fqdn(making);
  const inZone = zone === undefined ? [] : cloud.referrers(zone, T.Record);
  const twins = inZone.filter((s) => s.id !== old?.id && s.outputs.fqdn === name);
  const same = twins.find((s) => s.inputs.type === inputs.type && s.inputs.setIdentifier === inputs.setIdentifier);
  if (same !== undefined && inputs.allowOverwrite !== true) {
    const set = inputs.setIdentifier === undefined ? "" : `, set identifier='${inputs.setIdentifier}'`;
    const message = `InvalidChangeBatch: Tried to create resource record set [name='${name}.', type='${inputs.type}'${set}] but it already exists`;
    refusals.push(refuse("name", message));
  } else if (same === undefined) {
    refusals.push(...admitRouting(making, name, twins));
  }
  const cname = twins.find((s) => (s.inputs.type === "CNAME") !== (inputs.type === "CNAME"));
  if (cname !== undefined) {
    refusals.push(
      refuse(
        "type",
        `InvalidChangeBatch: RRSet of type ${inputs.type} with DNS name ${name}. is not permitted beside type ${cname.inputs.type}`,
      ),
    );
  }
  for (const alias of records(inputs.aliases)) {
    const target = text(alias.name)?.replace(/\.$/, "");
    const home = endpointZoneOf(target ?? "");
    if (home !== undefined && alias.zoneId !== home) {
      const message = `InvalidChangeBatch: Tried to create an alias that targets ${target}., type ${inputs.type} in zone ${alias.zoneId}, but the alias target name does not lie within the target zone`;
      refusals.push(refuse("aliases", message));
    }
    if (target !== undefined && alias.zoneId === id && target === name) {
      refusals.push(refuse("aliases", `InvalidChangeBatch: ${name} is an alias of itself`));
    }
  }
  return [...refusals, ...admitOwnAliases(making, name)];
}
