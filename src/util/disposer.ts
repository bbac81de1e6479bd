/** Things to close, closed in the reverse order of their opening, each although another one failed. */
import { asError } from './waiting';

export class Disposer implements AsyncDisposable {
  private readonly tasks: { readonly name: string; readonly close: () => unknown }[] = [];

  /** Remembers how to close something. `name` is told when closing fails. */
  add(name: string, close: () => unknown): void {
    this.tasks.push({ name, close });
  }

  /** Closes everything. Resolves with what failed, by name; it never rejects. A second call does nothing. */
  async close(): Promise<{ name: string; error: Error }[]> {
    const failures: { name: string; error: Error }[] = [];
    for (let task = this.tasks.pop(); task; task = this.tasks.pop()) {
      try {
        await task.close();
      } catch (error) {
        failures.push({ name: task.name, error: asError(error) });
      }
    }
    return failures;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
