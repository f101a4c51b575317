import type { AppointmentDto, PackageServiceDto, ServicePackageDto } from '@rocket/contracts';
import { Alert, Button, Chip, Table, writeCount, writeDate, type Tone } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { todayOf } from '../reads';
import { usedUnit } from '../unit-name';
import { Facts, Panel } from '../../shell/page';
import { packagesWords } from '../../text/packages-words';
import { words } from '../../text/words';
import { AppointmentList } from './appointment-list';
import { BookDialog, MoveDialog } from './book-dialog';
import { GiveBackDialog, PassDialog } from './certificate-dialogs';

const TONES: Record<ServicePackageDto['state'], Tone> = {
  waiting: 'info',
  active: 'good',
  over: 'neutral',
  ended: 'neutral',
};

type Opened =
  | { readonly act: 'book'; readonly service: PackageServiceDto }
  | { readonly act: 'move'; readonly appointment: AppointmentDto }
  | { readonly act: 'pass' | 'give-back' };

/** One package: its certificate, what is left of it, appointments, and what may be done with it. */
export function PackagePanel({
  accountId,
  of,
  now,
  mayChange,
  isOwner,
  isStaff = false,
}: {
  accountId: string;
  of: ServicePackageDto;
  now: string;
  /** Whoever may spend; the holder of the certificate may be somebody else. */
  mayChange: boolean;
  /** Passing on and money back are the owner's and staff's. */
  isOwner: boolean;
  /** Staff serve whoever holds the certificate. */
  isStaff?: boolean;
}) {
  const t = words.value;
  const w = packagesWords();
  const [opened, open] = useState<Opened | null>(null);
  const { certificate, rules, services } = of;
  const close = () => open(null);
  const today = todayOf(now, of.timeZone);
  const lives = (of.state === 'active' || of.state === 'waiting') && !of.isGivenBack;
  const isOthers = certificate?.holder !== null && certificate?.holder !== undefined;
  const mayBook = mayChange && lives && (isStaff || !isOthers) && rules !== null;
  const shared = rules && { accountId, of, rules, today, onClose: close };
  return (
    <Panel
      padded
      title={of.tariff ? `${of.tariff.name} · ${of.productName}` : of.productName}
      aside={
        <Chip tone={of.isGivenBack ? 'warning' : TONES[of.state]}>
          {of.isGivenBack ? w.givenBack : w.states[of.state]}
        </Chip>
      }
    >
      <div class="stack">
        <PackageFacts of={of} />
        {of.isGivenBack && <Alert tone="neutral">{w.givenBackText}</Alert>}
        {isOthers && lives && <Alert tone="neutral">{w.others(certificate.holder!.name)}</Alert>}
        {services.length > 0 && (
          <Table
            caption={w.title}
            rows={services}
            rowKey={(one) => one.unit}
            columns={[
              { key: 'name', title: w.service, lead: true, cell: (one) => usedUnit(t.language, one) },
              {
                key: 'left',
                title: w.left,
                align: 'end',
                cell: (one) => w.of(writeCount(t.language, one.left), writeCount(t.language, one.included)),
              },
              {
                key: 'held',
                title: w.held,
                align: 'end',
                cell: (one) => writeCount(t.language, one.reserved),
              },
              { key: 'used', title: w.used, align: 'end', cell: (one) => writeCount(t.language, one.used) },
              ...(mayBook
                ? [
                    {
                      key: 'book',
                      title: w.book,
                      quietTitle: true,
                      align: 'end' as const,
                      cell: (one: PackageServiceDto) =>
                        one.left >= 1 && (
                          <Button
                            size="small"
                            kind="primary"
                            label={w.bookFor(usedUnit(t.language, one))}
                            onClick={() => open({ act: 'book', service: one })}
                          >
                            {w.book}
                          </Button>
                        ),
                    },
                  ]
                : []),
            ]}
          />
        )}
        <AppointmentList
          accountId={accountId}
          of={of}
          now={now}
          mayChange={mayBook}
          onMove={(appointment) => open({ act: 'move', appointment })}
        />
        {isOwner && lives && (
          <div class="row row-end">
            {certificate?.mayPassUntil && (isStaff || !isOthers) && (
              <Button onClick={() => open({ act: 'pass' })}>{w.pass}</Button>
            )}
            {!certificate?.passedOn && (
              <Button onClick={() => open({ act: 'give-back' })}>{w.giveBack}</Button>
            )}
          </div>
        )}
      </div>
      {opened?.act === 'book' && shared && <BookDialog service={opened.service} {...shared} />}
      {opened?.act === 'move' && shared && <MoveDialog appointment={opened.appointment} {...shared} />}
      {opened?.act === 'pass' && certificate?.mayPassUntil && (
        <PassDialog
          accountId={accountId}
          certificate={certificate}
          until={certificate.mayPassUntil}
          onClose={close}
        />
      )}
      {opened?.act === 'give-back' && <GiveBackDialog accountId={accountId} of={of} onClose={close} />}
    </Panel>
  );
}

function PackageFacts({ of: { certificate, startsOn, lastDay } }: { of: ServicePackageDto }) {
  const w = packagesWords();
  const holder = certificate?.holder;
  return (
    <Facts
      items={[
        [w.term, w.days(writeDate(startsOn), writeDate(lastDay))],
        ...(certificate
          ? ([
              [
                w.certificate,
                <span class="with-chip">
                  {w.number(certificate.number)}{' '}
                  {certificate.documentId && (
                    <a href={`/api/v1/documents/${certificate.documentId}/file?format=pdf`} download>
                      {w.paper}
                    </a>
                  )}
                </span>,
              ],
            ] as const)
          : []),
        ...(holder
          ? ([
              [
                w.holder,
                [
                  holder.name,
                  holder.contact,
                  certificate.passedOn ? w.passed(writeDate(certificate.passedOn)) : w.bought,
                ]
                  .filter(Boolean)
                  .join(', '),
              ],
            ] as const)
          : []),
      ]}
    />
  );
}
