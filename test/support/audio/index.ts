/** Audio for tests: files made in memory, tones, and their measurement. */
export * from './loudness';
export * from './ogg-check';
export * from './ogg-opus';
export * from './packets';
export * from './random';
export * from './tone';
export * from './wav';
export * from './webm-opus';
export * from './ffmpeg';
export * from './read-frames';
export * from './file-server';
