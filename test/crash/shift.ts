import { createHash } from 'node:crypto';
import { Chance } from './chance';
import { WEIGHTS, type Act, type Client, type Turn, type Work } from './work';

const HANDS = 6;
const TURNS_OF_A_HAND = 2;
export const TURNS = HANDS * TURNS_OF_A_HAND;
const FEW = 4;
const ACTS = Object.keys(WEIGHTS) as Act[];
/** What many do to one account at once: it moves its money or what is paid from it. */
const AT_ONCE: readonly Act[] = ['topsUp', 'connects', 'grantsBonus', 'changesQuantity', 'ends', 'corrects'];

/**
 * Hands at work in rounds: what each does, and for whom, comes from the seed and from who is there when a round begins, never from
 * who was quicker. In half of the rounds all come to one customer; in half of them the night passes meanwhile.
 */
export class Shift {
  private readonly order = createHash('sha256');
  private rounds = 0;

  constructor(
    private readonly work: Work,
    private readonly seed: number,
  ) {}

  /** The next round, until every turn is answered. @param begun told how many turns of it have begun */
  async round(begun: (turns: number) => void = () => undefined): Promise<void> {
    const chance = Chance.of(this.seed, (this.rounds += 1));
    const hands = this.plan(chance);
    const isDay = chance.below(2) === 0;
    this.note(`round ${this.rounds} ${isDay ? 'a day passes' : ''}`);
    let turns = 0;
    const atWork = hands.map(async (own) => {
      for (const turn of own) {
        begun((turns += 1));
        await this.work.act(turn);
      }
    });
    await Promise.all([...atWork, isDay ? this.work.aDayPasses() : undefined]);
  }

  /** What else the seed gave belongs to the order too. */
  note(what: string): void {
    this.order.update(`${what}\n`);
  }

  /** The same for the same seed, else something besides the seed decided. */
  get orderKept(): string {
    return this.order.copy().digest('hex').slice(0, 12);
  }

  private plan(chance: Chance): Turn[][] {
    const there = this.work.staying();
    const crowded = chance.below(2) === 0 ? chance.below(Math.max(1, there.length)) : null;
    const turns = Array.from({ length: TURNS }, (_, at) => {
      const client = there[crowded ?? chance.below(Math.max(1, there.length))] ?? null;
      const act = drawn(chance, crowded === null ? ACTS : AT_ONCE);
      return { no: this.rounds * TURNS + at, act, client };
    });
    const visited = (who: Client | null): number => turns.filter(({ client }) => client === who).length;
    const settled = turns.map((turn): Turn => {
      const own = Chance.of(this.seed, -turn.no);
      const { no, client } = turn;
      if (client === null || there.length < FEW) return { no, act: 'installs', client: null, chance: own };
      // It leaves while nobody else is at work for it.
      const act = turn.act === 'leaves' && visited(client) > 1 ? 'topsUp' : turn.act;
      return { no, act, client, chance: own };
    });
    for (const { no, act, client } of settled) this.note(`${no} ${act} ${client?.account.name ?? ''}`);
    return Array.from({ length: HANDS }, (_, hand) => settled.filter(({ no }) => no % HANDS === hand));
  }
}

function drawn(chance: Chance, acts: readonly Act[]): Act {
  let left = chance.below(acts.reduce((sum, act) => sum + WEIGHTS[act], 0));
  return acts.find((act) => (left -= WEIGHTS[act]) < 0)!;
}
