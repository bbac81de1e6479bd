/** The calls of a group, made when they are first asked for: most bots never speak, and voice is a sixth of the library. */
import { type DrivenVoiceCalls } from '../voice';

export class GroupCalls {
  private made: DrivenVoiceCalls | undefined = undefined;
  private isClosed = false;

  constructor(private readonly make: () => DrivenVoiceCalls) {}

  /** The calls, made by now. After the close they take no joins. */
  get all(): DrivenVoiceCalls {
    return this.made ?? this.begin();
  }

  /** Makes them now. */
  begin(): DrivenVoiceCalls {
    this.made = this.make();
    if (this.isClosed) void this.made.close();
    return this.made;
  }

  /** The calls if anybody has asked for them; else there is none, and nobody who has to hear of anything. */
  get begun(): DrivenVoiceCalls | undefined {
    return this.made;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.made?.close();
  }
}
