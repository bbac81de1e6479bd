/** What GitHub's webhooks send, and the message that Discord makes of it. https://docs.github.com/webhooks/webhook-events-and-payloads */
import { type APIEmbed } from 'discord-api-types/v10';
import { wire } from '../world/wire';
import { boolean, type Form, list, need, nullable, number, object, text } from './form';

const LONG = text({ max: 65_536 });
const NUMBER = number({ min: 0, max: Number.MAX_SAFE_INTEGER });

const USER = object({ login: need(LONG), html_url: need(LONG), avatar_url: need(LONG) });
const REPOSITORY = object({ name: need(LONG), full_name: need(LONG), html_url: need(LONG) });
const COMMENT = object({ html_url: need(LONG), body: need(LONG), commit_id: nullable(LONG) });
const ISSUE = object({
  number: need(NUMBER),
  html_url: need(LONG),
  title: need(LONG),
  body: nullable(LONG),
});
const COMMIT = object({
  id: need(LONG),
  url: need(LONG),
  message: need(LONG),
  author: need(object({ name: need(LONG), username: nullable(LONG) })),
});
const CHECK = object({
  name: nullable(LONG),
  html_url: nullable(LONG),
  conclusion: nullable(LONG),
  head_branch: nullable(LONG),
  head_sha: nullable(LONG),
});

export const GITHUB_BODY = {
  action: nullable(LONG),
  ref: nullable(LONG),
  ref_type: nullable(LONG),
  forced: nullable(boolean),
  compare: nullable(LONG),
  sender: need(USER),
  repository: nullable(REPOSITORY),
  forkee: nullable(REPOSITORY),
  member: nullable(USER),
  issue: nullable(ISSUE),
  pull_request: nullable(ISSUE),
  comment: nullable(COMMENT),
  answer: nullable(COMMENT),
  review: nullable(object({ html_url: need(LONG), state: need(LONG), body: nullable(LONG) })),
  release: nullable(object({ tag_name: need(LONG), html_url: need(LONG) })),
  discussion: nullable(object({ number: need(NUMBER), title: need(LONG), html_url: need(LONG), body: nullable(LONG) })),
  commits: nullable(list(COMMIT, { max: 2_048 })),
  head_commit: nullable(COMMIT),
  check_run: nullable(CHECK),
  check_suite: nullable(CHECK),
};
type GithubForm = Form<typeof GITHUB_BODY>;

interface Told {
  readonly title: string;
  readonly url?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly color?: number;
}

const GREEN = 0x009800;
const ORANGE = 0xeb6420;
const RED = 0xfc2929;
const BLUE = 0x7289da;
const COMMITS_SHOWN = 5;

type Teller = (form: GithubForm, repository: string) => Told | undefined;

const numbered = (what: string, thing: { number: number; title: string }): string =>
  `${what}: #${thing.number} ${thing.title}`;

