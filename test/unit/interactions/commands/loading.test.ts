/** Programs whose options have no rules and conversions of their own never load what would take as long as the rest of the start. */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { readOptions, StringOption } from '../../../../src/interactions';
import { unboundContext } from '../../../../src/models';

const mockLoaded: string[] = [];
jest.mock('class-validator', () => {
  mockLoaded.push('class-validator');
  return jest.requireActual<object>('class-validator');
});
jest.mock('class-transformer', () => {
  mockLoaded.push('class-transformer');
  return jest.requireActual<object>('class-transformer');
});

class Plain {
  @StringOption('x', { minLength: 2 }) text!: string;
}

describe('class-validator and class-transformer', () => {
  it('are not loaded for options that use neither', () => {
    const fields = readOptions(Plain);
    expect(fields.problems).toEqual([]);
    const entered = [{ name: 'text', type: ApplicationCommandOptionType.String as const, value: 'hello' }];
    expect(fields.decode(entered, undefined, unboundContext, undefined)).toEqual({ text: 'hello' });
    expect(mockLoaded).toEqual([]);
  });
});
