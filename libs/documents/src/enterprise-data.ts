import type { ExportedObject } from './enterprise-data-facts';
import { contractKey, counterpartyKey, node } from './enterprise-data-keys';
import { paidBackObject, receivedObject } from './enterprise-data-money';
import { advanceObject, correctionObjects, invoiceObject, saleObjects } from './enterprise-data-papers';
import type { XmlElement } from './xml';
import { printXml, withoutForbidden } from './xml-text';

/**
 * A message of EnterpriseData, the exchange format of 1C («Загрузка данных EnterpriseData»): catalogues, then documents in the
 * order in which they follow from each other. Version 1.17, the first read for this project that writes a VAT rate by its
 * parts: lists of older versions know no 22%. Facts 9.2.
 */
export const ENTERPRISE_DATA_VERSION = '1.17';
const FORMAT = `http://v8.1c.ru/edi/edi_stnd/EnterpriseData/${ENTERPRISE_DATA_VERSION}`;

function objectsOf(object: ExportedObject): readonly XmlElement[] {
  switch (object.type) {
    case 'counterparty':
      return [node('Справочник.Контрагенты', counterpartyKey('КлючевыеСвойства', object.party))];
    case 'contract':
      return [node('Справочник.Договоры', contractKey('КлючевыеСвойства', object))];
    case 'invoice':
      return [invoiceObject(object)];
    case 'received':
      return [receivedObject(object)];
    case 'advance':
      return [advanceObject(object)];
    case 'sale':
      return saleObjects(object);
    case 'correction':
      return correctionObjects(object);
    case 'paid_back':
      return [paidBackObject(object)];
  }
}

/**
 * The message as text, piece by piece: no more than one object is held at a time. UTF-8 with a mark, without which 1C misreads
 * Cyrillic. `createdAt` is local time of the seller, `2026-11-21T10:00:00`. Characters that XML forbids are left out.
 * @throws Error when a receipt is not the sum of its parts: the books gave them, so this is a bug
 */
export async function* enterpriseData(
  createdAt: string,
  objects: AsyncIterable<ExportedObject>,
): AsyncGenerator<string> {
  yield (
    `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<Message xmlns:msg="http://www.1c.ru/SSL/Exchange/Message" xmlns:xs="http://www.w3.org/2001/XMLSchema" ` +
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n` +
    `<msg:Header><msg:Format>${FORMAT}</msg:Format><msg:CreationDate>${withoutForbidden(createdAt)}</msg:CreationDate>` +
    `<msg:AvailableVersion>${ENTERPRISE_DATA_VERSION}</msg:AvailableVersion></msg:Header>\n<Body xmlns="${FORMAT}">\n`
  );
  for await (const object of objects) for (const one of objectsOf(object)) yield `${printXml(one)}\n`;
  yield '</Body>\n</Message>\n';
}
