/** A bot that keeps something in a database. The database is a class, so that a test can put another in its place. */
import {
  GuildSlashContext,
  Handler,
  Injectable,
  MemberOption,
  Member,
  Module,
  Role,
  RoleOption,
  Slash,
} from 'corduroy';

export abstract class Database {
  abstract add(role: string): Promise<number>;
}

@Injectable()
class FarDatabase extends Database {
  add(): Promise<number> {
    return Promise.reject(new Error('A test must not come here.'));
  }
}

class MedalOptions {
  @MemberOption('Who gets it') member!: Member;
  @RoleOption('Which medal') medal!: Role;
}

@Handler()
class Medals {
  constructor(private readonly database: Database) {}

  @Slash('medal', 'Gives a medal', { contexts: ['Guild'], permissions: ['ManageRoles'] })
  async give(ctx: GuildSlashContext, { member, medal }: MedalOptions) {
    await member.addRole(medal, { reason: `${ctx.user.username} says so` });
    return `${member.displayName} wears ${medal.name}, medal number ${await this.database.add(medal.name)}`;
  }
}

@Module({ handlers: [Medals], providers: [{ provide: Database, useClass: FarDatabase }] })
export class MedalModule {}
