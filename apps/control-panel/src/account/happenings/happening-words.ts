import type { HappeningDto } from '@rocket/contracts';
import { paperName } from '../paper-name';
import { actName, actWords, toldWords } from '../../text/act-words';
import { words } from '../../text/words';

/** What happened, in a line. */
export function happeningWords({ kind, event, facts }: HappeningDto): string {
  const a = actWords();
  switch (kind) {
    case 'money': {
      const entry = (words.value.history.kinds as Readonly<Record<string, string>>)[event];
      return [entry ?? a.money[event] ?? event, facts['productName']].filter(Boolean).join(': ');
    }
    case 'documents': {
      const paper = paperName({
        kind: facts['documentKind'] as 'upd',
        number: Number(facts['number']) as never,
        issuedOn: String(facts['issuedOn']) as never,
      });
      const way = a.channels[String(facts['channel'])];
      return `${paper}: ${a.documents[event] ?? event}${way ? ` ${way}` : ''}`;
    }
    case 'acts': {
      const told = toldWords(facts);
      return told ? `${actName(event)} (${told})` : actName(event);
    }
    default:
      return a[kind][event]?.(facts) ?? event;
  }
}

/** Where what it is about is shown. */
export function placeOfHappening(accountId: string, { kind, subject, facts }: HappeningDto): string | null {
  const tab = subject ? TABS[subject.type] : { subscriptions: 'contract' as const }[kind as 'subscriptions'];
  if (subject?.type === 'approval') return '/approvals';
  if (!tab) return null;
  const search = new URLSearchParams();
  // The journal of one day is short whatever the account has lived through.
  if (subject?.type === 'entry' && typeof facts['on'] === 'string') {
    search.set('from', facts['on']);
    search.set('to', facts['on']);
  }
  if (subject && MARKED.has(subject.type)) search.set('mark', subject.id);
  return `/accounts/${accountId}/${tab}${search.size > 0 ? `?${search}` : ''}`;
}

/** What has a row of its own on its tab. */
const MARKED: ReadonlySet<string> = new Set(['entry', 'document', 'notice']);

const TABS: Readonly<Record<string, string>> = {
  entry: 'entries',
  refund: 'contract',
  document: 'documents',
  notice: 'notices',
  letter: 'notices',
  subscription: 'subscriptions',
};
