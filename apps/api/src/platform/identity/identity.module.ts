import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { SealAnew } from '../seal-anew';
import { AddStaffMember } from './add-staff-member';
import { AdmitAmocrmUser } from './admit-amocrm-user';
import { ConfirmRights } from './confirm-rights';
import { DescribeCaller } from './describe-caller';
import { IdentityStore } from './identity.store';
import { IssuePanelLink } from './issue-panel-link';
import { IssueOwnerToken, IssueStaffToken } from './issue-token';
import { EndSession } from './end-session';
import { ChangePassword } from './members/change-password';
import { ChangeStaffMember } from './members/change-staff-member';
import { InviteStaffMember } from './members/invite-staff-member';
import { MakePasswordLink } from './members/make-password-link';
import { MakeStaffToken } from './members/make-staff-token';
import { MembersController } from './members/members.controller';
import { PasswordLinkStore } from './members/password-link.store';
import { SetPassword } from './members/set-password';
import { OpenSession } from './open-session';
import { SpendPanelLink } from './spend-panel-link';
import { StreamPasses } from './stream-pass';
import { RecordSignIn } from './record-sign-in';
import { RecogniseCaller } from './recognise-caller';
import { BeginSecondFactor } from './second-factor/begin-second-factor';
import { ConfirmSecondFactor } from './second-factor/confirm-second-factor';
import { DescribeSecondFactor } from './second-factor/describe-second-factor';
import { ProveAgain } from './second-factor/prove-again';
import { ProveStaff } from './second-factor/prove-staff';
import { RemoveSecondFactor } from './second-factor/remove-second-factor';
import { ResetSecondFactor } from './second-factor/reset-second-factor';
import { SecondFactorController } from './second-factor/second-factor.controller';
import { SecondFactorStore, factorPurpose } from './second-factor/second-factor.store';
import { SessionsController } from './sessions.controller';
import { EndMySessions } from './sessions/end-my-sessions';
import { EndStaffSessions } from './sessions/end-staff-sessions';
import { ListSessions } from './sessions/list-sessions';
import { MySessionsController } from './sessions/my-sessions.controller';
import { SessionStore } from './sessions/session.store';
import { StaffMemberStore } from './sessions/staff-member.store';
import { StaffMembers } from './sessions/staff-members';
import { StaffMembersController } from './sessions/staff-members.controller';
import { SignInAttempts } from './sign-in-attempts';
import { SignInStaff } from './sign-in-staff';

/** Who may call, and how they prove it. Global: every feature issues links and admits users through it. */
@Global()
@Module({
  controllers: [
    SessionsController,
    SecondFactorController,
    MySessionsController,
    StaffMembersController,
    MembersController,
  ],
  providers: [
    AddStaffMember,
    AdmitAmocrmUser,
    BeginSecondFactor,
    ChangePassword,
    ChangeStaffMember,
    ConfirmRights,
    ConfirmSecondFactor,
    DescribeCaller,
    DescribeSecondFactor,
    EndMySessions,
    EndSession,
    EndStaffSessions,
    IdentityStore,
    InviteStaffMember,
    IssueOwnerToken,
    IssuePanelLink,
    IssueStaffToken,
    ListSessions,
    MakePasswordLink,
    MakeStaffToken,
    OpenSession,
    PasswordLinkStore,
    ProveAgain,
    ProveStaff,
    RecogniseCaller,
    RecordSignIn,
    RemoveSecondFactor,
    ResetSecondFactor,
    SecondFactorStore,
    SessionStore,
    SetPassword,
    SignInAttempts,
    SignInStaff,
    SpendPanelLink,
    StaffMembers,
    StaffMemberStore,
    StreamPasses,
  ],
  exports: [
    AddStaffMember,
    AdmitAmocrmUser,
    IdentityStore,
    IssueOwnerToken,
    IssuePanelLink,
    IssueStaffToken,
    OpenSession,
    RecogniseCaller,
    RecordSignIn,
    StreamPasses,
  ],
})
export class IdentityModule implements OnModuleInit {
  constructor(private readonly sealAnew: SealAnew) {}

  onModuleInit(): void {
    this.sealAnew.register({
      kept: 'staff_factor.secret',
      id: ['staff_id', 'is_confirmed'],
      keyId: 'key_id',
      purpose: ([staffId]) => factorPurpose(staffId!),
    });
  }
}
