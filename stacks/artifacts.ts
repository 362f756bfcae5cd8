import type * as pulumi from "@pulumi/pulumi";
import type { FleetArtifact } from "../components/fleet-args";
import { ServiceArtifact } from "../components/service-artifact";
import type { StackConfig } from "./config";
import { publishedServices } from "./rules/facts";

/** The archive of a service, and the bucket that it is in. */
export interface PlacedArtifact {
  readonly archive: FleetArtifact;
  readonly bucketArn: pulumi.Input<string>;
}

/** Archives by service name. */
export type Artifacts = Readonly<Record<string, PlacedArtifact>>;

/** The archives of the services: uploaded from disk, or where they are already. */
export function placeArtifacts(config: StackConfig): Artifacts {
  return Object.fromEntries(
    publishedServices(config).flatMap(({ service: { name, artifact } }) => {
      const placed = artifact && place(name, artifact, config);
      return placed === undefined ? [] : [[name, placed] as const];
    }),
  );
}

type ArtifactConfig = NonNullable<StackConfig["service"]["artifact"]>;

function place(name: string, artifact: ArtifactConfig, { protect, tags }: StackConfig): PlacedArtifact | undefined {
  const { path, bucket, key, sha256 } = artifact;
  if (path !== undefined) {
    // What may be destroyed may be destroyed with all that is in it.
    const uploaded = new ServiceArtifact(name, { path, forceDestroy: !protect, tags });
    const archive = { bucket: uploaded.bucketName, key: uploaded.key, sha256: uploaded.sha256 };
    return { archive, bucketArn: uploaded.bucketArn };
  }
  // The rules leave all three or none.
  if (bucket === undefined || key === undefined || sha256 === undefined) return undefined;
  return { archive: { bucket, key, sha256 }, bucketArn: `arn:aws:s3:::${bucket}` };
}
