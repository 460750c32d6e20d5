package org.ledplatform.whatsapp.client;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.ledplatform.whatsapp.group.GroupInvitation;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.group.JoinRequest;
import org.ledplatform.whatsapp.group.JoinResult;
import org.ledplatform.whatsapp.group.MemberResult;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.stanza.GroupAnswers;
import org.ledplatform.whatsapp.stanza.GroupQuestions;

/** How people come into groups, we too. Stages end as those of {@link Groups} do. */
public final class GroupEntrance {

  private final GroupInquiries inquiries;

  GroupEntrance(GroupInquiries inquiries) {
    this.inquiries = inquiries;
  }

  /** The code of the group's link: what follows {@code https://chat.whatsapp.com/}. */
  public CompletionStage<String> inviteCode(Jid group) {
    return inquiries.ask(GroupQuestions.invite(group), GroupAnswers::invite);
  }

  /** Makes another link; the old one leads nowhere any longer. */
  public CompletionStage<String> revokeInvite(Jid group) {
    return inquiries.ask(GroupQuestions.newInvite(group), GroupAnswers::invite);
  }

  /** The group that a link leads to, as much of it as strangers see. */
  public CompletionStage<GroupMetadata> behind(String code) {
    return inquiries.ask(GroupQuestions.inviteInfo(code), GroupAnswers::group);
  }

  /** Comes into a group by its link. */
  public CompletionStage<JoinResult> join(String code) {
    return inquiries.ask(GroupQuestions.join(code), GroupAnswers::join);
  }

  /** Comes into a group by an invitation for us alone. */
  public CompletionStage<Void> accept(GroupInvitation invitation) {
    return inquiries.change(invitation.group(), GroupQuestions.accept(invitation));
  }

  /** Who wants to come in. */
  public CompletionStage<List<JoinRequest>> requests(Jid group) {
    return inquiries.ask(GroupQuestions.joinRequests(group), GroupAnswers::joinRequests);
  }

  /** Lets people come in who want to. */
  public CompletionStage<List<MemberResult>> approve(Jid group, Collection<Jid> people) {
    return answer(group, true, people);
  }

  /** Turns people down who want to come in. */
  public CompletionStage<List<MemberResult>> reject(Jid group, Collection<Jid> people) {
    return answer(group, false, people);
  }

  private CompletionStage<List<MemberResult>> answer(
      Jid group, boolean approve, Collection<Jid> people) {
    return inquiries.change(
        group,
        GroupQuestions.answerRequests(group, approve, people),
        answer -> GroupAnswers.requests(answer, approve));
  }
}
