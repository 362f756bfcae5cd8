import type { Secrets } from "../../functions/lib/entitlement/secrets";
import type { ServiceApi } from "../../functions/lib/ports";

/** A service whose calls are loaded with the first of them. */
export function lazyServiceApi(load: () => Promise<ServiceApi>): ServiceApi {
  let loaded: Promise<ServiceApi> | undefined;
  const api = (): Promise<ServiceApi> => {
    loaded ??= load();
    return loaded;
  };
  return {
    connections: async () => (await api()).connections(),
    accept: async (endpointIds) => (await api()).accept(endpointIds),
    reject: async (endpointIds) => (await api()).reject(endpointIds),
    principals: async () => (await api()).principals(),
    changePrincipals: async (change) => (await api()).changePrincipals(change),
  };
}

/** Secrets whose reader is loaded with the first of them. */
export function lazySecrets(load: () => Promise<Secrets>): Secrets {
  let loaded: Promise<Secrets> | undefined;
  return {
    read: async (arn) => {
      loaded ??= load();
      return (await loaded).read(arn);
    },
    forget: (arn) => {
      // One that was never read is not remembered either, and why loading failed was told by the reading.
      loaded?.then(
        (secrets) => secrets.forget(arn),
        () => undefined,
      );
    },
  };
}
