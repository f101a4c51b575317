import type { ReportDto } from '@rocket/contracts';
import { Panel } from '../../shell/page';
import { reportWords } from '../../text/report-words';

/** What exactly is counted: people argue about «churn». */
export function Meanings({ report }: { report: ReportDto }) {
  const s = reportWords();
  return (
    <Panel title={s.meanings} padded>
      <div class="report-meanings">
        {report.about.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <dl>
          {report.columns
            .filter(({ key }) => key !== 'from' && key !== 'to')
            .map(({ key, title, meaning }) => (
              <div key={key}>
                <dt>{title}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
        </dl>
      </div>
    </Panel>
  );
}
