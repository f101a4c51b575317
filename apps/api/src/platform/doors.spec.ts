import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, Module } from '@nestjs/common';
import { createApp } from '../app';
import { FEATURES } from '../features';
import {
  ACCOUNT,
  Doorway,
  HeldDeed,
  OTHER,
  bearer,
  json,
  madeSoFar,
  uploadsOnDisk,
  withPostgres,
} from './testing';

@Controller()
class SilentDoors {
  @Get('silent')
  open(): string {
    return 'anybody?';
  }
}

@Module({ controllers: [SilentDoors] })
class SilentModule {}

withPostgres('the doors, on a real PostgreSQL (DATABASE_URL)', () => {
  let doorway: Doorway;
  const call: Doorway['call'] = (...of) => doorway.call(...of);
  const post: Doorway['post'] = (...of) => doorway.post(...of);
  let owner: string;
  let accountant: string;
  let support: string;
  const invoice = JSON.stringify({ amount: { amount: '5000.00', currency: 'RUB' } });

  beforeAll(async () => {
    doorway = await Doorway.open();
    owner = await doorway.ownerToken();
    accountant = await doorway.staffToken('accountant');
    support = await doorway.staffToken('support');
  }, 30_000);

  afterAll(() => doorway?.close(), 30_000);

  describe('an Idempotency-Key', () => {
    const path = `/api/v1/accounts/${ACCOUNT}/invoices`;

    it('is required where the contract says so', async () => {
      expect((await post(path, owner, invoice)).body['code']).toBe('idempotency_key_required');
    });

    it('gives the first answer again, marked, and does nothing twice', async () => {
      const before = madeSoFar();
      const first = await post(path, owner, invoice, 'k-1');
      const again = await post(path, owner, JSON.stringify(JSON.parse(invoice), null, 2), 'k-1');
      expect(first.status).toBe(201);
      expect(first.headers.get('idempotent-replayed')).toBeNull();
      expect([again.status, again.body]).toEqual([201, first.body]);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect(madeSoFar()).toBe(before + 1);
    });

    it('is refused with another body', async () => {
      const other = invoice.replace('5000', '6000');
      expect(await post(path, owner, other, 'k-1')).toMatchObject({
        status: 422,
        body: { code: 'idempotency_key_reused' },
      });
    });

    it('belongs to its caller and path', async () => {
      const before = madeSoFar();
      expect((await post(path, support, invoice, 'k-1')).status).toBe(201);
      expect((await post(path, owner, invoice, 'k-1')).headers.get('idempotent-replayed')).toBe('true');
      expect(madeSoFar()).toBe(before + 1);
    });

    it('lets one of two at once through and asks the other to wait', async () => {
      const before = madeSoFar();
      const both = await Promise.all([post(path, owner, invoice, 'k-2'), post(path, owner, invoice, 'k-2')]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(both.find(({ status }) => status === 409)?.body['code']).toBe('idempotency_in_progress');
      expect(madeSoFar()).toBe(before + 1);
    });

    it('is free again after a refusal and after a failure', async () => {
      const foreign = `/api/v1/accounts/${OTHER}/invoices`;
      expect((await post(foreign, owner, invoice, 'k-3')).status).toBe(404);
      expect((await post(foreign, owner, invoice.replace('5000', '1'), 'k-3')).status).toBe(404);
      const before = madeSoFar();
      await post(`/api/v1/accounts/${ACCOUNT}/suspension`, support, '{}', 'k-3');
      await post(`/api/v1/accounts/${ACCOUNT}/suspension`, support, '{}', 'k-3');
      expect(madeSoFar()).toBe(before + 2);
    });

    it('does not wait for ever for a process that died', async () => {
      await post(path, owner, invoice, 'k-4');
      await doorway.db.query(`update idempotency_key set state = 'running', status = null where key = 'k-4'`);
      expect((await post(path, owner, invoice, 'k-4')).status).toBe(409);
      await doorway.db.query(`update idempotency_key set lease_until = $1 where key = 'k-4'`, [new Date(0)]);
      const taken = await post(path, owner, invoice, 'k-4');
      expect([taken.status, taken.headers.get('idempotent-replayed')]).toEqual([201, null]);
      expect((await post(path, owner, invoice, 'k-4')).body).toEqual(taken.body);
    });

    it('undoes what a process did that stood still for so long that another did the same meanwhile', async () => {
      const adjust = () => post(`/api/v1/accounts/${ACCOUNT}/adjustments`, accountant, '{}', 'k-5');
      const begun = async (times: number): Promise<void> => {
        while (HeldDeed.begun < times) await pause(10);
      };
      const asleep = adjust();
      await begun(1);
      await doorway.db.query(`update idempotency_key set lease_until = $1 where key = 'k-5'`, [new Date(0)]);
      const other = adjust();
      await begun(2);
      HeldDeed.letGo();
      expect((await asleep).body['code']).toBe('idempotency_in_progress');
      expect((await other).status).toBe(201);
      expect(HeldDeed.committed).toBe(1);
      expect((await adjust()).headers.get('idempotent-replayed')).toBe('true');
    });

    it('answers with what the deed gave, though the process died before it could say so', async () => {
      const connection = `/api/v1/accounts/${ACCOUNT}/subscriptions`;
      const before = madeSoFar();
      expect((await post(connection, owner, '{}', 'k-6')).status).toBe(500);
      expect(await post(connection, owner, '{}', 'k-6')).toMatchObject({
        status: 201,
        body: { number: before + 1 },
      });
      expect(madeSoFar()).toBe(before + 1);
    });

    it('keeps the status too: 202 stays 202', async () => {
      const body = JSON.stringify({
        amount: { amount: '9.00', currency: 'RUB' },
        ground: 'support',
        reason: 'р',
      });
      const bonus = `/api/v1/accounts/${ACCOUNT}/bonus-grants`;
      expect((await post(bonus, support, body, 'k-5')).status).toBe(202);
      expect(await post(bonus, support, body, 'k-5')).toMatchObject({
        status: 202,
        body: { approval: { id: 'a' } },
      });
    });
  });

  describe('a file', () => {
    const bytes = Buffer.from([0xd1, 0xe5, 0xea, 0xff, 0x0d, 0x0a]);
    const send = (headers: Record<string, string>, body: NonNullable<RequestInit['body']>, key: string) =>
      call(
        'POST',
        '/api/v1/bank-statements',
        { ...bearer(accountant), 'idempotency-key': key, ...headers },
        body,
      );

    /** Sends a part of what it promised and goes away; resolves when the API had time to notice. */
    const hangUp = async (headers: Record<string, string>, part: string) => {
      const going = request(`${doorway.url}/api/v1/bank-statements`, {
        method: 'POST',
        headers: { ...bearer(accountant), ...headers, 'content-length': part.length + 1_000 },
      });
      going.on('error', () => undefined);
      await new Promise((sent) => going.write(part, sent));
      for (let tries = 0; tries < 50 && (await uploadsOnDisk()) === 0; tries += 1) await pause(20);
      const held = await uploadsOnDisk();
      going.destroy();
      expect(held).toBe(1);
      for (let tries = 0; tries < 50 && (await uploadsOnDisk()) > 0; tries += 1) await pause(20);
    };

    it('arrives byte for byte as text and in a form, and both are the same request', async () => {
      const text = await send({ 'content-type': 'text/plain' }, new Uint8Array(bytes), 'f-1');
      expect(text).toMatchObject({ status: 201, body: { size: 6, hex: 'd1e5eaff' } });
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)]), 'kl_to_1c.txt');
      const again = await send({}, form, 'f-1');
      expect(again.body).toEqual(text.body);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
    });

    it('may be large here and nowhere else', async () => {
      const large = new Uint8Array(3 * 1024 * 1024);
      expect((await send({ 'content-type': 'text/plain' }, large, 'f-2')).status).toBe(201);
      // A bank's whole year flows onto disk, alone or in a form, and is the same request.
      const year = new Uint8Array(21 * 1024 * 1024).fill(0x41);
      const form = new FormData();
      form.append('file', new Blob([year]), 'Выписка за год.txt');
      const inForm = await send({}, form, 'f-3');
      const size = year.length;
      expect(inForm).toMatchObject({ status: 201, body: { size, name: 'Выписка за год.txt', onDisk: true } });
      const alone = await send({ 'content-type': 'text/plain' }, year, 'f-3');
      expect(alone.body).toEqual(inForm.body);
      expect(await uploadsOnDisk()).toBe(0);
      const elsewhere = await post(
        '/api/v1/sessions',
        owner,
        JSON.stringify({ email: 'a'.repeat(2 ** 21), password: 'x' }),
      );
      expect(elsewhere.body['code']).toBe('payload_too_large');
    });

    it('of a bank is refused above half a gigabyte, before any of it is read', async () => {
      const most = 512 * 1024 * 1024;
      const told = await new Promise((resolve, reject) => {
        const going = request(`${doorway.url}/api/v1/bank-statements`, {
          method: 'POST',
          headers: { ...bearer(accountant), 'content-type': 'text/plain', 'content-length': most + 1 },
        });
        going.on('response', ({ statusCode }) => {
          resolve(statusCode);
          going.destroy();
        });
        going.on('error', reject);
        going.setTimeout(5_000, () => going.destroy(new Error('It waits for the bytes')));
        going.flushHeaders();
      });
      expect(told).toBe(413);
    }, 15_000);

    it('of a scan is larger than the limit: the sentence says by how much it may be and in which field', async () => {
      const path = `/api/v1/documents/${ACCOUNT}/signed-copy`;
      const scan = (megabytes: number) => {
        const form = new FormData();
        form.append('scan', new Blob([new Uint8Array(megabytes * 1024 * 1024 + 1)]), 'скан.pdf');
        return call('POST', path, bearer(owner), form);
      };
      expect(await scan(19)).toMatchObject({ status: 201, body: { size: 19 * 1024 * 1024 + 1 } });
      expect(await scan(20)).toMatchObject({
        status: 413,
        body: {
          code: 'payload_too_large',
          detail: 'Файл больше 20 МБ: поле «scan»',
          errors: [{ path: 'scan', message: 'Не больше 20 МБ' }],
        },
      });
    });

    it('that was cut off is refused in every way of cutting, and nothing of it stays', async () => {
      const before = madeSoFar();
      const typed = { 'content-type': 'multipart/form-data; boundary=XX' };
      const head = `--XX\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`;
      const long = 'x'.repeat(6 * 1024 * 1024);
      // Inside the file, after the file and before the end of the form, a form of nothing, no boundary at all.
      for (const form of [head + long, `${head}${long}\r\n--XX\r\nContent-Disp`, 'nonsense'])
        expect(await send(typed, form, 'f-6')).toMatchObject({
          status: 400,
          body: { code: 'malformed_body', detail: expect.stringContaining('не целиком') },
        });
      const unbounded = { 'content-type': 'multipart/form-data' };
      expect((await send(unbounded, head, 'f-6')).body['code']).toBe('malformed_body');
      const two = `${head}${long}\r\n${head.replace('"file"', '"second"')}y\r\n--XX--\r\n`;
      expect((await send(typed, two, 'f-6')).body['code']).toBe('validation_failed');
      await hangUp(typed, head + long);
      expect([madeSoFar(), await uploadsOnDisk()]).toEqual([before, 0]);
    });

    it('is refused where words are asked for, and nothing is said of how it is held', async () => {
      const to = `/api/v1/accounts/${ACCOUNT}/bonus-grants`;
      const form = new FormData();
      form.append('file', new Blob(['{}']), 'grant.json');
      for (const [type, body] of [[{ 'content-type': 'text/plain' }, '{}'] as const, [{}, form] as const]) {
        const answer = await call(
          'POST',
          to,
          { ...bearer(support), 'idempotency-key': 'f-7', ...type },
          body,
        );
        expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
        expect(answer.text).not.toMatch(/bytes|spooled/);
      }
    });

    it('is asked for when it is not there', async () => {
      expect((await send({ 'content-type': 'text/plain' }, '', 'f-5')).body['code']).toBe(
        'validation_failed',
      );
      expect((await send(json, '{}', 'f-5')).body['code']).toBe('validation_failed');
    });
  });

  describe('answers', () => {
    it('of a bug tell nothing but a number', async () => {
      const answer = await post(`/api/v1/accounts/${ACCOUNT}/suspension`, support, '{}');
      expect(answer).toMatchObject({ status: 500, body: { code: 'internal_error' } });
      expect(answer.text).not.toMatch(/select|secret|at /);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    });

    it('of a door that is not there are problems too', async () => {
      for (const path of ['/api/v1/nothing', '/api/nothing', '/health/nothing', '/nothing'])
        expect(await call('GET', path, { accept: 'application/json' })).toMatchObject({
          status: 404,
          body: { code: 'not_found' },
        });
      expect((await call('POST', '/api/v1/me')).status).toBe(404);
      expect((await call('POST', '/api/v1/sessions', json, '{')).body['code']).toBe('malformed_body');
      expect(
        (await call('POST', '/api/v1/sessions', { 'content-type': 'application/xml' }, '<a/>')).status,
      ).toBe(415);
    });

    it('carry the request id they came with', async () => {
      const { headers } = await call('GET', '/health/live', { 'x-request-id': 'order-12345' });
      expect(headers.get('x-request-id')).toBe('order-12345');
    });

    it('say what each dependency says, and describe the whole contract', async () => {
      expect((await call('GET', '/health/ready')).body).toEqual({
        status: 'ready',
        checks: { database: 'ok', migrations: 'ok' },
      });
      expect((await call('GET', '/api/openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
      expect((await call('GET', '/api/docs')).text).toContain('/api/v1/accounts/{id}/invoices');
      expect((await call('GET', '/metrics')).text).toContain('route="/api/v1/accounts/:id/invoices"');
    });

    it('of amoCRM’s own pages say that the emulator is not there', async () => {
      expect((await call('GET', '/demo')).status).toBe(503);
    });
  });

  it('close while somebody listens to a stream, and tell them so', async () => {
    const other = await Doorway.open();
    const token = await other.ownerToken();
    const answer = await fetch(`${other.url}/api/v1/widget/stream`, {
      headers: { ...bearer(token), accept: 'text/event-stream' },
    });
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toContain('data: hello');
    await other.close();
    expect((await reader?.read())?.done).toBe(true);
  }, 10_000);

  it('that do not say who may call keep the API from starting', async () => {
    FEATURES.push(SilentModule);
    const started = createApp(doorway.config);
    await expect(started.then((app) => app.close())).rejects.toThrow('SilentDoors.open');
  });
});
