/**
 * OAuth2: people let an application act for them. A person's consent is a code, the code is exchanged for an access
 * token, and the token lets requests in with the person's rights. https://discord.com/developers/docs/topics/oauth2
 */
import { tokenText } from '../random';
import { type ApplicationRecord } from './applications';
import { type UserRecord } from './records';
import { type World } from './world';

const CODE_LIFE_MS = 10 * 60_000;
const TOKEN_LIFE_MS = 7 * 86_400_000;

/** Consent that was not yet exchanged. */
export interface CodeRecord {
  readonly application: ApplicationRecord;
  readonly user: UserRecord;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly expiresAtMs: number;
}

export interface GrantRecord {
  readonly application: ApplicationRecord;
  readonly user: UserRecord;
  readonly scopes: readonly string[];
  readonly accessToken: string;
  /** `null` after the client credentials grant. */
  readonly refreshToken: string | null;
  readonly expiresAtMs: number;
}

/** Codes and tokens that are good. */
export class Consents {
  private readonly codes = new Map<string, CodeRecord>();
  private readonly grants = new Set<GrantRecord>();

  constructor(private readonly world: World) {}

  /** A person agrees. Returns the code that the browser would carry back. */
  authorize(consent: Omit<CodeRecord, 'expiresAtMs'>): string {
    const code = tokenText(this.world.random, 30);
    this.codes.set(code, { ...consent, expiresAtMs: this.world.clock.wallMs() + CODE_LIFE_MS });
    return code;
  }

  /** Takes a code; each is good once. */
  redeem(application: ApplicationRecord, code: string, redirectUri: string): GrantRecord | undefined {
    const consent = this.codes.get(code);
    if (consent?.application !== application || consent.redirectUri !== redirectUri) return undefined;
    this.codes.delete(code);
    if (consent.expiresAtMs <= this.world.clock.wallMs()) return undefined;
    return this.grant(consent, { refreshable: true });
  }

  grant(consent: Pick<GrantRecord, 'application' | 'user' | 'scopes'>, options: { refreshable: boolean }): GrantRecord {
    const { application, user, scopes } = consent;
    const { world } = this;
    const grant: GrantRecord = {
      application,
      user,
      scopes,
      accessToken: tokenText(world.random, 30),
      refreshToken: options.refreshable ? tokenText(world.random, 30) : null,
      expiresAtMs: world.clock.wallMs() + TOKEN_LIFE_MS,
    };
    this.grants.add(grant);
    return grant;
  }

  /** Exchanges a refresh token; the old pair is worth nothing afterwards. */
  refresh(application: ApplicationRecord, refreshToken: string): GrantRecord | undefined {
    for (const grant of this.grants) {
      if (grant.application !== application || grant.refreshToken !== refreshToken) continue;
      this.grants.delete(grant);
      return this.grant(grant, { refreshable: true });
    }
    return undefined;
  }

  /** Ends everything that a person allowed an application, as revoking any one of its tokens does. */
  revoke(application: ApplicationRecord, token: string): void {
    const hit = [...this.grants].find(
      (grant) => grant.application === application && (grant.accessToken === token || grant.refreshToken === token),
    );
    if (!hit) return;
    for (const grant of this.grants) {
      if (grant.application === application && grant.user === hit.user) this.grants.delete(grant);
    }
  }

  /** The grant of an access token that is still good. */
  byAccessToken(token: string): GrantRecord | undefined {
    for (const grant of this.grants) {
      if (grant.accessToken === token) return grant.expiresAtMs > this.world.clock.wallMs() ? grant : undefined;
    }
    return undefined;
  }
}

/** What the token endpoint answers. */
export function renderGrant(world: World, grant: GrantRecord): object {
  return {
    token_type: 'Bearer',
    access_token: grant.accessToken,
    expires_in: Math.round((grant.expiresAtMs - world.clock.wallMs()) / 1_000),
    ...(grant.refreshToken === null ? {} : { refresh_token: grant.refreshToken }),
    scope: grant.scopes.join(' '),
  };
}
