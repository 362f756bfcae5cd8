import * as dynamodb from "@pulumi/aws/dynamodb";
import * as pulumi from "@pulumi/pulumi";
import { InputChecks } from "./inputs";
import { checkShortName } from "./lib/names";
import { checkTableArn, parseTableArn, REGISTRY_ATTRIBUTES } from "./lib/registry-table";
import { withName } from "./lib/tags";

/** The table of which a registry is a replica. */
export interface RegistryOriginal {
  /** ARN of the table, in another Region of the same account. A change replaces the replica. */
  tableArn: pulumi.Input<string>;
}

/** Args of `ConsumerRegistry`. */
export interface ConsumerRegistryArgs {
  /**
   * The registry of another Region of which this one is a replica: a global table of DynamoDB. Operators write in that
   * Region, because conditions of writes hold within one Region only. Defaults to none: a table of its own.
   */
  replicaOf?: RegistryOriginal;
  /**
   * Whether AWS refuses to delete the table or the replica. To destroy it, set this to false, and update, first; AWS
   * also keeps a table for 24 hours after its latest replica was made. Defaults to true.
   */
  deletionProtection?: boolean;
  /** Stem of the Name tag. Defaults to the component's name. */
  displayName?: string;
  /** Tags of the table, under its Name tag. Defaults to none. */
  tags?: Record<string, string>;
}

/**
 * Who may connect: a table of consumers, and of every decision about a connection. It is encrypted, paid per request,
 * and can be restored to any second of the last 35 days. Only entries of the audit have an end.
 */
export class ConsumerRegistry extends pulumi.ComponentResource {
  /** Name of the table; its replicas have the same. */
  readonly tableName: pulumi.Output<string>;
  /** ARN of the table, or of the replica, in the component's Region. */
  readonly tableArn: pulumi.Output<string>;
  /** ARN of the table in the Region in which operators write. */
  readonly ownerArn: pulumi.Output<string>;
  /** Region in which operators write. */
  readonly ownerRegion: pulumi.Output<string>;

  constructor(name: string, args: ConsumerRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("saas-privatelink:index:ConsumerRegistry", name, args, opts);
    const original = checkedOriginal(name, args);
    const { deletionProtection = true, displayName = name } = args;
    const settings = { deletionProtection, tags: withName(args.tags, `${displayName}-registry`) };

    const table =
      original === undefined
        ? createTable(name, settings, { parent: this })
        : createReplica(name, original, settings, { parent: this });

    this.tableArn = table.arn;
    this.ownerArn = pulumi.output(original ?? table.arn);
    this.tableName = this.ownerArn.apply((arn) => parseTableArn(arn).tableName);
    this.ownerRegion = this.ownerArn.apply((arn) => parseTableArn(arn).region);
    this.registerOutputs({
      tableName: this.tableName,
      tableArn: this.tableArn,
      ownerArn: this.ownerArn,
      ownerRegion: this.ownerRegion,
    });
  }
}

interface TableSettings {
  readonly deletionProtection: boolean;
  readonly tags: Record<string, string>;
}

function checkedOriginal(name: string, { replicaOf }: ConsumerRegistryArgs): pulumi.Input<string> | undefined {
  const checks = new InputChecks(`ConsumerRegistry "${name}"`);
  checks.add(checkShortName(name, "name"));
  const original = replicaOf && checks.input("replicaOf.tableArn", replicaOf.tableArn, checkTableArn);
  checks.refuse();
  return original;
}

function createTable(name: string, { deletionProtection, tags }: TableSettings, opts: pulumi.CustomResourceOptions) {
  const { partitionKey, sortKey, expiry } = REGISTRY_ATTRIBUTES;
  return new dynamodb.Table(
    `${name}-registry`,
    {
      attributes: [
        { name: partitionKey, type: "S" },
        { name: sortKey, type: "S" },
      ],
      hashKey: partitionKey,
      rangeKey: sortKey,
      billingMode: "PAY_PER_REQUEST",
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
      deletionProtectionEnabled: deletionProtection,
      ttl: { enabled: true, attributeName: expiry },
      // Replicas are fed from it.
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      tags,
    },
    // Each replica belongs to the stack of its Region, and would be removed from here.
    { ...opts, ignoreChanges: ["replicas"] },
  );
}

function createReplica(
  name: string,
  globalTableArn: pulumi.Input<string>,
  { deletionProtection, tags }: TableSettings,
  opts: pulumi.CustomResourceOptions,
) {
  return new dynamodb.TableReplica(
    `${name}-registry-replica`,
    { globalTableArn, pointInTimeRecovery: true, deletionProtectionEnabled: deletionProtection, tags },
    opts,
  );
}
