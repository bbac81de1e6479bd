/** One promise of a port, as a function that any test runner can run: it resolves when the promise is kept. */
export interface ContractCase {
  /** A sentence about behaviour. */
  readonly name: string;
  run(): Promise<void>;
}
