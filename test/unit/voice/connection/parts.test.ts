import { MessageNumbers } from '../../../../src/voice/connection/message-numbers';
import { Participants } from '../../../../src/voice/connection/participants';
import { SignalBudget } from '../../../../src/voice/connection/signal-budget';

describe('numbers of messages', () => {
  it('begin anywhere, 0 included, and go on over their 16 bits', () => {
    const numbers = new MessageNumbers();
    expect(numbers.last).toBe(-1);
    for (const number of [0, 1, 65_535, 0, 1]) numbers.advance(number);
    expect(numbers.last).toBe(1);
    numbers.reset();
    numbers.advance(0);
    expect(numbers.last).toBe(0);
  });

  it('tell what was seen, over the wrap too', () => {
    const numbers = new MessageNumbers();
    expect([65_534, 65_535, 0, 65_535, 0, 1].map((number) => numbers.advance(number))).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  it('let messages without one pass, and are not lost to one that is far off', () => {
    const numbers = new MessageNumbers();
    numbers.advance(5);
    expect(numbers.advance(undefined)).toBe(true);
    expect(numbers.advance(30_000)).toBe(true);
    expect(numbers.advance(6)).toBe(true);
    expect(numbers.last).toBe(6);
  });
});

describe('the budget of opcode 4', () => {
  it('gives a guild ten a minute, and tells how long to wait for the next', () => {
    const budget = new SignalBudget();
    for (let ms = 0; ms < 10; ms += 1) budget.book('10', 'main', ms * 1_000);
    expect(budget.waitMs('10', 'main', 9_000)).toBe(51_000);
    expect(budget.waitMs('10', 'main', 60_000)).toBe(0);
    expect(budget.waitMs('11', 'main', 9_000)).toBe(0);
  });

  it('gives all guilds of a shard sixty', () => {
    const budget = new SignalBudget();
    for (let guild = 0; guild < 60; guild += 1) budget.book(String(guild), 'main', 0);
    expect(budget.waitMs('100', 'main', 10_000)).toBe(50_000);
    expect(budget.waitMs('100', 'other', 10_000)).toBe(0);
  });
});

describe('participants', () => {
  it('are everybody but the bot, and whose audio is whose', () => {
    const participants = new Participants('900');
    expect(participants.join(['1', '900', '2'])).toEqual(['1', '2']);
    expect(participants.join(['1'])).toEqual([]);
    participants.speaks('1', 5);
    expect(participants.userOf(5)).toBe('1');
    expect(participants.leave('1')).toBe(true);
    expect(participants.leave('1')).toBe(false);
    expect(participants.userOf(5)).toBeUndefined();
    expect(participants.userIds).toEqual(['2']);
  });
});
