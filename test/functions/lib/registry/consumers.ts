import fc from "fast-check";
import { REGIONS } from "../../../../components/lib/regions";
import { type Consumer, ConsumerStatus } from "../../../../functions/lib/consumer";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const HEX = "0123456789abcdef";

const text = (from: string, length: { minLength: number; maxLength: number }) =>
  fc.string({ unit: fc.constantFrom(...from), ...length });

const exactly = (from: string, length: number) => text(from, { minLength: length, maxLength: length });

export const accounts = exactly("0123456789", 12);

/** What a person may write, of any script. */
const written = (maxLength: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength })
    .filter((value) => value.trim() !== "" && !/\p{Cc}/u.test(value) && value.length <= maxLength);

const names = fc
  .tuple(exactly(LETTERS, 1), text(`${LETTERS}0123456789-`, { minLength: 0, maxLength: 62 }), exactly(LETTERS, 1))
  .map((parts) => parts.join(""));

const instants = fc
  .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2999-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString());

const list = <T>(element: fc.Arbitrary<T>, minLength = 1) => fc.uniqueArray(element, { minLength, maxLength: 5 });

const resources = list(
  fc
    .tuple(fc.constantFrom("role", "user"), text(`${LETTERS}+=,.@-_`, { minLength: 1, maxLength: 64 }))
    .map(([kind, name]) => `${kind}/${name}`),
  0,
);

const dates = fc
  .tuple(fc.option(instants), fc.option(instants))
  .filter(([from, until]) => from === null || until === null || from < until)
  .map(([from, until]) => ({
    ...(from === null ? {} : { validFrom: from }),
    ...(until === null ? {} : { validUntil: until }),
  }));

const marketplace = fc.record(
  {
    productCode: text(`${LETTERS}0123456789`, { minLength: 1, maxLength: 40 }),
    licenseArn: exactly(HEX, 32).map((id) => `arn:aws:license-manager::123456789012:license:l-${id}`),
  },
  { requiredKeys: ["productCode"] },
);

const terms = fc.record(
  {
    name: names,
    status: fc.constantFrom(...Object.values(ConsumerStatus)),
    plan: written(64),
    regions: list(fc.constantFrom(...REGIONS.map(({ name }) => name))),
    services: list(names),
    maxConnections: fc.integer({ min: 1, max: 10_000 }),
    endpointIds: list(exactly(HEX, 17).map((id) => `vpce-${id}`)),
    marketplace,
    contact: written(254),
    notes: written(2000),
    revision: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    createdAt: instants,
    updatedAt: instants,
    updatedBy: fc.string({ minLength: 1 }),
  },
  { requiredKeys: ["name", "status", "revision", "createdAt", "updatedAt", "updatedBy"] },
);

/** Any consumer that the registry may have. */
export const consumers: fc.Arbitrary<Consumer> = fc
  .tuple(accounts, resources, terms, dates)
  .map(([account, own, given, period]) => ({
    ...given,
    account,
    principals: own.map((resource) => `arn:aws:iam::${account}:${resource}`),
    ...period,
  }));
