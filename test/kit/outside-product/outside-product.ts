import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface OutsideSettings {
  readonly origin: string;
  readonly issuer: string;
  readonly key: string;
  readonly product: string;
  readonly directory: string;
  readonly fresh: number;
  readonly hookSecrets?: readonly string[];
  /** Seconds by which this product's clock is ahead of ours. */
  readonly skew?: number;
}

interface Said {
  readonly port?: number;
  readonly id?: number;
  readonly answer?: unknown;
  readonly refusal?: { name: string; code?: string; message: string };
}

/** A product's back end in a process of its own, standing on nothing but the installed kit and Express. */
export class OutsideProduct {
  private asked = 0;

  url = '';

  private constructor(private readonly child: ChildProcess) {
    child.setMaxListeners(0);
  }

  static async start(folder: string, settings: OutsideSettings): Promise<OutsideProduct> {
    const program = join(folder, 'outside-product.mjs');
    await copyFile(join(__dirname, 'outside-product.mjs'), program);
    const child = fork(program, [JSON.stringify({ ...settings, timeout: 2000 })], {
      cwd: folder,
      execArgv: [],
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const product = new OutsideProduct(child);
    product.url = await product
      .hears(({ port }) => port !== undefined)
      .then(({ port }) => `http://127.0.0.1:${port}`);
    return product;
  }

  /** @throws what the kit threw, as `name code` */
  async does<Answer>(act: 'check' | 'forget' | 'add' | 'flush' | 'close', value?: unknown): Promise<Answer> {
    const id = (this.asked += 1);
    const heard = this.hears((said) => said.id === id);
    this.child.send({ id, act, value });
    const { answer, refusal } = await heard;
    if (refusal) throw new Error(`${refusal.name} ${refusal.code ?? refusal.message}`);
    return answer as Answer;
  }

  /** The first thing said that is meant; a process that ends says no more. */
  private hears(isMeant: (said: Said) => boolean): Promise<Said> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`The product ended with ${code}`));
      const listen = (said: Said) => {
        if (!isMeant(said)) return;
        this.child.off('message', listen).off('exit', ended);
        resolve(said);
      };
      this.child.on('message', listen).once('exit', ended);
    });
  }

  /** As a machine does it that loses its power. */
  async isKilled(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
