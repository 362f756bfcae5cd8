import type { StackOutputValues, StackSettings } from "../stacks/place";
import { NAMESPACE } from "../stacks/stack-file";

const IMAGE = `${NAMESPACE}:image`;

interface ImageSetting {
  readonly id?: unknown;
  readonly ssmParameter?: unknown;
  readonly copyFrom?: unknown;
  readonly keep?: unknown;
  readonly kmsKeyId?: unknown;
}

/**
 * Settings in which the image is the one that the stack ran, whatever the parameter or the other stack that names it
 * says by now. Throws an error where the outputs do not tell which one that was.
 */
export function pinnedImage(settings: StackSettings, outputs: StackOutputValues): StackSettings {
  const image = settings[IMAGE] as ImageSetting | null | undefined;
  if (image?.ssmParameter !== undefined) return { ...settings, [IMAGE]: { id: known(outputs.imageId, "imageId") } };
  if (image?.copyFrom === undefined) return settings;
  const { keep, kmsKeyId } = image;
  const [source] = Array.isArray(outputs.imageSources) ? (outputs.imageSources as readonly unknown[]) : [];
  const copyFrom = {
    region: known(outputs.imageSourceRegion, "imageSourceRegion"),
    id: known(source, "imageSources"),
  };
  return {
    ...settings,
    [IMAGE]: { copyFrom, ...(keep !== undefined && { keep }), ...(kmsKeyId !== undefined && { kmsKeyId }) },
  };
}

function known(value: unknown, output: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new Error(`The output ${output} of the update before does not say which image the stack ran.`);
}
