/** Options of `privatelink demo`. */
export interface DemoOptions {
  readonly destroy?: boolean;
  readonly json?: boolean;
}
