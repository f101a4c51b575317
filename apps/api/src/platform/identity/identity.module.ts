import { Global, Module } from '@nestjs/common';
import { AddStaffMember } from './add-staff-member';
import { AdmitAmocrmUser } from './admit-amocrm-user';
import { ConfirmRights } from './confirm-rights';
import { DescribeCaller } from './describe-caller';
import { IdentityStore } from './identity.store';
import { IssuePanelLink } from './issue-panel-link';
import { IssueOwnerToken, IssueStaffToken } from './issue-token';
import { EndSession } from './end-session';
import { OpenSession } from './open-session';
import { SpendPanelLink } from './spend-panel-link';
import { StreamPasses } from './stream-pass';
import { RecordSignIn } from './record-sign-in';
import { RecogniseCaller } from './recognise-caller';
import { SessionsController } from './sessions.controller';
import { SignInAttempts } from './sign-in-attempts';
import { SignInStaff } from './sign-in-staff';

/** Who may call, and how they prove it. Global: every feature issues links and admits users through it. */
@Global()
@Module({
  controllers: [SessionsController],
  providers: [
    AddStaffMember,
    AdmitAmocrmUser,
    ConfirmRights,
    DescribeCaller,
    EndSession,
    IdentityStore,
    IssueOwnerToken,
    IssuePanelLink,
    IssueStaffToken,
    OpenSession,
    RecogniseCaller,
    RecordSignIn,
    SignInAttempts,
    SignInStaff,
    SpendPanelLink,
    StreamPasses,
  ],
  exports: [
    AddStaffMember,
    AdmitAmocrmUser,
    IdentityStore,
    IssueOwnerToken,
    IssuePanelLink,
    IssueStaffToken,
    RecogniseCaller,
    StreamPasses,
  ],
})
export class IdentityModule {}
