/** Starts a script of this folder in another process and asks it things; `answerCalls` is its other end. */
import { type ChildProcess } from 'node:child_process';
import { type Calls } from './answer-calls';
import { forkProcess } from './processes';

export class RemoteProcess<C extends Calls<C>> implements AsyncDisposable {
  private readonly child: ChildProcess;
  private nextId = 0;

  constructor(private readonly script: string) {
    this.child = forkProcess(script);
  }

  call<Name extends keyof C>(name: Name, ...args: Parameters<C[Name]>): Promise<ReturnType<C[Name]>> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const onExit = (): void => {
        reject(new Error(`the process of ${this.script} has ended`));
      };
      const onMessage = (message: { id: number; value?: unknown; error?: string }): void => {
        if (message.id !== id) return;
        this.child.off('message', onMessage).off('exit', onExit);
        if (message.error === undefined) resolve(message.value as ReturnType<C[Name]>);
        else reject(new Error(message.error));
      };
      this.child.on('message', onMessage).on('exit', onExit);
      this.child.send({ id, name, args });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    await this.call('stop', ...([] as unknown as Parameters<C[keyof C]>));
    await ended;
  }
}
