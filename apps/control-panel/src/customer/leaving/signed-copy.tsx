import { AttachScan } from '../../account/attach-scan';
import { leavingWords } from '../../text/leaving-words';

/** The way of a correction: downloaded, signed by hand, its copy sent back. Only then may the money be transferred. */
export function SignedCopy({ accountId, documentId }: { accountId: string; documentId: string }) {
  const l = leavingWords();
  return (
    <>
      <ol class="steps">
        <li>{l.steps.download}</li>
        <li>{l.steps.sign}</li>
        <li>{l.steps.upload}</li>
      </ol>
      <AttachScan accountId={accountId} documentId={documentId} text={l.chooseScan} done={l.scanKept}>
        <a class="button button-secondary" href={`/api/v1/documents/${documentId}/file?format=pdf`} download>
          {l.downloadCorrection}
        </a>
      </AttachScan>
    </>
  );
}
