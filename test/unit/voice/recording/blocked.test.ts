/** A process that does something else for seconds: what waited in its socket is recorded where it was said. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOpus } from '../../../../src/voice';
import { LocalHearing } from '../../../../src/voice/hearing/local-hearing';
import { CallRecordings } from '../../../../src/voice/recording/call-recordings';
import { nullLogger } from '../../../../src/util';
import { checkOgg, numberedPackets } from '../../../support/audio';
import { StallingClock } from '../player/support';
import { ALICE } from './support';

const PACKETS = 450;
const HEADER = { ssrc: 1, headerBytes: 12, extensionBytes: 0, isPadded: false };

it.each([800, 2_000, 5_000])(
  'a recording loses and moves nothing of a call that was not looked at for %i ms',
  async (ms) => {
    const clock = new StallingClock();
    const hearing = new LocalHearing({
      ...{ place: 'guild 1', clock, logger: nullLogger, opus: () => loadOpus() },
      userOf: () => ALICE,
      open: (_userId, frame) => frame,
    });
    const call = { hearing, clock, connection: { userIds: [ALICE] }, onJoined: () => () => undefined };
    const to = await mkdtemp(join(tmpdir(), 'recording-'));
    const recording = new CallRecordings(call, 'The call of guild 1').record({ to });
    const packets = numberedPackets(PACKETS);
    for (const [index, payload] of packets.entries()) {
      if (index === 150) {
        clock.stall(ms);
        // Timers come first, then what the socket holds.
        await clock.advance(1);
      }
      const header = { ...HEADER, sequence: (65_500 + index) & 0xffff, timestamp: (0xffff_0000 + index * 960) >>> 0 };
      hearing.packet({ header, payload, userId: ALICE });
      if (index < 150 || index >= 150 + ms / 20) await clock.advance(20);
    }
    const { files } = await recording.stop();
    hearing.close();
    const recorded = checkOgg(await readFile(files[0]?.path as string)).packets;
    const places = packets.map((packet) => recorded.findIndex((one) => one.equals(packet)));
    expect(places.filter((place, index) => Math.abs(place - index) > 1)).toEqual([]);
    await rm(to, { recursive: true });
  },
);
