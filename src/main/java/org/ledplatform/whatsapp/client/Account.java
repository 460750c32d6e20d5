package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage.HistorySyncOnDemandRequest;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestType;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/**
 * Changes what all devices of the account share, and asks our phone for its past. Every change
 * needs a connection: without one its stage fails with {@link StateRefusedException} at once. Safe
 * for use by many threads.
 */
public final class Account {

  private final Executor lane;
  private final Supplier<Optional<StateParts>> online;
  private final Clock clock;

  /**
   * @param online the parts of the connection; asked on the lane
   */
  Account(Executor lane, Supplier<Optional<StateParts>> online, Clock clock) {
    this.lane = lane;
    this.online = online;
    this.clock = clock;
  }

  /**
   * Mutes a chat, or makes it loud.
   *
   * @param until when it becomes loud by itself; empty for never
   */
  public CompletionStage<Void> mute(Jid chat, boolean muted, Optional<Instant> until) {
    return write(Actions.muting(chat, muted, until, clock.instant()));
  }

  /** Puts a chat into the archive, or takes it out. */
  public CompletionStage<Void> archive(Jid chat, boolean archived) {
    return write(Actions.archiving(chat, archived, clock.instant()));
  }

  /** Marks a chat as read or unread on our own devices; its people hear nothing of it. */
  public CompletionStage<Void> markRead(Jid chat, boolean read) {
    return write(Actions.marking(chat, read, clock.instant()));
  }

  /** Changes the name that others see of us. */
  public CompletionStage<Void> changePushName(String name) {
    return write(Actions.naming(name, clock.instant()));
  }

  /**
   * Asks our phone for older messages of a chat; the history listener hears them when it answers.
   *
   * @param oldest the oldest message that is known
   * @param sentAt when that was sent
   * @param count how many, at most 500
   */
  public void requestHistory(MessageName oldest, Instant sentAt, int count) {
    ProtocolMessage request =
        ProtocolMessage.newBuilder()
            .setType(ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_MESSAGE)
            .setPeerDataOperationRequestMessage(
                PeerDataOperationRequestMessage.newBuilder()
                    .setPeerDataOperationRequestType(
                        PeerDataOperationRequestType.HISTORY_SYNC_ON_DEMAND)
                    .setHistorySyncOnDemandRequest(
                        HistorySyncOnDemandRequest.newBuilder()
                            .setChatJid(oldest.chat().toString())
                            .setOldestMsgId(oldest.id())
                            .setOldestMsgFromMe(oldest.fromMe())
                            .setOnDemandMsgCount(Math.clamp(count, 1, 500))
                            .setOldestMsgTimestampMs(sentAt.toEpochMilli())))
            .build();
    lane.execute(() -> online.get().ifPresent(parts -> parts.say(request)));
  }

  private CompletionStage<Void> write(Actions.Wish wish) {
    CompletableFuture<Actions.Wish> done = new CompletableFuture<>();
    lane.execute(
        () ->
            online
                .get()
                .ifPresentOrElse(
                    parts -> parts.write(wish, done),
                    () ->
                        done.completeExceptionally(
                            new StateRefusedException("There is no connection"))));
    return done.thenAccept(_ -> {});
  }
}
