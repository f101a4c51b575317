/** A document as an operator of electronic exchange takes it (facts 1.6). */
export interface OutgoingDocument {
  readonly documentId: string;
  /** As the format of FNS prescribes it; the same document always has the same one. */
  readonly fileName: string;
  /** Never serialised again: a signature is over these very bytes. */
  readonly bytes: Buffer;
  /** The customer's identifier of participant. */
  readonly recipient: string;
}

/**
 * Where documents are handed over for electronic exchange. Another operator (Diadoc, Saby) is another class behind the same
 * door; which one stands there is decided in the module.
 */
export abstract class EdoOperator {
  abstract readonly name: string;
  /** False: nothing is handed over at all. */
  abstract readonly isConfigured: boolean;

  /**
   * Hands a document over and answers with the operator's id of it. Called again with the same document after a crash: must
   * give the same id and hand over nothing twice.
   * @throws Error when it did not work: it is tried again later
   */
  abstract send(document: OutgoingDocument): Promise<string>;
}
