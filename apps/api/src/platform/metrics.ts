import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What Prometheus reads at `/metrics`. One registry for each application: tests start several in a process. */
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by route',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });
  private readonly incidents = new Counter({
    name: 'http_incidents_total',
    help: 'Answers 500: bugs a caller met',
    registers: [this.registry],
  });

  constructor(withProcess: boolean) {
    if (withProcess) collectDefaultMetrics({ register: this.registry });
  }

  requestAnswered(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
    if (status === 500) this.incidents.inc();
  }
}
