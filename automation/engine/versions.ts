import { version as sdkVersion } from "@pulumi/pulumi/version";

/** The Pulumi CLI that is downloaded or built when there is none; `go/cli/go.mod` pins the same. */
export const ENGINE_VERSION = "3.259.0";

/** The SDK module that the Node.js language host is built from; `go/language-nodejs/go.mod` pins the same. */
export const LANGUAGE_HOST_VERSION = "3.64.0";

/**
 * The oldest CLI that is taken from PATH: as new as the SDK in node_modules, because an older engine may lack calls
 * that this SDK makes.
 */
export const MINIMUM_ENGINE_VERSION: string = sdkVersion;
