import { opusLibraryContract } from '../../src/testing/contracts/opus-library';
import { loadOpus } from '../../src/voice';

describe('opusscript', () => {
  for (const one of opusLibraryContract(() => loadOpus({ library: 'opusscript' }))) it(one.name, () => one.run());
});

/** An optional dependency: absent where it could not be built. */
function hasNative(): boolean {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- whether it loads is the question
    require('@discordjs/opus');
    return true;
  } catch {
    return false;
  }
}

if (hasNative()) {
  describe('@discordjs/opus, where it could be built', () => {
    for (const one of opusLibraryContract(() => loadOpus({ library: '@discordjs/opus' })))
      it(one.name, () => one.run());
  });
}
