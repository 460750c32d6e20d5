package org.ledplatform.whatsapp.client;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.history.HistoryException;
import org.ledplatform.whatsapp.history.HistoryItem;
import org.ledplatform.whatsapp.history.HistoryListener;
import org.ledplatform.whatsapp.history.HistoryStream;
import org.ledplatform.whatsapp.media.MalformedReferenceException;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.Counted;
import org.ledplatform.whatsapp.message.LidMap;
import org.ledplatform.whatsapp.message.Tally;
import org.ledplatform.whatsapp.message.TrustTokens;
import org.ledplatform.whatsapp.proto.HistorySyncNotification;

/**
 * Reads the parts of the history that our phone announces, in the background, and hands what is in
 * them on (protocol §6.9). Addresses are learned where they contradict nothing, tokens of trust
 * kept. Where the listener throws, the rest of the part is told all the same; the part counts as
 * not read.
 */
final class HistoryNews {

  private static final System.Logger LOG = System.getLogger(HistoryNews.class.getName());
  private static final long MAX_INLINE = 64L * 1024 * 1024;
  private static final int PAIRS = 500;

  private final Blobs blobs;
  private final Contacts contacts;
  private final TrustTokens tokens;
  private final HistoryListener listener;
  private final Tally tally;
  private final Executor background;
  private final Executor lane;

  HistoryNews(
      Blobs blobs,
      Contacts contacts,
      TrustTokens tokens,
      HistoryListener listener,
      Tally tally,
      Executor background,
      Executor lane) {
    this.blobs = blobs;
    this.contacts = contacts;
    this.tokens = tokens;
    this.listener = listener;
    this.tally = tally;
    this.background = background;
    this.lane = lane;
  }

  /**
   * Why a part was not read.
   *
   * @param forGood whether it will be so the next time: the part itself is broken
   */
  record Unread(String why, boolean forGood) {
    static Unread of(Throwable failure) {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      return new Unread(String.valueOf(cause.getMessage()), cause instanceof HistoryException);
    }

    static Unread forGood(Exception cause) {
      return new Unread(String.valueOf(cause.getMessage()), true);
    }
  }

  /**
   * Reads one part. The listener hears again what it heard when a part is read a second time.
   *
   * @param done called on the lane when all of it was told
   * @param failed hears on the lane why it was not read
   */
  void read(HistorySyncNotification part, Runnable done, Consumer<Unread> failed) {
    if (part.hasInitialHistBootstrapInlinePayload()) {
      background.execute(() -> inline(part, done, failed));
    } else if (part.getDirectPath().isEmpty()) {
      // A part that names no file says that there is nothing of this kind.
      done.run();
    } else {
      fetch(part, done, failed);
    }
  }

  private void inline(HistorySyncNotification part, Runnable done, Consumer<Unread> failed) {
    Learning learning = new Learning();
    try (OutputStream stream = stream(learning, MAX_INLINE)) {
      part.getInitialHistBootstrapInlinePayload().writeTo(stream);
    } catch (HistoryException | IOException e) {
      lane.execute(() -> failed.accept(Unread.forGood(e)));
      return;
    } catch (RuntimeException | Error e) {
      // Such as a store that is not there: without a word the parts behind this one would wait.
      lane.execute(() -> failed.accept(Unread.of(e)));
      return;
    }
    lane.execute(() -> ended(learning, done, failed));
  }

  private static void ended(Learning learning, Runnable done, Consumer<Unread> failed) {
    int failures = learning.failures.get();
    if (failures == 0) {
      done.run();
    } else {
      failed.accept(new Unread("whoever hears it failed " + failures + " times", false));
    }
  }

  private void fetch(HistorySyncNotification part, Runnable done, Consumer<Unread> failed) {
    MediaReference file;
    try {
      file =
          new MediaReference(
              MediaKind.HISTORY,
              "",
              part.getDirectPath(),
              part.getMediaKey().toByteArray(),
              part.getFileSha256().toByteArray(),
              part.getFileEncSha256().toByteArray(),
              part.getFileLength(),
              Instant.EPOCH);
    } catch (MalformedReferenceException e) {
      failed.accept(Unread.forGood(e));
      return;
    }
    Learning learning = new Learning();
    var _ =
        blobs
            .fetch(file, () -> stream(learning, HistoryStream.MAX_INFLATED))
            .whenCompleteAsync(
                (_, failure) -> {
                  if (failure == null) {
                    ended(learning, done, failed);
                  } else {
                    failed.accept(Unread.of(failure));
                  }
                },
                lane);
  }

  private static HistoryStream stream(Learning learning, long limit) {
    return new HistoryStream(learning, limit) {
      @Override
      public void close() {
        learning.flush();
        super.close();
      }
    };
  }

  /**
   * Learns addresses by the hundreds, where each step of learning stands alone, and tells the
   * listener of one part. What it counted is read after the part has ended.
   */
  private final class Learning implements HistoryListener {
    private final List<LidMap.Pair> pairs = new ArrayList<>();
    private final List<TrustTokens.Told> told = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public void hear(HistoryItem item) {
      if (item instanceof HistoryItem.PastAddress(LidMap.Pair pair)) {
        pairs.add(pair);
        if (pairs.size() >= PAIRS) {
          flush();
        }
      }
      if (item instanceof HistoryItem.PastTrust trust) {
        keep(trust);
      } else {
        tell(item);
      }
    }

    private void keep(HistoryItem.PastTrust trust) {
      if (trust.person().isPhone() || trust.person().isLid()) {
        told.add(
            new TrustTokens.Told(
                trust.person(), trust.token().toByteArray(), trust.at(), trust.issued()));
      }
      if (told.size() >= PAIRS) {
        flush();
      }
    }

    private void tell(HistoryItem item) {
      try {
        listener.hear(item);
      } catch (RuntimeException e) {
        if (failures.getAndIncrement() == 0) {
          LOG.log(System.Logger.Level.ERROR, "Whoever hears the history failed", e);
        }
        tally.count(Counted.LISTENER_FAILED);
      }
    }

    void flush() {
      contacts.suggest(pairs);
      pairs.clear();
      tokens.remember(told);
      told.clear();
    }
  }
}
