/** Says how a gateway client is: the worst of its shards, and of what is left to start sessions with. */
import { type Finding, type GatewayHealth, type ShardHealth, verdictOf } from './health';

export function judgeClient(
  shards: readonly ShardHealth[],
  about: { readonly isStarted: boolean; readonly sessionsLeft: number | undefined },
): GatewayHealth {
  const findings: Finding[] = [];
  for (const { status, reason } of shards) {
    if (status !== 'green') findings.push({ status, reason: reason ?? '' });
  }
  if (shards.length === 0) {
    const reason = about.isStarted
      ? 'The gateway client has no shards yet.'
      : 'The gateway client has not been started.';
    findings.push({ status: 'red', reason });
  }
  findings.push(...budget(shards.length, about.sessionsLeft));
  return { ...verdictOf(findings), sessionsLeft: about.sessionsLeft, shards };
}

function budget(shards: number, left: number | undefined): Finding[] {
  if (left === undefined || left >= shards) return [];
  if (left <= 0) {
    return [
      { status: 'red', reason: 'No session may be started today any more: a shard that loses its own stays away.' },
    ];
  }
  return [
    {
      status: 'yellow',
      reason: `Only ${left} sessions may still be started today, fewer than there are shards (${shards}).`,
    },
  ];
}
