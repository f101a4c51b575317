import { useState } from 'preact/hooks';
import { Panel } from '../../shell/page';
import { consoleWords } from '../../text/console-words';
import { ProgramText } from './program-text';
import { snippetsOf, type Request, type SnippetLanguage } from './snippets';

const LANGUAGES: readonly SnippetLanguage[] = ['curl', 'kit', 'fetch', 'php'];

/** The call that is being tried, to be taken into a program. */
export function Snippets({ request }: { request: Request }) {
  const w = consoleWords();
  const [language, choose] = useState<SnippetLanguage>('curl');
  const text = snippetsOf(request)[language];
  return (
    <Panel title={w.code} padded>
      <div class="stack">
        <div class="row" role="group" aria-label={w.code}>
          {LANGUAGES.map((one) => (
            <button
              key={one}
              type="button"
              class={`button button-small ${one === language ? 'button-primary' : 'button-secondary'}`}
              aria-pressed={one === language}
              onClick={() => choose(one)}
            >
              <span class="button-text">{w.languages[one]}</span>
            </button>
          ))}
        </div>
        {text === null ? (
          <p class="muted">{w.noKit}</p>
        ) : (
          <>
            <ProgramText label={w.languages[language]} text={text} />
            <p class="muted fine">{w.codeText}</p>
          </>
        )}
      </div>
    </Panel>
  );
}
