import { Controller, Delete, Get, Post, Req, Res } from '@nestjs/common';
import { exchangeLink, signIn, type MeDto } from '@rocket/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ApiError } from '../api-error';
import { AppConfig } from '../config';
import { BeforeEnrolment, Caller, NeverReplayed, Who, ZodBody, type CallerOf } from '../door';
import { cookieOf, isSameOrigin, sessionCookieName, setSessionCookie } from './cookies';
import { DescribeCaller } from './describe-caller';
import { EndSession } from './end-session';
import { SignInStaff } from './sign-in-staff';
import { SpendPanelLink } from './spend-panel-link';
import { visitorOf } from './visitor';

/** Doors of sign-in. The cookie is set here and nowhere else. */
@Controller()
export class SessionsController {
  constructor(
    private readonly config: AppConfig,
    private readonly signIn: SignInStaff,
    private readonly spendLink: SpendPanelLink,
    private readonly endSession: EndSession,
    private readonly describe: DescribeCaller,
  ) {}

  @Post('sessions')
  @Who('public')
  @NeverReplayed()
  async create(
    @ZodBody(signIn) body: z.output<typeof signIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeDto> {
    this.refuseForeignPage(request);
    const { member, session } = await this.signIn.run(body, visitorOf(request));
    setSessionCookie(reply, this.config, session);
    return this.describe.run(member);
  }

  @Post('sessions/link')
  @Who('public')
  @NeverReplayed()
  async exchange(
    @ZodBody(exchangeLink) body: z.output<typeof exchangeLink>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeDto> {
    this.refuseForeignPage(request);
    const { user, session } = await this.spendLink.run(body.token, visitorOf(request));
    setSessionCookie(reply, this.config, session);
    return this.describe.run(user);
  }

  @Delete('sessions/current')
  @Who('signed_in')
  @BeforeEnrolment()
  async end(
    @Caller() caller: CallerOf,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const secret = cookieOf(request.headers.cookie, sessionCookieName(this.config.secure));
    if (secret) await this.endSession.run(secret, caller, visitorOf(request));
    setSessionCookie(reply, this.config, { secret: '', maxAgeSeconds: 0 });
  }

  @Get('me')
  @Who('signed_in')
  @BeforeEnrolment()
  me(@Caller() caller: CallerOf): Promise<MeDto> {
    return this.describe.run(caller);
  }

  /** Nobody's page may sign a visitor in to somebody else's session. */
  private refuseForeignPage(request: FastifyRequest): void {
    if (!isSameOrigin(request, this.config.publicUrl))
      throw new ApiError('foreign_origin', 'Вход возможен только со страницы панели');
  }
}
