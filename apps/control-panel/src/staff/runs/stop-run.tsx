import { routes, stopRun, type RunDto } from '@rocket/contracts';
import { Button, writeDate } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { z } from 'zod';
import { call } from '../../api';
import { refresh } from '../../load';
import { toasts } from '../../shell/toasts';
import { contractWords } from '../../text/contract-words';
import { runWords } from '../../text/run-words';
import { ReasonDialog } from '../reason-dialog';

const withReason = stopRun.extend({ reason: z.string().trim().min(1).max(1000) });

/** Asks a run that goes on to stop, with a reason; what is left stays due. */
export function StopRun({ run }: { run: RunDto }) {
  const c = contractWords();
  const r = runWords();
  const [asking, ask] = useState(false);
  return (
    <>
      <Button size="small" kind="quiet-danger" onClick={() => ask(true)}>
        {c.stop}
      </Button>
      {asking && (
        <ReasonDialog
          title={c.stopTitle(writeDate(run.businessDate))}
          text={r.stopMeans.join(' ')}
          yes={c.stop}
          schema={withReason}
          send={(body) => call(routes.stopRun, { params: { id: run.id }, body })}
          done={() => {
            refresh('runs');
            toasts.say(c.stopped);
            ask(false);
          }}
          onClose={() => ask(false)}
        />
      )}
    </>
  );
}
