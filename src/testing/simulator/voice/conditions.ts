/** What faults have made of voice: connections that close on cue, answers that do not come, frames that come late or bent. */
import { type Clock } from '../../../util';
import { Network } from './network';
import { befalls, type VoiceStruck, type VoiceWhom } from './voice-whom';

/** Points on the way into a call at which a fault can close the connection. */
export type VoiceStep =
  /** After Hello; nobody has said who they are yet. */
  | 'hello'
  /** In place of Ready. */
  | 'identify'
  /** After Ready. */
  | 'ready'
  /** In place of the session description. */
  | 'select'
  /** After the session description. */
  | 'description'
  /** After the first Speaking. */
  | 'speaking'
  /** In place of Resumed. */
  | 'resume';

/** Something that befalls the next `left` occasions. */
interface Counted {
  readonly whom: VoiceWhom;
  left: number;
}

interface Closing extends Counted {
  readonly step: VoiceStep;
  readonly code: number;
}

interface Opcode extends Counted {
  readonly op: number;
}

interface Late extends Opcode {
  readonly ms: number;
}

interface Bent extends Opcode {
  readonly bend: (payload: Buffer) => Buffer;
}

interface Absence extends Counted {
  readonly ms: number;
}

/** Things that a fault refuses or turns round a number of times. */
export type VoiceRefusal = 'discovery' | 'resume' | 'event-order' | 'dave-order' | 'acks';

export class VoiceConditions {
  readonly network: Network;
  private closings: Closing[] = [];
  private lateness: Late[] = [];
  private bending: Bent[] = [];
  private absences: Absence[] = [];
  private slowness: Absence[] = [];
  private readonly refusals = new Map<VoiceRefusal, Counted[]>();

  constructor(clock: Clock, random: () => number) {
    this.network = new Network(clock, random);
  }

  closeAt(step: VoiceStep, code: number, whom: VoiceWhom, times: number): void {
    this.closings.push({ step, code, whom, left: times });
  }

  /** The code to close with at this point; it counts as struck. */
  takeClosing(step: VoiceStep, struck: VoiceStruck): number | undefined {
    return take(this.closings, struck, (rule) => rule.step === step)?.code;
  }

  refuse(what: VoiceRefusal, whom: VoiceWhom, times: number): void {
    const rules = this.refusals.get(what) ?? [];
    rules.push({ whom, left: times });
    this.refusals.set(what, rules);
  }

  takeRefusal(what: VoiceRefusal, struck: VoiceStruck): boolean {
    return take(this.refusals.get(what) ?? [], struck) !== undefined;
  }

  delay(op: number, ms: number, whom: VoiceWhom, times: number): void {
    this.lateness.push({ op, ms, whom, left: times });
  }

  takeDelayMs(op: number, struck: VoiceStruck): number {
    return take(this.lateness, struck, (rule) => rule.op === op)?.ms ?? 0;
  }

  bend(op: number, bend: (payload: Buffer) => Buffer, whom: VoiceWhom, times: number): void {
    this.bending.push({ op, bend, whom, left: times });
  }

  /** A binary frame's payload as it goes out. */
  bent(op: number, payload: Buffer, struck: VoiceStruck): Buffer {
    const rule = this.bending.length === 0 ? undefined : take(this.bending, struck, (each) => each.op === op);
    return rule ? rule.bend(payload) : payload;
  }

  withholdEndpoint(ms: number, whom: VoiceWhom, times: number): void {
    this.absences.push({ ms, whom, left: times });
  }

  /** How long a bot is told of no endpoint before it is told of its own. */
  takeAbsenceMs(struck: VoiceStruck): number {
    return take(this.absences, struck)?.ms ?? 0;
  }

  slowDown(ms: number, whom: VoiceWhom, times: number): void {
    this.slowness.push({ ms, whom, left: times });
  }

  /** How much later everything about encryption reaches somebody who joins. */
  takeSlowness(struck: VoiceStruck): number {
    return take(this.slowness, struck)?.ms ?? 0;
  }

  clear(): void {
    this.closings = [];
    this.lateness = [];
    this.bending = [];
    this.absences = [];
    this.slowness = [];
    this.refusals.clear();
    this.network.clear();
  }
}

function take<R extends Counted>(
  rules: R[],
  struck: VoiceStruck,
  fits: (rule: R) => boolean = () => true,
): R | undefined {
  const index = rules.findIndex((rule) => fits(rule) && befalls(rule.whom, struck));
  const rule = rules[index];
  if (!rule) return undefined;
  rule.left -= 1;
  if (rule.left <= 0) rules.splice(index, 1);
  return rule;
}
