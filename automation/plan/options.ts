/** Options of `privatelink plan`. */
export interface PlanOptions {
  readonly stack: readonly string[];
  readonly configFile: readonly string[];
  readonly json?: boolean;
  readonly save: boolean;
  readonly jobs: number;
}
