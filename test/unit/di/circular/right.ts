/** Imports the file that imports it. */
import { Handler, Injectable, Module, On } from '../../../../src/di';
import { type Diary } from '../diary';
import { SentEvent } from '../fixtures';
import { Greeter, Left } from './left';

@Injectable()
export class Right {
  constructor(
    readonly left: Left,
    readonly diary: Diary,
  ) {}
}

@Handler()
export class Reader {
  @On(SentEvent) read(_event: SentEvent, _left: Left): void {}
}

@Module({ providers: [Right, Left], handlers: [Greeter] })
export class RightModule {}
