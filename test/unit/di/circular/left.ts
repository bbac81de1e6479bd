/** Loaded first: it waits for the other file, which then finds nothing here yet. */
import { Handler, Injectable, On } from '../../../../src/di';
import { SentEvent } from '../fixtures';
import { Right, RightModule } from './right';

@Injectable()
export class Left {}

@Handler()
export class Greeter {
  @On(SentEvent) greet(_event: SentEvent, _right: Right): void {}
}

export { Right, RightModule };
