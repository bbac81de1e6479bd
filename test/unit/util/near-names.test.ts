import { nearNames } from '../../../src/util';

describe('nearNames', () => {
  it.each([
    ['databse', ['Database', 'Logger'], ['Database']],
    ['client', ['clients', 'client_groups', 'gateway'], ['clients', 'client_groups']],
    ['my_nubmer', ['my_name', 'my_number', 'your_number'], ['my_number', 'my_name']],
    ['db', ['database', 'x'], []],
    ['CLIENT', ['client'], ['client']],
  ])('finds for %s among %j: %j', (name, candidates, expected) => {
    expect(nearNames(name, candidates)).toEqual(expected);
  });

  it('gives the closest first, each once, and no more than asked for', () => {
    expect(nearNames('abcdef', ['abcxyf', 'abcdef1', 'abcdef', 'abcdef'], 2)).toEqual(['abcdef', 'abcdef1']);
  });
});
