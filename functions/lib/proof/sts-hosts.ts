import { REGIONS } from "../../../components/lib/regions";
import { PATH } from "./form";

/** An endpoint of STS. */
export interface StsHost {
  readonly host: string;
  /** Region that a request to it is signed for. */
  readonly region: string;
}

const GLOBAL_HOST = "sts.amazonaws.com";
/** Region for which requests to the global endpoint are signed. */
const GLOBAL_REGION = "us-east-1";

const HOSTS: readonly StsHost[] = [
  { host: GLOBAL_HOST, region: GLOBAL_REGION },
  ...REGIONS.map(({ name }) => ({ host: hostOf(name), region: name })),
];

/** Every address that a proof may be for, letter by letter: no other is ever called. */
const BY_URL: ReadonlyMap<string, StsHost> = new Map(HOSTS.map((one) => [urlOf(one.host), one]));

/** The endpoint at an address; undefined for an address that is not exactly one of those. */
export function stsHostAt(url: string): StsHost | undefined {
  return BY_URL.get(url);
}

/** Host of STS in a commercial Region. */
export function hostOf(region: string): string {
  return `sts.${region}.amazonaws.com`;
}

export function urlOf(host: string): string {
  return `https://${host}${PATH}`;
}
