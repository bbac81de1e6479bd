/** What every {@link GatewayInfoSource} must do. */
import assert from 'node:assert/strict';
import { type GatewayInfoSource } from '../../gateway';
import { type ContractCase } from './contract-case';

export function gatewayInfoSourceContract(make: () => GatewayInfoSource | Promise<GatewayInfoSource>): ContractCase[] {
  return [
    {
      name: 'tells a WebSocket address without a query',
      run: async () => {
        const { url } = await (await make()).gatewayInfo();
        const parsed = new URL(url);
        assert.match(parsed.protocol, /^wss?:$/);
        assert.equal(parsed.search, '');
      },
    },
    {
      name: 'tells numbers that make sense',
      run: async () => {
        const { shards, sessionStartLimit: limit } = await (await make()).gatewayInfo();
        assert.ok(Number.isInteger(shards) && shards >= 1, 'shards');
        assert.ok(Number.isInteger(limit.maxConcurrency) && limit.maxConcurrency >= 1, 'maxConcurrency');
        assert.ok(Number.isInteger(limit.total) && limit.total >= 1, 'total');
        assert.ok(limit.remaining >= 0 && limit.remaining <= limit.total, 'remaining');
        assert.ok(limit.resetAfterMs >= 0, 'resetAfterMs');
      },
    },
    {
      name: 'can be asked again',
      run: async () => {
        const source = await make();
        assert.equal((await source.gatewayInfo()).url, (await source.gatewayInfo()).url);
      },
    },
    {
      name: 'gives up on an aborted signal',
      run: async () => {
        const source = await make();
        await assert.rejects(source.gatewayInfo({ signal: AbortSignal.abort(new Error('enough')) }));
      },
    },
  ];
}
