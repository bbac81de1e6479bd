/** The error of a test that asks the simulator for something that makes no sense; it says what to try instead. */
export class SimulatorMisuse extends Error {
  override readonly name = 'SimulatorMisuse';

  constructor(
    message: string,
    /** What to try. Printed after the message. */
    readonly advice: string,
  ) {
    super(`${message}\n  Try: ${advice}`);
  }
}
