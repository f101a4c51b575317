import { Controller, Get } from '@nestjs/common';
import type { MailTroublesDto } from '@rocket/contracts';
import { AccountParam, Who } from '../platform/door';
import { ListMailTroubles } from './list-mail-troubles';

@Controller('accounts/:id/mail-troubles')
export class MailTroublesController {
  constructor(private readonly list: ListMailTroubles) {}

  @Get()
  @Who('customer', 'staff')
  troubles(@AccountParam('id') id: string): Promise<MailTroublesDto> {
    return this.list.run(id);
  }
}
