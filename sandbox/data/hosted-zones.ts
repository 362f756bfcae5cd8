/** Hosted zones of the DNS names of Network Load Balancers, for alias records, as AWS publishes them per Region. */
const NLB: Readonly<Record<string, string>> = {
  "us-east-1": "Z26RNL4JYFTOTI",
  "us-east-2": "ZLMOA37VPKANP",
  "us-west-1": "Z24FKFUX50B4VW",
  "us-west-2": "Z18D5FSROUN65G",
  "af-south-1": "Z203XCE67M25HM",
  "ap-east-1": "Z12Y7K3UBGUAD1",
  "ap-south-1": "ZVDDRBQ08TROA",
  "ap-northeast-1": "Z31USIVHYNEOWT",
  "ap-northeast-2": "ZIBE1TIR4HY56",
  "ap-northeast-3": "Z1GWIQ4HH19I5X",
  "ap-southeast-1": "ZKVM4W9LS7TM",
  "ap-southeast-2": "ZCT6FZBF4DROD",
  "ca-central-1": "Z2EPGBW3API2WT",
  "eu-central-1": "Z3F0SRJ5LGBH90",
  "eu-north-1": "Z1UDT6IFJ4EJM",
  "eu-south-1": "Z23146JA1KNAFP",
  "eu-west-1": "Z2IFOLAFXWLO4F",
  "eu-west-2": "ZD4D7Y8KGAS4G",
  "eu-west-3": "Z1CMS0P5QUZ6D5",
  "me-south-1": "Z3QSRYVP46NYYV",
  "sa-east-1": "ZTK26PT1VY4CU",
};

/** Hosted zones of the DNS names of interface endpoints. */
const ENDPOINTS: Readonly<Record<string, string>> = {
  "us-east-1": "Z7HUB22UULQXV",
  "us-east-2": "ZC8PG0KIFKBRI",
  "us-west-1": "Z12I86A8N7VCZO",
  "us-west-2": "Z1YSA3EXCYUU9Z",
  "ap-northeast-1": "Z2E726K9Y6RL4W",
  "ap-southeast-1": "Z18LLCSTV4NVNL",
  "ap-southeast-2": "ZDK2GCRPAFKGO",
  "ca-central-1": "ZRCXCF510Y6P9",
  "eu-central-1": "Z273ZU8SZ5RJPC",
  "eu-west-1": "Z38GZ743OKFT7T",
  "eu-west-2": "Z7K1066E3PUKB",
  "sa-east-1": "Z2LXUWEVLCVZIB",
};

export function loadBalancerZoneId(region: string): string | undefined {
  return NLB[region];
}

export function endpointZoneId(region: string): string | undefined {
  return ENDPOINTS[region];
}
