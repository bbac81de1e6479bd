/** What there is to leaf through. */
import { Injectable } from 'corduroy';

@Injectable()
export class PatternBook {
  readonly names = ['plain', 'twill', 'satin', 'basket', 'herringbone', 'houndstooth', 'waffle'];
}
