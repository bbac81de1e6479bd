/** Writes down what happens, in order. */
export class Diary {
  readonly entries: string[] = [];
}
