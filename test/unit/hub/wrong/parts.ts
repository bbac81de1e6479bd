/** What a program with every mistake is made of; some of it comes by `import type`, some in a circle. */
import { Injectable } from 'corduroy';

/** Leaves nothing at run time. */
export interface Settings {
  readonly prefix: string;
}

@Injectable()
export class Database {
  readonly name = 'database';
}

export class Undecorated {
  constructor(readonly database: Database) {}
}
