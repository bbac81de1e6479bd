import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadOpus, VoiceError } from '../../../../src/voice';
import { compiledPath } from '../../../support/compiled/compile.cjs';

/** As the packages answer when they are not there. */
function absent(name: string): never {
  throw new Error(`Cannot find module '${name}'\nRequire stack: …`);
}

describe('finding an Opus library', () => {
  it('remembers what it loaded', async () => {
    expect(await loadOpus()).toBe(await loadOpus());
    expect(await loadOpus({ library: 'opusscript' })).toMatchObject({ name: 'opusscript' });
  });

  it('takes WebAssembly where the native library is missing', async () => {
    const load = (name: string): unknown =>
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- as the adapter does
      name === 'opusscript' ? require('opusscript/build/opusscript_native_wasm.js') : absent(name);
    expect((await loadOpus({ load })).name).toBe('opusscript');
  });

  it('says of each library why it did not load, and what to do', async () => {
    const error = await loadOpus({ load: absent }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(VoiceError);
    expect(error).toMatchObject({
      code: 'VOICE_OPUS_MISSING',
      kind: 'codec',
      context: {
        reasons: {
          '@discordjs/opus': "Cannot find module '@discordjs/opus'",
          opusscript: "Cannot find module 'opusscript'",
        },
      },
    });
    const { message } = error as VoiceError;
    for (const hint of ['npm install opusscript', 'npm install-scripts approve @discordjs/opus', 'npm rebuild']) {
      expect(message).toContain(hint);
    }
  });

  it('does not take a package for what it is not', async () => {
    await expect(loadOpus({ load: () => ({}) })).rejects.toMatchObject({ code: 'VOICE_OPUS_MISSING' });
  });

  it('lets the process live through the worst inputs, with every library that is here', async () => {
    const program = `
      const { loadOpus } = require(${JSON.stringify(compiledPath(join(__dirname, '../../../../src/voice/index.ts')))});
      (async () => {
        const told = [];
        for (const library of ['@discordjs/opus', 'opusscript']) {
          let opus;
          try { opus = await loadOpus({ library }); } catch { continue; }
          const encoder = opus.encoder(), decoder = opus.decoder();
          const attempt = (call) => { try { call(); told.push('done'); } catch (error) { told.push(error.code); } };
          for (const bytes of [0, 1, 3, 100, 3839, 3841, 11520, 1e6]) attempt(() => encoder.encode(Buffer.alloc(bytes, 255)));
          for (const wrong of [undefined, null, 5, 'text', [], {}, new Uint8Array(3840)]) attempt(() => encoder.encode(wrong));
          for (const bytes of [0, 1e6]) attempt(() => decoder.decode(Buffer.alloc(bytes, 255)));
          for (const wrong of [undefined, null, 5, 'text', [], {}]) attempt(() => decoder.decode(wrong));
          for (const wrong of [NaN, -1, 1e9, undefined, 'fast']) attempt(() => encoder.setBitrate(wrong));
          encoder.close(); decoder.close();
          attempt(() => encoder.encode(Buffer.alloc(3840)));
          attempt(() => decoder.decode(Buffer.from([0xf8, 0xff, 0xfe])));
          encoder.close(); decoder.close();
        }
        console.log(JSON.stringify([...new Set(told)].sort()));
      })();`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', program]);
    expect(JSON.parse(stdout)).toEqual(['VOICE_INVALID_OPTIONS', 'VOICE_OPUS_FAILED', 'VOICE_OPUS_FRAME_SIZE']);
  });
});
