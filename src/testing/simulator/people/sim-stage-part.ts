/** Somebody on a stage: in the audience, with a raised hand, among the speakers, or as its moderator. */
import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { SimulatorMisuse } from '../misuse';
import { type PermissionName } from '../world/permissions';
import { type ChannelRecord, type GuildRecord, type UserRecord, type VoiceStateRecord } from '../world/records';
import { editVoiceState, placeOnStage } from '../world/voice';
import { type World } from '../world/world';

export class SimStagePart {
  constructor(
    private readonly world: World,
    private readonly guild: GuildRecord,
    private readonly account: UserRecord,
  ) {}

  /** Whether the member is in the audience. */
  get isSuppressed(): boolean {
    return this.guild.voiceStates.get(this.account.id)?.suppress === true;
  }

  /** Whether the member asks to speak. */
  get isHandRaised(): boolean {
    const state = this.guild.voiceStates.get(this.account.id);
    return state?.suppress === true && state.requestToSpeakAt !== null;
  }

  async raiseHand(): Promise<void> {
    this.mayOnStage('RequestToSpeak', 'raise a hand');
    await this.edit(this.account.id, { requestToSpeakAt: this.world.timestamp() });
  }

  async lowerHand(): Promise<void> {
    await this.edit(this.account.id, { requestToSpeakAt: null });
  }

  /** Goes to the speakers, as a moderator of the stage may. */
  async speak(): Promise<void> {
    this.mayOnStage('MuteMembers', 'go to the speakers');
    await this.edit(this.account.id, { suppress: false });
  }

  /** Goes to the audience. */
  async listen(): Promise<void> {
    await this.edit(this.account.id, { suppress: true });
  }

  /** Lets somebody speak, as a moderator of the stage. */
  async invite(who: { readonly id: string }): Promise<void> {
    await this.place(who, false);
  }

  /** Sends somebody to the audience, as a moderator of the stage. */
  async moveToAudience(who: { readonly id: string }): Promise<void> {
    await this.place(who, true);
  }

  private async place({ id }: { readonly id: string }, suppress: boolean): Promise<void> {
    const { state, stage } = this.onStage(id);
    this.may(stage, 'MuteMembers', suppress ? 'send somebody to the audience' : 'let somebody speak');
    placeOnStage(this.world, this.guild, state, suppress);
    await this.world.delivered();
  }

  private async edit(userId: string, changes: Parameters<typeof editVoiceState>[3]): Promise<void> {
    editVoiceState(this.world, this.guild, this.onStage(userId).state, changes);
    await this.world.delivered();
  }

  private mayOnStage(permission: PermissionName, deed: string): void {
    this.may(this.onStage(this.account.id).stage, permission, deed);
  }

  private may(stage: ChannelRecord, permission: PermissionName, deed: string): void {
    if (this.world.permissionsIn(this.account.id, stage) & PermissionFlagsBits[permission]) return;
    throw new SimulatorMisuse(
      `${this.account.username} may not ${deed} in #${stage.name}: ${permission} is missing`,
      `a role that has it: guild.createRole({ permissions: ['${permission}'] }), member.addRole(role).`,
    );
  }

  private onStage(userId: string): { state: VoiceStateRecord; stage: ChannelRecord } {
    const state = this.guild.voiceStates.get(userId);
    const stage = this.guild.channels.get(state?.channelId ?? '');
    if (state && stage?.type === ChannelType.GuildStageVoice) return { state, stage };
    const name = this.world.users.get(userId)?.username ?? userId;
    throw new SimulatorMisuse(
      `${name} is on no stage`,
      "member.joinVoice('Stage') first, with a channel of type 'stage'.",
    );
  }
}
