/** The telegraph line, and what goes wrong with it. */
import { Injectable } from 'corduroy';

export class LineBusy extends Error {}
export class NoSuchPlace extends Error {}

@Injectable()
export class Line {
  private attempts = 0;

  /** Every second attempt gets through. */
  send(place: string, words: string): string {
    this.attempts += 1;
    if (this.attempts % 2 === 1) throw new LineBusy('Somebody else is sending');
    if (place === 'Atlantis') throw new NoSuchPlace(place);
    return `${words.toUpperCase()} STOP`;
  }
}
