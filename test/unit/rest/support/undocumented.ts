/** Undocumented resources over a scripted client. */
import { encodeBody } from 'corduroy/models';
import { type Resource } from '../../../../src/rest/resources/resource';
import { type ClientBench } from './make-client';

/** A resource of this class that sends through the bench's client. */
export function resourceOf<Made extends Resource>(
  Class: new (host: ConstructorParameters<typeof Resource>[0]) => Made,
  { client, clock }: ClientBench,
): Made {
  return new Class({ client, clock, encode: encodeBody, random: () => 0.5, deadlineMs: 120_000 });
}
