/** Every library for end-to-end encryption keeps the port's contract. */
import { type FakeDaveGroup, FakeDaveLibrary, loadDaveLibrary } from 'corduroy/voice';
import {
  DAVE_CONTRACT_USERS,
  type DaveContractServer,
  daveLibraryContract,
} from '../../src/testing/contracts/dave-library';
import { HandMadeGroup } from '../support/dave/hand-made-group';

function fakeServer(): DaveContractServer {
  const library = new FakeDaveLibrary();
  const begin = (userId: string): FakeDaveGroup => {
    const group = library.member(userId, '500').group(1) as FakeDaveGroup;
    group.setExternalSender(Buffer.from('sender 1'));
    return group;
  };
  return {
    library,
    lonely: () => begin('101'),
    agree: () => {
      const [own, other] = [begin('101'), begin('102')];
      own.processCommit(Buffer.from('commit of 101'));
      other.processWelcome(Buffer.from('welcome 101'));
      own.userIds = ['101', '102'];
      return { own, other };
    },
    advance: ({ own, other }) => {
      for (const group of [own, other]) group.processCommit(Buffer.from('commit of somebody'));
    },
    proposal: () => Buffer.from('add 103'),
  };
}

async function daveyServer(): Promise<DaveContractServer> {
  const library = await loadDaveLibrary();
  const { own: ownId, other: otherId, third } = DAVE_CONTRACT_USERS;
  const hand = new HandMadeGroup(library);
  const adding = (): Buffer => hand.append(hand.add(1n, third));
  return {
    library,
    lonely: () => hand.begin(ownId),
    agree: () => hand.agree(ownId, otherId),
    proposal: adding,
    advance: ({ own, other }) => {
      const payload = adding();
      const result = own.processProposals('append', payload, [third]);
      other.processProposals('append', payload, [third]);
      if (!result) throw new Error('there was nothing to commit to');
      own.processCommit(result.commit);
      other.processCommit(result.commit);
    },
  };
}

describe('FakeDaveLibrary keeps the contract of a library for end-to-end encryption', () => {
  for (const each of daveLibraryContract(() => Promise.resolve(fakeServer()))) it(each.name, () => each.run());
});

describe('davey keeps the contract of a library for end-to-end encryption', () => {
  for (const each of daveLibraryContract(daveyServer)) it(each.name, () => each.run());
});
