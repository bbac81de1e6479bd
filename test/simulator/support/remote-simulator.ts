/** Starts a simulator in another process and asks it things. */
import { type ChildProcess } from 'node:child_process';
import { forkProcess } from './processes';
import { type RemoteCalls } from './simulator-process';

export class RemoteSimulator implements AsyncDisposable {
  private readonly child: ChildProcess;
  private nextId = 0;

  constructor() {
    this.child = forkProcess('simulator-process');
  }

  call<Name extends keyof RemoteCalls>(
    name: Name,
    ...args: Parameters<RemoteCalls[Name]>
  ): Promise<ReturnType<RemoteCalls[Name]>> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const onExit = (): void => {
        reject(new Error('the simulator’s process has ended'));
      };
      const onMessage = (message: { id: number; value?: unknown; error?: string }): void => {
        if (message.id !== id) return;
        this.child.off('message', onMessage).off('exit', onExit);
        if (message.error === undefined) resolve(message.value as ReturnType<RemoteCalls[Name]>);
        else reject(new Error(message.error));
      };
      this.child.on('message', onMessage).on('exit', onExit);
      this.child.send({ id, name, args });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    await this.call('stop');
    await ended;
  }
}
