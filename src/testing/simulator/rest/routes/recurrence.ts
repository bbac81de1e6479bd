/** How bodies say that an event repeats, and what of it Discord can plan. */
import { type RecurrenceRecord } from '../../world/scheduled-events';
import { invalidForm } from '../api-error';
import { choice, type Form, integer, list, need, nullable, object, set, timestamp } from '../form';

const YEARLY = 0;
const MONTHLY = 1;
const WEEKLY = 2;
const DAILY = 3;

const DAY = integer({ min: 0, max: 6 });
const FIELDS = {
  start: need(timestamp),
  end: nullable(timestamp),
  frequency: need(choice([YEARLY, MONTHLY, WEEKLY, DAILY])),
  interval: nullable(integer({ min: 1, max: 2 })),
  by_weekday: nullable(set(DAY, { max: 7 })),
  by_n_weekday: nullable(list(object({ n: need(integer({ min: 1, max: 5 })), day: need(DAY) }), { max: 7 })),
  by_month: nullable(set(integer({ min: 1, max: 12 }), { max: 12 })),
  by_month_day: nullable(set(integer({ min: -1, max: 31 }), { max: 33 })),
  by_year_day: nullable(set(integer({ min: -1, max: 365 }), { max: 367 })),
  count: nullable(integer({ min: 1, max: 2_147_483_647 })),
};

export const recurrence = object(FIELDS);

/** A rule in full. Throws when it is one of those that can be said but not planned. */
export function readRecurrence(form: Form<typeof FIELDS>): RecurrenceRecord {
  const rule: RecurrenceRecord = {
    start: form.start,
    end: form.end ?? null,
    frequency: form.frequency,
    interval: form.interval ?? 1,
    by_weekday: form.by_weekday ?? null,
    by_n_weekday: form.by_n_weekday ?? null,
    by_month: form.by_month ?? null,
    by_month_day: form.by_month_day ?? null,
    by_year_day: form.by_year_day ?? null,
    count: form.count ?? null,
  };
  const wrong = problemOf(rule);
  if (wrong) throw invalidForm(['recurrence_rule', wrong], 'RECURRENCE_RULE_INVALID', 'Invalid recurrence rule');
  return rule;
}

/**
 * The field that cannot be planned.
 * https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-recurrence-rule-object-system-limitations-on-recurrence-rules
 */
function problemOf(rule: RecurrenceRecord): string | undefined {
  const { frequency, interval, by_weekday: days, by_n_weekday: nth, by_month: months, by_month_day: dates } = rule;
  if (days && (nth ?? months ?? dates)) return 'by_weekday';
  if ((months === null) !== (dates === null)) return months ? 'by_month_day' : 'by_month';
  // Only weekly events may skip a week.
  if (interval !== 1 && frequency !== WEEKLY) return 'interval';
  if (nth && (frequency !== MONTHLY || nth.length !== 1)) return 'by_n_weekday';
  if (months && (frequency !== YEARLY || months.length !== 1 || dates?.length !== 1)) return 'by_month';
  if (frequency === WEEKLY && days && days.length !== 1) return 'by_weekday';
  if (days && frequency !== WEEKLY && frequency !== DAILY) return 'by_weekday';
  return undefined;
}
