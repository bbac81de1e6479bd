/** Placeholder until merged. */
export function selfSigned(_wallMs: number): { readonly key: string; readonly cert: string } {
  return { key: '', cert: '' };
}
