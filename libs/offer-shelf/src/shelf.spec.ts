import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readOffer } from '@rocket/contracts';
import { OFFERS } from '@rocket/offers';

const SHELF = join(__dirname, '../../../offers');

describe('the shelf of offers', () => {
  const folders = readdirSync(SHELF, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it('lists every folder, each under the code of its seller', () => {
    expect(OFFERS.map(({ profile }) => profile.code).sort()).toEqual(folders.sort());
  });

  it.each(OFFERS.map((offer) => [offer.profile.code, offer] as const))(
    '%s can be loaded as it stands',
    (_, offer) => {
      expect(() => readOffer(offer)).not.toThrow();
    },
  );
});
