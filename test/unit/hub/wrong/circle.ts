/** Half loaded when `circular.ts` reads it. */
import { Injectable } from 'corduroy';
import { CircularHandler } from './circular';

@Injectable()
export class Circle {
  readonly handler = CircularHandler;
}
