/** Carries out the policy of one kind: which records are kept, and which of their fields. */
import { type CacheKind, type CacheRecords, type GuildId } from '../../models';
import { asError, type Logger } from '../../util';
import { KNOWN_FIELDS } from '../policy/known-fields';
import { type KindPolicy, type Policies } from '../policy/policies';
import { ALWAYS_KEPT } from './ids';
import { Projection } from './projection';

export class Keeper<Kind extends CacheKind> {
  private readonly projection: Projection<CacheRecords[Kind]> | undefined;
  private hasComplained = false;

  constructor(
    readonly kind: Kind,
    readonly policy: KindPolicy<Kind>,
    policies: Policies,
    private readonly logger: Logger,
  ) {
    this.projection = projectionOf(kind, policy, policies);
  }

  /** The record as it is kept; `undefined` when it is not. */
  kept(raw: CacheRecords[Kind], guildId: GuildId | undefined): CacheRecords[Kind] | undefined {
    if (this.policy.filter && !this.passes(raw, guildId)) return undefined;
    return this.projection ? this.projection.of(raw) : raw;
  }

  private passes(raw: CacheRecords[Kind], guildId: GuildId | undefined): boolean {
    try {
      return this.policy.filter?.(raw, { guildId }) ?? true;
    } catch (error) {
      // Said once: a filter that fails for one record mostly fails for all of them.
      if (!this.hasComplained) {
        this.logger.warn(`the filter of cache.${this.kind} failed; what it fails for is not kept`, {
          error: asError(error).message,
        });
      }
      this.hasComplained = true;
      return false;
    }
  }
}

function projectionOf<Kind extends CacheKind>(
  kind: Kind,
  policy: KindPolicy<Kind>,
  policies: Policies,
): Projection<CacheRecords[Kind]> | undefined {
  // What is told about a guild inside of its record has policies of its own.
  const parts = kind === 'guilds' ? (['roles', 'emojis', 'stickers'] as const).filter((part) => !policies[part]) : [];
  const { keep } = policy;
  if (!keep && parts.length === 0) return undefined;
  const off: ReadonlySet<string> = new Set(parts);
  const fields = keep && new Set<string>([...keep, ...ALWAYS_KEPT[kind]]);
  return new Projection(
    kind,
    (field) => !off.has(field) && (fields?.has(field) ?? true),
    (field) => (off.has(field) ? `${field}: 'off'` : policy.text),
    KNOWN_FIELDS[kind],
  );
}
