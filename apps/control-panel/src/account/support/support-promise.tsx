import type { SupportOfferDto } from '@rocket/contracts';
import { supportWords } from '../../text/support-words';
import { words } from '../../text/words';

/** What people call a zone: Москва, Moscow Time. */
const zoneName = (language: string, timeZone: string): string =>
  new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'shortGeneric' })
    .formatToParts(0)
    .find(({ type }) => type === 'timeZoneName')!.value;

/** What the offer promises, and how else support is reached. */
export function SupportPromise({ of }: { of: SupportOfferDto }) {
  const w = supportWords();
  const { email, phone, hours, reaction, timeZone } = of;
  const said = [
    hours && w.hours(w.days[hours.days], hours.from, hours.to, zoneName(words.value.language, timeZone)),
    reaction &&
      w.within(w.units[hours && reaction.unit === 'hours' ? 'working_hours' : reaction.unit](reaction.count)),
  ].filter(Boolean);
  return (
    <>
      {said.length > 0 && <span>{said.join(' ')} </span>}
      {(email || phone) && (
        <span>
          {w.also} {email && <a href={`mailto:${email}`}>{email}</a>}
          {email && phone && ', '}
          {phone && <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>}.
        </span>
      )}
    </>
  );
}
