/** What is said to whoever asks a hub, or a group, for something that its state does not allow. */
import { HubError } from './hub-error';
import { type GroupResult } from './options';

/** A start that comes too late, or a second time. */
export function cannotStart(subject: string, state: string): HubError {
  if (state === 'stopping' || state === 'stopped') {
    return new HubError({
      code: 'HUB_STOPPED',
      message: `${subject} was stopped and cannot be started again.`,
      advice: 'make a new hub, or a new group.',
    });
  }
  return new HubError({
    code: 'HUB_ALREADY_STARTED',
    message: `${subject} has been started already.`,
    advice: 'call start() once; a group that is made later has its own start().',
  });
}

/** A start that a stop overtook. */
export function stoppedMeanwhile(subject: string): HubError {
  return new HubError({
    code: 'HUB_STOPPED',
    message: `${subject} was stopped while it was starting.`,
    advice: 'make a new hub, or a new group, to start again.',
  });
}

/** A group for a hub that has stopped. */
export function cannotAddGroup(name: string): HubError {
  return new HubError({
    code: 'HUB_STOPPED',
    message: `The hub was stopped, so it takes no group "${name}".`,
    advice: 'make a new hub.',
  });
}

/** A start after which not one group is ready. */
export function noGroupStarted(results: readonly GroupResult[]): HubError {
  return new HubError({
    code: 'HUB_NO_GROUP_STARTED',
    message: `No group became ready:\n${results.map(describeResult).join('\n')}`,
    advice: 'mend what each group says; groups that work are not held up by others.',
    results,
    cause: results.flatMap((result) => (result.ok ? [] : [result.error]))[0],
  });
}

function describeResult(result: GroupResult): string {
  return `- ${result.group}: ${result.ok ? 'ready' : result.error.message}`;
}
