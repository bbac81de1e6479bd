/** What every {@link Owners} must do. */
import assert from 'node:assert/strict';
import { type Owners } from '../../dispatcher';
import { type ContractCase } from './contract-case';

/** @param make what knows these ids as owners, and no others */
export function ownersContract(make: (ids: readonly string[]) => Owners | Promise<Owners>): ContractCase[] {
  return [
    {
      name: 'tells every owner from others, however often it is asked',
      run: async () => {
        const owners = await make(['1', '2']);
        for (const id of ['1', '2', '1']) assert.equal(await owners.isOwner(id), true);
        for (const id of ['3', '', '12', '3']) assert.equal(await owners.isOwner(id), false);
      },
    },
    {
      name: 'answers many at once',
      run: async () => {
        const owners = await make(['5']);
        const answers = await Promise.all(Array.from({ length: 10 }, async (_, id) => owners.isOwner(String(id))));
        assert.deepEqual(
          answers,
          Array.from({ length: 10 }, (_, id) => id === 5),
        );
      },
    },
  ];
}
