/** The types of compile.cjs, for tests that start processes. */
export function compile(): string;
export function compiledPath(source: string): string;
