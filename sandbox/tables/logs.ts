import { all, anyOf, matching, oneOf, tagSet, upTo } from "../checks/rules";
import { arn, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { text } from "../values";

const RETENTION_DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const logs: ResourceTables = {
  [T.LogGroup]: {
    id: ({ inputs }) => String(inputs.name),
    notFound: (id) => `ResourceNotFoundException: The specified log group does not exist (${id}).`,
    tagged: true,
    autoName: { property: "name", maxLength: 512 },
    defaults: { retentionInDays: 0, skipDestroy: false },
    rules: {
      name: all(upTo(512), matching(/^[.\-_/#A-Za-z0-9]+$/, "consist of letters, digits and . - _ / #")),
      retentionInDays: anyOf(...RETENTION_DAYS),
      logGroupClass: oneOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
      tags: tagSet,
    },
    admit: ({ inputs, cloud, region, old }) => {
      if (old !== undefined || cloud.find(T.LogGroup, text(inputs.name) ?? "", region) === undefined) return [];
      return [refuse("name", "ResourceAlreadyExistsException: The specified log group already exists")];
    },
    references: [{ property: "kmsKeyId", types: T.Key }],
    computed: {
      arn: (m) => arn(m, "logs", `log-group:${m.id}`),
      logGroupClass: (m) => m.inputs.logGroupClass ?? "STANDARD",
      namePrefix: (m) => m.inputs.namePrefix ?? "",
    },
    keeps: ["logGroupClass", "namePrefix"],
    replaceOn: ["logGroupClass", "name", "namePrefix"],
  },
};
