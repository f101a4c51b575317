import { Component, type ComponentChildren } from 'preact';
import type { Words } from './text/words';

/** Whom to ask when we cannot help. */
export function SupportLink({ words }: { words: Words }) {
  return (
    <a class="link" href={__ROCKET_SUPPORT__} target="_blank" rel="noopener noreferrer">
      {words.support}
    </a>
  );
}

/** That something of ours broke, and the reason for support to read. */
function Broken({ reason, words }: { reason: unknown; words: Words }) {
  return (
    <p class="broken" role="alert">
      {words.broken} <small>({String(reason)})</small> <SupportLink words={words} />
    </p>
  );
}

/** Keeps a mistake of ours inside our own element: amoCRM's page must never hear of it. */
export class Shelter extends Component<
  { words: Words; onTrouble: (reason: unknown) => void; children: ComponentChildren },
  { reason: unknown }
> {
  override state = { reason: null };

  override componentDidCatch(reason: unknown): void {
    this.setState({ reason: reason ?? 'unknown' });
    this.props.onTrouble(reason);
  }

  override render() {
    const { reason } = this.state;
    return reason === null ? this.props.children : <Broken reason={reason} words={this.props.words} />;
  }
}
