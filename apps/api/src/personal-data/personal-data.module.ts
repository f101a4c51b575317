import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { PeopleModule } from '../people/people.module';
import { AnswerPersonalDataRequest } from './answer-personal-data-request';
import { AskAboutPersonalData } from './ask-about-personal-data';
import { DocumentsModule } from '../documents/documents.module';
import { HeldPersonStore } from './held-person.store';
import { ListPersonalDataRequests } from './list-personal-data-requests';
import { NumberRequests } from './number-requests';
import { PersonalDataController } from './personal-data.controller';
import { PersonalDataStore } from './personal-data.store';
import { TakePersonalData } from './take-personal-data';

/** What people may ask about their own data (rule 32, section 8 of the first offer), and the register of it. */
@Module({
  imports: [AccountsModule, DocumentsModule, PeopleModule],
  controllers: [PersonalDataController],
  providers: [
    AnswerPersonalDataRequest,
    AskAboutPersonalData,
    HeldPersonStore,
    ListPersonalDataRequests,
    NumberRequests,
    PersonalDataStore,
    TakePersonalData,
  ],
  exports: [HeldPersonStore],
})
export class PersonalDataModule {}
