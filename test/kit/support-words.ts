import { routes, type SupportRequestDto } from '@rocket/contracts';
import type { Letter, Mailbox } from './mailbox/mailbox';
import type { Person } from './person';

export const wish = (subject = 'Не приходят лиды') => ({
  subject,
  text: 'С утра из формы на сайте ничего не приходит.',
});
export const at = ({ account, id }: SupportRequestDto) => ({ params: { id: account.id, requestId: id } });
export const writes = (who: Person, request: SupportRequestDto, text: string): Promise<SupportRequestDto> =>
  who.asks(routes.writeToSupport, { ...at(request), body: { text } });
export const closes = (who: Person, request: SupportRequestDto, text = ''): Promise<SupportRequestDto> =>
  who.asks(routes.closeSupportRequest, { ...at(request), body: { text } });
export const said = async (who: Person, request: SupportRequestDto): Promise<string[]> =>
  (await who.asks(routes.supportMessages, { ...at(request), query: {} })).items
    .map(({ by, author, text, closes: isLast }) => `${by} ${author}: ${text}${isLast ? ' [закрыто]' : ''}`)
    .toReversed();
/** Waits for a letter. */
export const letter = async (mail: Mailbox, isIt: (one: Letter) => boolean): Promise<Letter> => {
  for (;;) {
    const found = mail.letters.find(isIt);
    if (found) return found;
    await mail.waitFor(mail.letters.length + 1);
  }
};
