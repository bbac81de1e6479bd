/** The names that fields and texts have in Discord's menus. */

/** `deleteDays` -> `delete-days`, `userID` -> `user-id`. */
export function optionName(field: string): string {
  return field
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1-$2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1-$2')
    .toLowerCase();
}

/** The nearest name that Discord takes; `undefined` when nothing of the text can stay. */
export function fittingName(text: string): string | undefined {
  const name = optionName(text.trim())
    .replace(/[^-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]+/gu, '-')
    .replace(/-{2,}/g, '-');
  const short = Array.from(name.replace(/^-|-$/g, '')).slice(0, 32).join('').replace(/-$/, '');
  return short === '' ? undefined : short;
}
