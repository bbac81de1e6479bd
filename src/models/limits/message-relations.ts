/** Rules of a message that hold between its fields: what excludes what, what adds up, and that something is there. */
import { MessageFlags, MessageReferenceType } from 'discord-api-types/v10';
import { describeGot } from '../bodies/body-error';
import { isFilled, list, loose, type LooseBody, type Refuse } from './body-spec';
import { checkComponents, type ComponentsVersion } from './component-rules';
import { checkEmbedSum } from './embed-rules';

/** What a message with components of the second version cannot carry beside them, by Discord's and the author's names. */
const EXCLUDED_BY_V2 = [
  ['content', 'content'],
  ['embeds', 'embeds'],
  ['poll', 'poll'],
  ['sticker_ids', 'stickerIds'],
] as const;

/** Any one of these makes a message. */
const SUBSTANCE = ['content', 'embeds', 'sticker_ids', 'components', 'attachments', 'files', 'poll'] as const;

function isComponentsV2({ flags }: LooseBody): boolean {
  return typeof flags === 'number' && flags > 0 && (flags & MessageFlags.IsComponentsV2) !== 0;
}

/** The rules of a new message. */
export function checkNewMessage(wire: LooseBody, refuse: Refuse): void {
  checkPresence(wire, refuse);
  checkFields(wire, isComponentsV2(wire) ? 'second' : 'first', refuse);
}

/** The rules of an edit. Without flags it may be of a message of either version. */
export function checkMessage(wire: LooseBody, refuse: Refuse): void {
  checkFields(wire, isComponentsV2(wire) ? 'second' : 'unknown', refuse);
}

function checkFields(wire: LooseBody, version: ComponentsVersion, refuse: Refuse): void {
  checkEmbedSum(wire, refuse);
  if (wire.allowed_mentions !== undefined) checkMentions(loose(wire.allowed_mentions), refuse);
  if (version === 'second') checkVersion(wire, refuse);
  if (wire.components !== undefined) checkComponents(wire, version, refuse);
}

function checkPresence(wire: LooseBody, refuse: Refuse): void {
  for (const name of SUBSTANCE) if (isFilled(wire[name])) return;
  if (loose(wire.message_reference).type === MessageReferenceType.Forward) return;
  if (isFilled(wire.shared_client_theme)) return;
  const says = 'takes at least one of content, embeds, stickerIds, components, files, a poll or a forward';
  refuse('', 'presence', says, 'none of them');
}

function checkMentions(mentions: LooseBody, refuse: Refuse): void {
  const parsed = list(mentions.parse);
  for (const name of ['users', 'roles']) {
    if (!parsed.includes(name) || !isFilled(mentions[name])) continue;
    const says = `takes no ids while allowedMentions.parse has "${name}"`;
    refuse(`allowedMentions.${name}`, 'exclusive', says, describeGot(mentions[name]));
  }
}

function checkVersion(wire: LooseBody, refuse: Refuse): void {
  for (const [name, written] of EXCLUDED_BY_V2) {
    if (!isFilled(wire[name])) continue;
    const says = 'stays empty in a message with the flag IsComponentsV2; a text display component takes its place';
    refuse(written, 'componentsV2', says, describeGot(wire[name]));
  }
}
