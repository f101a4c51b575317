import type { ReportDto } from '@rocket/contracts';
import { Button, InstantText, Progress } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refusalText } from '../../form/refusal-text';
import { Failure } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { ruReportStand } from '../../text/ru-report-stand';
import { pageWords, words } from '../../text/words';

/** Of what instant figures that were computed earlier are, and what goes on with them. */
export function ReportStand({
  report,
  error,
  look,
  computeAnew,
}: {
  report: ReportDto;
  /** Of the latest look. */
  error: unknown;
  look: () => void;
  computeAnew: () => Promise<unknown>;
}) {
  const s = pageWords('reportStand', ruReportStand);
  const [isAsking, setAsking] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const askAnew = async () => {
    setAsking(true);
    setRefused(null);
    await computeAnew().catch(setRefused);
    setAsking(false);
    look();
  };
  if (report.asOf === null)
    return (
      <Panel title={report.title} padded>
        {error ? (
          <Failure text={refusalText(words.value, error)} retry={look} />
        ) : (
          <>
            <Progress label={s.computing} />
            <p class="muted">{s.computingText}</p>
          </>
        )}
      </Panel>
    );
  const trouble = refused ?? (report.computing && error);
  return (
    <div class="report-stand">
      <p>
        {s.figuresOf} <InstantText at={report.asOf} />
        {!report.computing && (
          <Button kind="quiet" size="small" busy={isAsking} onClick={() => void askAnew()}>
            {s.computeAnew}
          </Button>
        )}
      </p>
      {(report.computing || isAsking) && !trouble && <Progress label={s.computingAnew} />}
      {trouble ? <p class="wrong">{refusalText(words.value, trouble)}</p> : null}
    </div>
  );
}
