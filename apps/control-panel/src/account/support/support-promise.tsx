import type { SupportOfferDto } from '@rocket/contracts';
import { supportWords } from '../../text/support-words';

/** What the offer promises, and how else support is reached. */
export function SupportPromise({ of }: { of: SupportOfferDto }) {
  const w = supportWords();
  const { email, phone, hours, reaction, offset } = of;
  const said = [
    hours && w.hours(w.days[hours.days], hours.from, hours.to, offset),
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
