/** Account of the consumer whose terms are refused. */
export const ACCOUNT = "210987654321";

const DATE_REMEDY =
  "use a date such as 2027-01-31, which begins at 00:00 UTC, or an instant with its offset such as 2027-01-31T09:00:00+01:00";
const FORMS =
  "use a 12-digit account id in quotes, arn:aws:iam::<account>:root, or the ARN of a role or user without a path";

/** Wrong values in the terms of a consumer of this account, each by itself, and the whole of what is said about it. */
export const REFUSED_TERMS: readonly [title: string, changes: object, sentences: readonly string[]][] = [
  [
    "a name with capitals",
    { name: "Acme" },
    [
      'name: "Acme" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
    ],
  ],
  ["a name of one letter", { name: "a" }, ['name: "a" has 1 character; use 2 to 64.']],
  ["a name of 65 letters", { name: "a".repeat(65) }, [`name: "${"a".repeat(65)}" has 65 characters; use 2 to 64.`]],
  ["no name", { name: undefined }, ['name: (missing) is required; add it, for example "acme".']],
  ["no account", { account: undefined }, ['account: (missing) is required; add it, for example "123456789012".']],
  [
    "an account without quotes",
    { account: 210987654321 },
    [
      'account: 210987654321 is a number, and an account id is a text of 12 digits; write all 12 digits in quotes: "210987654321".',
    ],
  ],
  [
    "an account that lost its leading zero with its quotes",
    { account: 12345678901 },
    [
      'account: 12345678901 is a number, and an account id is a text of 12 digits; write all 12 digits in quotes: "012345678901".',
    ],
  ],
  [
    "a number that no account can be",
    { account: 1.5 },
    ["account: 1.5 is a number, and an account id is a text of 12 digits; write it as 12 digits in quotes."],
  ],
  [
    "an account of 11 digits",
    { account: "21098765432" },
    [
      'account: "21098765432" is not an account id: it has 11 digits instead of 12; use 12 digits in quotes, with leading zeros.',
    ],
  ],
  [
    "an account as the console shows it",
    { account: "2109-8765-4321" },
    ['account: "2109-8765-4321" is an account id with hyphens; write it without hyphens: "210987654321".'],
  ],
  [
    "an alias of an account",
    { account: "acme-prod" },
    ['account: "acme-prod" is not an account id; use 12 digits in quotes, with leading zeros.'],
  ],
  [
    "every account as a principal",
    { principals: ["*"] },
    [
      'principals[0]: "*" is every AWS account; name roles or users of the account, or leave principals out for the whole account.',
    ],
  ],
  [
    "a principal of another account",
    { principals: ["arn:aws:iam::345678901234:role/network"] },
    [
      'principals[0]: "arn:aws:iam::345678901234:role/network" is of another account than the consumer\'s, 210987654321; use one of 210987654321, or add 345678901234 as a consumer of its own.',
    ],
  ],
  [
    "its account as a principal",
    { principals: [ACCOUNT] },
    ['principals[0]: "210987654321" is an account and not the ARN of a principal; leave it out.'],
  ],
  [
    "a role with a path",
    { principals: [`arn:aws:iam::${ACCOUNT}:role/team/network`] },
    [
      'principals[0]: "arn:aws:iam::210987654321:role/team/network" has a path, which endpoint services do not support; allow a role without a path, or the whole account with "210987654321".',
    ],
  ],
  [
    "the session of a role",
    { principals: [`arn:aws:sts::${ACCOUNT}:assumed-role/network/anna`] },
    [
      'principals[0]: "arn:aws:sts::210987654321:assumed-role/network/anna" is the session of a role, not a principal that a service admits; name the role itself: arn:aws:iam::210987654321:role/network.',
    ],
  ],
  [
    "a principal twice",
    { principals: [`arn:aws:iam::${ACCOUNT}:role/a`, `arn:aws:iam::${ACCOUNT}:role/a`] },
    ['principals[1]: "arn:aws:iam::210987654321:role/a" is the same principal as principals[0]; list it once.'],
  ],
  [
    "what is no principal",
    { principals: ["arn:aws:s3:::bucket"] },
    [`principals[0]: "arn:aws:s3:::bucket" is not an account id or the ARN of an IAM root, role or user; ${FORMS}.`],
  ],
  [
    "51 principals",
    { principals: Array.from({ length: 51 }, (_, index) => `arn:aws:iam::${ACCOUNT}:role/r${index}`) },
    ["principals: 51 are more than 50; list 50 at most."],
  ],
  ["an unknown status", { status: "paused" }, ['status: "paused" is unknown; use one of active, suspended, ended.']],
  [
    "a date in another notation",
    { validUntil: "31.01.2027" },
    [`validUntil: "31.01.2027" is neither a date nor an instant; ${DATE_REMEDY}.`],
  ],
  [
    "a day that does not exist",
    { validFrom: "2027-02-29" },
    ['validFrom: "2027-02-29" is not a day of the calendar; use a day that exists.'],
  ],
  [
    "a time without an offset",
    { validUntil: "2027-01-31T09:00:00" },
    [
      'validUntil: "2027-01-31T09:00:00" is a time without an offset, another instant in each time zone; append Z for UTC, or the offset: 2027-01-31T09:00:00Z.',
    ],
  ],
  [
    "an hour that does not exist",
    { validUntil: "2027-01-31T24:00:00Z" },
    [
      'validUntil: "2027-01-31T24:00:00Z" is not a time of day with an offset that exists; use hours to 23, minutes and seconds to 59, and an offset to 14:59.',
    ],
  ],
  [
    "an instant after the year 9999",
    { validUntil: "9999-12-31T23:00:00-05:00" },
    [
      'validUntil: "9999-12-31T23:00:00-05:00" is not in the years 0000 to 9999 of UTC; use a nearer one, or leave it out.',
    ],
  ],
  [
    "an end at its beginning",
    { validFrom: "2027-01-31", validUntil: "2027-01-31T01:00:00+01:00" },
    [
      'validUntil: "2027-01-31T01:00:00+01:00" is not after validFrom, "2027-01-31"; use a later one, or an earlier validFrom.',
    ],
  ],
  [
    "an unknown Region",
    { regions: ["us-east-11"] },
    ['regions[0]: "us-east-11" is not a commercial AWS Region; use "us-east-1".'],
  ],
  [
    "no Region at all",
    { regions: [] },
    ["regions: [] is empty, which would exclude everything; leave it out where nothing is to be excluded."],
  ],
  [
    "a Region twice",
    { regions: ["us-east-1", "us-east-1"] },
    ['regions[1]: "us-east-1" is the same as regions[0]; list it once.'],
  ],
  [
    "what is no name of a service",
    { services: ["Order Processor"] },
    [
      'services[0]: "Order Processor" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
    ],
  ],
  [
    "what is no list",
    { services: "order-processor" },
    ['services: "order-processor" is not a list; write it as one: ["order-processor"].'],
  ],
  [
    "no connection at all",
    { maxConnections: 0 },
    [
      "maxConnections: 0 admits no connection, and rejects none either; leave it out for any number; to admit none, suspend or end the consumer.",
    ],
  ],
  [
    "less than no connection",
    { maxConnections: -1 },
    ["maxConnections: -1 is not a whole number from 1 to 10000; use a number from 1 to 10000."],
  ],
  [
    "half a connection",
    { maxConnections: 1.5 },
    ["maxConnections: 1.5 is not a whole number; use one, for example 2."],
  ],
  [
    "a number in quotes",
    { maxConnections: "2" },
    ['maxConnections: "2" is not a whole number; write it without quotes.'],
  ],
  [
    "the id of a service as an endpoint's",
    { endpointIds: ["vpce-svc-0123456789abcdef0"] },
    [
      'endpointIds[0]: "vpce-svc-0123456789abcdef0" is not the id of a VPC endpoint; use one such as vpce-0123456789abcdef0.',
    ],
  ],
  [
    "a subscription without a product",
    { marketplace: {} },
    ['marketplace.productCode: (missing) is required; add it, for example "4ab2xkexample7w9q0zt5cfgh3".'],
  ],
  [
    "a product code with spaces, and another ARN than a licence's",
    { marketplace: { productCode: "our product", licenseArn: "arn:aws:iam::210987654321:root" } },
    [
      'marketplace.licenseArn: "arn:aws:iam::210987654321:root" is not the ARN of a licence; use the LicenseArn that AWS Marketplace gave, arn:aws:license-manager::<account>:license:l-<id>.',
      'marketplace.productCode: "our product" is not a product code of AWS Marketplace; use the code that AWS Marketplace shows for the product, such as 4ab2xkexample7w9q0zt5cfgh3.',
    ],
  ],
  ["a blank contact", { contact: " " }, ['contact: " " is blank; write something, or leave it out.']],
  [
    "a plan of two lines",
    { plan: "gold\nsilver" },
    ['plan: "gold\\nsilver" has control characters or line breaks; remove them.'],
  ],
  [
    "a bell in the notes",
    { notes: "one\ntwo\u0007" },
    ['notes: "one\\ntwo\\u0007" has control characters; remove them.'],
  ],
  [
    "notes of 2001 characters",
    { notes: "n".repeat(2001) },
    [`notes: "${"n".repeat(119)}... has 2001 characters; use 1 to 2000.`],
  ],
  [
    "a mistyped key",
    { validuntil: "2027-01-31" },
    ['validuntil: "validuntil" is an unknown key; write validUntil instead.'],
  ],
  [
    "a key that means nothing",
    { colour: "blue" },
    [
      'colour: "colour" is an unknown key; use name, account, principals, status, plan, validFrom, validUntil, regions, services, maxConnections, endpointIds, marketplace, contact or notes, or remove it.',
    ],
  ],
];
