import { composeAnnouncement, type SellerDto } from '@rocket/contracts';
import { readAnnouncement, type AnnouncementValues } from './read-announcement';

const empty: AnnouncementValues = {
  kind: 'news',
  seller: 'a-seller',
  people: 'everyone',
  productCode: '',
  state: '',
  accountId: '',
  effectiveOn: '',
  effectiveTime: '',
  postOn: '',
  postTime: '',
  titleRu: 'Новость',
  textRu: 'Текст',
  titleEn: '',
  textEn: '',
};
const sellers = [{ code: 'a-seller', timeZone: 'Asia/Almaty' }] as unknown as SellerDto[];
const read = (changes: Partial<AnnouncementValues>) =>
  readAnnouncement({ ...empty, ...changes } as AnnouncementValues, sellers);

describe('an announcement as it is typed', () => {
  it('leaves out what is empty, and the door takes it', () => {
    expect(composeAnnouncement.parse(read({}))).toEqual({
      kind: 'news',
      audience: { seller: 'a-seller', people: 'everyone' },
      texts: { ru: { title: 'Новость', text: 'Текст' } },
    });
  });

  it('is sent at the hour of the seller, nine in the morning when only a day is given', () => {
    expect(read({ postOn: '2027-06-01', postTime: '10:30' })).toMatchObject({
      postAt: '2027-06-01T05:30:00.000Z',
    });
    expect(read({ postOn: '2027-06-01' })).toMatchObject({ postAt: '2027-06-01T04:00:00.000Z' });
    expect(composeAnnouncement.safeParse(read({ postOn: '2027-06-01', postTime: 'утром' })).success).toBe(
      false,
    );
  });
});
