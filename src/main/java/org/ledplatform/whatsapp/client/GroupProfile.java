package org.ledplatform.whatsapp.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.ledplatform.whatsapp.group.GroupDescription;
import org.ledplatform.whatsapp.group.GroupPicture;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.stanza.GroupAnswers;
import org.ledplatform.whatsapp.stanza.GroupQuestions;

/** What a group looks like and which rules it has. Stages end as those of {@link Groups} do. */
public final class GroupProfile {

  private final GroupInquiries inquiries;
  private final Supplier<String> newKey;

  GroupProfile(GroupInquiries inquiries, Supplier<String> newKey) {
    this.inquiries = inquiries;
    this.newKey = newKey;
  }

  /**
   * Gives the group another name.
   *
   * @param text at most 100 characters
   */
  public CompletionStage<Void> rename(Jid group, String text) {
    return inquiries.change(group, GroupQuestions.subject(group, text));
  }

  /**
   * Gives the group another description, or none. Refused when somebody changed it at the same
   * time.
   *
   * @param text at most 2048 characters
   */
  public CompletionStage<Void> describe(Jid group, Optional<String> text) {
    return inquiries
        .fresh(group)
        .thenCompose(
            known ->
                inquiries.change(
                    group,
                    GroupQuestions.description(
                        group,
                        text,
                        newKey.get(),
                        known
                            .description()
                            .map(GroupDescription::id)
                            .filter(id -> !id.isEmpty()))));
  }

  /** Where the group's picture is. */
  public CompletionStage<GroupPicture> picture(Jid group) {
    return inquiries.ask(GroupQuestions.picture(group), GroupAnswers::picture);
  }

  /**
   * Gives the group a picture.
   *
   * @param jpeg square, at most 640 pixels wide
   */
  public CompletionStage<GroupPicture> setPicture(Jid group, byte[] jpeg) {
    return inquiries.ask(GroupQuestions.picture(group, jpeg), GroupAnswers::picture);
  }

  /** Takes the group's picture away. */
  public CompletionStage<Void> removePicture(Jid group) {
    return inquiries.change(group, GroupQuestions.noPicture(group));
  }

  /** Lets only admins write, or everybody. */
  public CompletionStage<Void> setAnnouncement(Jid group, boolean on) {
    return inquiries.change(
        group, GroupQuestions.rule(group, on ? "announcement" : "not_announcement"));
  }

  /** Lets only admins change what the group looks like, or everybody. */
  public CompletionStage<Void> setLocked(Jid group, boolean on) {
    return inquiries.change(group, GroupQuestions.rule(group, on ? "locked" : "unlocked"));
  }

  /** Lets messages disappear after this long, or stay. */
  public CompletionStage<Void> setEphemeral(Jid group, Optional<Duration> timer) {
    return inquiries.change(
        group,
        timer
            .map(t -> GroupQuestions.ephemeral(group, t))
            .orElseGet(() -> GroupQuestions.rule(group, "not_ephemeral")));
  }

  /** Lets every member add others, or only admins. */
  public CompletionStage<Void> setMembersAdd(Jid group, boolean on) {
    return inquiries.change(group, GroupQuestions.addMode(group, on));
  }

  /** Makes admins approve who comes by link, or not. */
  public CompletionStage<Void> setApproval(Jid group, boolean on) {
    return inquiries.change(group, GroupQuestions.approval(group, on));
  }
}