/** Kinds of GitHub's events (`X-GitHub-Event`) that Discord shows; the others are taken and dropped. */
const TELLERS: Readonly<Record<string, Teller>> = {
  push: (form) => {
    const commits = form.commits ?? [];
    const branch = (form.ref ?? '').replace(/^refs\/(heads|tags)\//, '');
    if (commits.length === 0) return undefined;
    const lines = commits.slice(0, COMMITS_SHOWN).map((commit) => {
      const first = commit.message.split('\n', 1)[0] ?? '';
      return `[\`${commit.id.slice(0, 7)}\`](${commit.url}) ${first} - ${commit.author.username ?? commit.author.name}`;
    });
    const count = `${commits.length} new commit${commits.length === 1 ? '' : 's'}`;
    return {
      title: form.forced === true ? `${branch}] Branch was force-pushed` : `${branch}] ${count}`,
      url: form.compare,
      description: lines.join('\n'),
      color: form.forced === true ? RED : BLUE,
    };
  },
  issues: ({ action, issue }) =>
    issue && (action === 'opened' || action === 'closed' || action === 'reopened')
      ? {
          title: numbered(`Issue ${action}`, issue),
          url: issue.html_url,
          description: action === 'opened' ? issue.body : undefined,
          color: action === 'closed' ? RED : ORANGE,
        }
      : undefined,
  issue_comment: ({ action, issue, comment }) =>
    issue && comment && action === 'created'
      ? {
          title: numbered('New comment on issue', issue),
          url: comment.html_url,
          description: comment.body,
          color: ORANGE,
        }
      : undefined,
  pull_request: ({ action, pull_request: request }) =>
    request && (action === 'opened' || action === 'closed' || action === 'reopened')
      ? {
          title: numbered(`Pull request ${action}`, request),
          url: request.html_url,
          description: action === 'opened' ? request.body : undefined,
          color: action === 'closed' ? RED : GREEN,
        }
      : undefined,
  pull_request_review: ({ action, pull_request: request, review }) =>
    request && review && action === 'submitted'
      ? {
          title: numbered(`Pull request review submitted: ${review.state}`, request),
          url: review.html_url,
          description: review.body,
        }
      : undefined,
  pull_request_review_comment: ({ action, pull_request: request, comment }) =>
    request && comment && action === 'created'
      ? {
          title: numbered('New review comment on pull request', request),
          url: comment.html_url,
          description: comment.body,
        }
      : undefined,
  commit_comment: ({ comment }) =>
    comment
      ? {
          title: `New comment on commit \`${(comment.commit_id ?? '').slice(0, 7)}\``,
          url: comment.html_url,
          description: comment.body,
        }
      : undefined,
  create: ({ ref, ref_type: kind }) => (kind ? { title: `New ${kind} created: ${ref ?? ''}` } : undefined),
  delete: ({ ref, ref_type: kind }) => (kind ? { title: `${capital(kind)} deleted: ${ref ?? ''}` } : undefined),
  fork: ({ forkee }) => (forkee ? { title: `Fork created: ${forkee.full_name}`, url: forkee.html_url } : undefined),
  member: ({ action, member }) =>
    member && action === 'added'
      ? { title: `New collaborator added: ${member.login}`, url: member.html_url }
      : undefined,
  public: ({ repository }) => ({ title: 'Now open sourced!', url: repository?.html_url }),
  release: ({ action, release }) =>
    release && action === 'published'
      ? { title: `New release published: ${release.tag_name}`, url: release.html_url }
      : undefined,
  watch: ({ action, repository }) =>
    action === 'started' ? { title: 'New star added', url: repository?.html_url } : undefined,
  discussion: ({ action, discussion, answer }) =>
    discussion && (action === 'created' || action === 'answered')
      ? {
          title: numbered(action === 'created' ? 'New discussion' : 'Discussion marked as answered', discussion),
          url: action === 'answered' ? (answer?.html_url ?? discussion.html_url) : discussion.html_url,
          description: action === 'answered' ? answer?.body : discussion.body,
        }
      : undefined,
  discussion_comment: ({ action, discussion, comment }) =>
    discussion && comment && action === 'created'
      ? { title: numbered('New comment on discussion', discussion), url: comment.html_url, description: comment.body }
      : undefined,
  check_run: ({ action, check_run: run }) =>
    run && action === 'completed' ? checked(`${run.name ?? ''} ${run.conclusion ?? ''}`, run) : undefined,
  check_suite: ({ action, check_suite: suite }) =>
    suite && action === 'completed'
      ? checked(
          `Checks on ${suite.head_branch ?? ''} (\`${(suite.head_sha ?? '').slice(0, 7)}\`): ${suite.conclusion ?? ''}`,
          suite,
        )
      : undefined,
};

function checked(
  title: string,
  check: { html_url?: string | null | undefined; conclusion?: string | null | undefined },
): Told {
  return { title, url: check.html_url, color: check.conclusion === 'success' ? GREEN : RED };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The embed that tells of an event; `undefined` for events that Discord does not show. */
export function fromGithub(event: string, form: GithubForm): APIEmbed | undefined {
  const repository = form.repository?.full_name ?? '';
  const told = TELLERS[event]?.(form, repository);
  if (!told) return undefined;
  const { sender } = form;
  // A push names its branch within the brackets.
  const head = event === 'push' ? `[${form.repository?.name ?? ''}:` : `[${repository}] `;
  const description = told.description ?? '';
  return wire({
    type: 'rich',
    title: `${head}${told.title}`.slice(0, 256),
    ...(told.url ? { url: told.url } : {}),
    ...(description === '' ? {} : { description: shortened(description) }),
    ...(told.color === undefined ? {} : { color: told.color }),
    author: { name: sender.login, url: sender.html_url, icon_url: sender.avatar_url },
  });
}

function shortened(description: string): string {
  return description.length > 500 ? `${description.slice(0, 497)}...` : description;
}
