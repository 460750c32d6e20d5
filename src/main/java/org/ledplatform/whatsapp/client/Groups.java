package org.ledplatform.whatsapp.client;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.group.MemberResult;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.stanza.GroupAnswers;
import org.ledplatform.whatsapp.stanza.GroupQuestions;

/**
 * The groups of an account (protocol §9.2). Every stage ends with the answer, or with a {@link
 * org.ledplatform.whatsapp.WhatsAppException}: {@link
 * org.ledplatform.whatsapp.group.GroupRefusedException} says why the network refuses, {@link
 * org.ledplatform.whatsapp.stanza.QueryFailedException} that there was no answer. Stages are
 * completed in the order of the client's events; do not wait in them. Safe for use by many threads.
 */
public final class Groups {

  private final GroupInquiries inquiries;
  private final Supplier<String> newKey;
  private final GroupProfile profile;
  private final GroupEntrance entrance;

  /**
   * @param newKey gives a text that nobody used before
   */
  Groups(GroupInquiries inquiries, Supplier<String> newKey) {
    this.inquiries = inquiries;
    this.newKey = newKey;
    this.profile = new GroupProfile(inquiries, newKey);
    this.entrance = new GroupEntrance(inquiries);
  }

  /** Name, description, picture and rules. */
  public GroupProfile profile() {
    return profile;
  }

  /** Links, invitations and who wants to come in. */
  public GroupEntrance entrance() {
    return entrance;
  }

  /** What is known about a group; the network is asked when that is not enough. */
  public CompletionStage<GroupMetadata> metadata(Jid group) {
    return inquiries.metadata(group);
  }

  /** All groups that we are in, as the network tells now. */
  public CompletionStage<List<GroupMetadata>> mine() {
    return inquiries.mine();
  }

  /** The groups of a community, without their members. */
  public CompletionStage<List<GroupMetadata>> subGroups(Jid community) {
    return inquiries.ask(GroupQuestions.subGroups(community), GroupAnswers::subGroups);
  }

  /**
   * Makes a group with us as its first admin. Who could not be added is missing among the members.
   *
   * @param subject at most 100 characters
   */
  public CompletionStage<GroupMetadata> create(String subject, Collection<Jid> people) {
    return inquiries.ask(GroupQuestions.create(subject, newKey.get(), people), GroupAnswers::group);
  }

  /** Leaves a group. */
  public CompletionStage<Void> leave(Jid group) {
    return inquiries.change(group, GroupQuestions.leave(group));
  }

  /** Adds people. */
  public CompletionStage<List<MemberResult>> add(Jid group, Collection<Jid> people) {
    return members(group, "add", people);
  }

  /** Removes people. */
  public CompletionStage<List<MemberResult>> remove(Jid group, Collection<Jid> people) {
    return members(group, "remove", people);
  }

  /** Makes members admins. */
  public CompletionStage<List<MemberResult>> promote(Jid group, Collection<Jid> people) {
    return members(group, "promote", people);
  }

  /** Makes admins plain members. */
  public CompletionStage<List<MemberResult>> demote(Jid group, Collection<Jid> people) {
    return members(group, "demote", people);
  }

  private CompletionStage<List<MemberResult>> members(
      Jid group, String what, Collection<Jid> people) {
    return inquiries.change(
        group,
        GroupQuestions.members(group, what, people),
        answer -> GroupAnswers.members(answer, what));
  }
}
