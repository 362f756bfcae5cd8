import { parsePolicy, resourcePolicy } from "../checks/policy";
import { all, between, matching, oneOf, tagSet, upTo } from "../checks/rules";
import { hex, uuid } from "../ids";
import { arn, type Place, type Refusal, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { isUnknown, type Properties, record, texts } from "../values";

function defaultPolicy(place: Place): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:${place.partition}:iam::${place.account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

/** Whether some statement lets the account, or a principal in it, change the policy again. */
function accountAdministers(policy: unknown, place: Place): boolean {
  const parsed = parsePolicy(policy);
  if ("problem" in parsed) return true;
  return parsed.statements.some((statement) => {
    const principals = statement.Principal === "*" ? ["*"] : texts(record(statement.Principal).AWS);
    const own = principals.some((p) => p === "*" || p === place.account || p.includes(`::${place.account}:`));
    const admin = texts(statement.Action).some(
      (action) => /^kms:(\*|Put\*|PutKey\*|PutKeyPolicy)$/i.test(action) || action === "*",
    );
    return statement.Effect === "Allow" && own && admin;
  });
}

function checkKey(inputs: Properties, place: Place): Refusal[] {
  if (inputs.policy === undefined || isUnknown(inputs.policy) || inputs.bypassPolicyLockoutSafetyCheck === true)
    return [];
  if (accountAdministers(inputs.policy, place)) return [];
  const message =
    "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.";
  return [refuse("policy", message)];
}

export const kms: ResourceTables = {
  [T.Key]: {
    id: ({ seed }) => uuid(seed, "key"),
    notFound: (id) => `NotFoundException: Key '${id}' does not exist`,
    tagged: true,
    defaults: {
      bypassPolicyLockoutSafetyCheck: false,
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      isEnabled: true,
      keyUsage: "ENCRYPT_DECRYPT",
    },
    rules: {
      customerMasterKeySpec: oneOf(
        "SYMMETRIC_DEFAULT",
        "RSA_2048",
        "RSA_3072",
        "RSA_4096",
        "ECC_NIST_P256",
        "ECC_NIST_P384",
        "ECC_NIST_P521",
        "ECC_SECG_P256K1",
        "HMAC_224",
        "HMAC_256",
        "HMAC_384",
        "HMAC_512",
        "SM2",
      ),
      deletionWindowInDays: between(7, 30),
      description: upTo(8192),
      keyUsage: oneOf("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"),
      policy: resourcePolicy(32_768, "kms"),
      rotationPeriodInDays: between(90, 2560),
      tags: tagSet,
    },
    check: checkKey,
    computed: {
      arn: (m) => arn(m, "kms", `key/${m.id}`),
      keyId: (m) => m.id,
      description: (m) => m.inputs.description ?? "",
      enableKeyRotation: (m) => m.inputs.enableKeyRotation ?? false,
      multiRegion: (m) => m.inputs.multiRegion ?? false,
      policy: (m) => m.inputs.policy ?? defaultPolicy(m),
    },
    keeps: ["description", "multiRegion", "policy"],
    replaceOn: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
  },
  [T.Alias]: {
    id: ({ inputs }) => String(inputs.name),
    notFound: (id) => `NotFoundException: Alias ${id} is not found.`,
    autoName: { property: "name", maxLength: 256, prefix: "alias/" },
    required: ["targetKeyId"],
    rules: {
      name: all(
        upTo(256),
        matching(/^alias\/[a-zA-Z0-9/_-]+$/, "begin with 'alias/' and be comprised of only [a-zA-Z0-9/_-]"),
        (value) =>
          String(value).startsWith("alias/aws/") ? 'must not begin with reserved prefix "alias/aws/"' : undefined,
      ),
    },
    references: [{ property: "targetKeyId", types: T.Key }],
    admit: ({ inputs, cloud, region, old }) =>
      old === undefined && cloud.find(T.Alias, String(inputs.name), region) !== undefined
        ? [refuse("name", `AlreadyExistsException: An alias with the name ${inputs.name} already exists`)]
        : [],
    computed: {
      arn: (m) => arn(m, "kms", m.id),
      targetKeyArn: (m) =>
        m.cloud.find(T.Key, String(m.inputs.targetKeyId), m.region)?.outputs.arn ??
        `arn:unknown:${hex(m.seed, "key", 8)}`,
    },
    replaceOn: ["name", "namePrefix"],
  },
};
